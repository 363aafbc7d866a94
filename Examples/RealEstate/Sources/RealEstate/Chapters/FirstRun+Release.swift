import ConnectionsKit

/// Two shares of the release, one for each client, and the invitation by which updates reach one of them.
struct Shares {
    var acme: Share
    var birch: Share
    var toAcme: Invitation.ID
}

extension FirstRun {
    /// The application is released, and shared privately with two clients.
    func release(_ definitions: Definitions) async throws -> Shares {
        self.story.chapter("2. The application is released, and shared with two clients")
        let console = self.platform.console
        let plan = try await console.planRelease(of: "real-estate", as: People.dan)
        self.story.check(
            "the plan bundles both connections and warns of nothing",
            plan.connections.map(\.id) == [definitions.books.id, definitions.sheets.id] && plan.warnings.isEmpty)
        let release = try await console.publish(plan, as: People.dan)
        self.story.check("Dan publishes release \(release.number) to stage", release.number == 1)

        var shares: [Share] = []
        var invitations: [Invitation.ID] = []
        for client in [People.sue, People.bea] {
            let invitation = try await console.invite("\(client.user)@\(client.account).example", as: People.olga)
            try await self.platform.workspace.accept(invitation.link, as: client)
            invitations.append(invitation.id)
            shares.append(try await console.share(release.id, with: invitation.id, as: People.olga))
            self.story.check(
                "\(client.displayName) accepts Olga's invitation for \(client.account), and gets the install link",
                shares.last?.client == client.account)
        }
        return Shares(acme: shares[0], birch: shares[1], toAcme: invitations[0])
    }

    /// Both clients install it.
    func install(_ shares: Shares) async throws -> Homes {
        self.story.chapter("3. Both clients install it")
        let acme = try await self.install(shares.acme, as: People.sue)
        let birch = try await self.install(shares.birch, as: People.bea)
        return Homes(acme: acme, birch: birch)
    }

    private func install(_ share: Share, as superAdmin: Principal) async throws -> Installation {
        let workspace = self.platform.workspace
        let plan = try await workspace.planInstall(of: share.link, as: superAdmin)
        for requirement in plan.effects.toAuthorize { self.story.tell("\(requirement)") }
        let installation = try await workspace.install(plan, as: superAdmin)
        let panel = try await workspace.connections(in: installation.id, as: superAdmin)
        self.story.check(
            "\(superAdmin.displayName) installs release \(installation.releaseNumber) for \(superAdmin.account); "
                + "nothing is connected yet, and nothing of the developer's tests came along",
            panel.map(\.linkName) == ["zoho_books", "zoho_sheets"] && panel.allSatisfy { !$0.status.isConnected })
        return installation
    }
}
