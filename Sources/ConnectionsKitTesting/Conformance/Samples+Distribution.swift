import ConnectionsKit

extension Samples {
    static var releases: [Release] {
        var full = Release.fixture(.fixture(9), number: 1_000_000, connections: self.connections)
        full.applicationName = self.awkward
        full.connections[0].places = self.places
        full.connections[1].places = [.invokeURL("function")]
        full.allowsPortalUsers = true
        full.createdAt = self.endOfTime
        full.createdBy = "Zoë's \"user\""
        return [Release.fixture(.fixture(9)), full]
    }

    static var invitations: [Invitation] {
        var full = Invitation.fixture(.fixture(10), address: self.awkward)
        full.dataCentre = "a new \"one\""
        full.expiresAt = self.endOfTime
        full.client = "client's \"account\""
        return [Invitation.fixture(.fixture(10), address: ""), full]
    }

    private static let licences: [Licence] = [.unlimited, .trial(until: .fixture), .subscription(until: endOfTime)]

    static var shares: [Share] {
        self.licences.flatMap { licence in
            [false, true].map { isWithdrawn in
                var share = Share.fixture(
                    .fixture(11), with: "client's \"account\"", release: .fixture(9), licence: licence)
                share.isWithdrawn = isWithdrawn
                share.installation = isWithdrawn ? .fixture(12) : nil
                share.listing = isWithdrawn == (licence == .unlimited) ? .fixture(14) : nil
                share.createdAt = isWithdrawn ? self.endOfTime : self.beginningOfTime
                return share
            }
        }
    }

    static var installations: [Installation] {
        let bare = Installation.fixture(.fixture(12), release: self.releases[0], share: self.shares[0])
        let statuses: [Installation.Status] = [.active, .disabled, .uninstalled]
        let full = zip(statuses, self.licences).map { status, licence in
            var installation = Installation.fixture(.fixture(12), release: self.releases[1], share: self.shares[0])
            installation.developer = "developer's \"account\""
            installation.licence = licence
            installation.environments = status == .uninstalled ? [] : [.production, .stage]
            installation.status = status
            installation.staged =
                status == .active
                ? Installation.Staged(release: .fixture(15), number: 1_000_001, share: .fixture(16)) : nil
            return installation
        }
        return [bare] + full
    }

    static var submissions: [Submission] {
        let full = Submission.Status.allCases.flatMap { status in
            [nil, "", self.awkward].map { reason in
                var submission = Submission.fixture(.fixture(14), release: self.releases[1])
                submission.developer = "developer's \"account\""
                submission.status = status
                submission.reason = reason
                submission.submittedAt = self.beginningOfTime
                submission.submittedBy = "Zoë's \"user\""
                submission.decidedAt = reason == nil ? nil : self.endOfTime
                return submission
            }
        }
        return [Submission.fixture(.fixture(14), release: self.releases[0])] + full
    }
}
