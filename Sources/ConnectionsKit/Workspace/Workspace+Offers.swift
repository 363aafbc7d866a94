// What is offered to a client: shares live in the developer's account, listings in the platform's. Both are read here, and
// nowhere else on the client's side.
extension Workspace {
    /// The share that an install link names; one with another client, or that was withdrawn, does not exist.
    func offer(of link: Share.Link, to client: AccountID) async throws(ConnectionError) -> ReleaseOffer {
        guard let share = try await self.system.find(Share.self, link.share, in: link.account),
            share.client == client, !share.isWithdrawn
        else { throw .notFound("share") }
        return .share(share)
    }

    /// The marketplace's listing; a submission that is not listed does not exist.
    func offer(of listing: Submission.ID) async throws(ConnectionError) -> ReleaseOffer {
        let marketplace = self.system.configuration.marketplaceAccount
        guard let submission = try await self.system.find(Submission.self, listing, in: marketplace),
            submission.status == .listed
        else { throw .notFound("listing") }
        return .listing(submission)
    }

    /// The offer as it stands now.
    func current(_ offer: ReleaseOffer, to client: AccountID) async throws(ConnectionError) -> ReleaseOffer {
        switch offer {
        case .share(let share): try await self.offer(of: share.link, to: client)
        case .listing(let submission): try await self.offer(of: submission.id)
        }
    }

    /// The release that is offered.
    func release(of offer: ReleaseOffer) async throws(ConnectionError) -> Release {
        try await self.system.load(Release.self, offer.release, in: offer.developer, "release")
    }

    /// What is offered to an installation: the shares with its client, and the application's listing where it came from the
    /// marketplace.
    func offers(to installation: Installation) async throws(ConnectionError) -> [ReleaseOffer] {
        let shares = try await self.system.all(.shares(with: installation.account), in: installation.developer)
        let open = shares.filter { share in
            share.application == installation.application && !share.isWithdrawn
                && (share.installation == nil || share.installation == installation.id)
        }
        // A share that stands for a listing led to what is installed, and offers nothing further.
        var offers = open.filter { $0.listing == nil }.map { ReleaseOffer.share($0) }
        if shares.first(where: { $0.id == installation.share })?.listing != nil {
            let submissions = try await self.system.all(
                .submissions(of: installation.application, by: installation.developer),
                in: self.system.configuration.marketplaceAccount)
            offers += submissions.filter { $0.status == .listed }.map { ReleaseOffer.listing($0) }
        }
        return offers
    }

    /// Uses an offer for an installation.
    ///
    /// A share is marked. A listing is for everybody, so a share of its own is made for this client in the developer's account.
    ///
    /// - Parameters:
    ///   - offer: what is used.
    ///   - installation: for what.
    ///   - licence: the terms of a share that is made.
    ///   - client: the client's account.
    ///   - changes: where the use is written.
    /// - Returns: the share as it was before this use.
    /// - Throws: ``ConnectionError/Code/wrongState`` when it led to another installation.
    func use(
        _ offer: ReleaseOffer, for installation: Installation.ID, licence: Licence, of client: AccountID,
        in changes: inout ChangeSet
    ) throws(ConnectionError) -> Share {
        switch offer {
        case .share(let share):
            let used = try self.system.advance { () throws(IllegalTransition) in try share.used(for: installation) }
            if used == share { changes.expect(share) } else { changes.update(used) }
            return share
        case .listing(let submission):
            changes.expect(submission)
            var share = Share(
                id: Share.ID(self.system.random.uuid()), account: submission.developer, client: client,
                application: submission.application, release: submission.release, licence: licence,
                createdAt: self.system.time.now())
            share.listing = submission.id
            let made = share
            changes.insert(
                try self.system.advance { () throws(IllegalTransition) in try made.used(for: installation) })
            return made
        }
    }
}
