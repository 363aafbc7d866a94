import ConnectionsKit

extension Samples {
    static var releases: [Release] {
        var full = Release.fixture(.fixture(9), number: 1_000_000, connections: self.connections)
        full.applicationName = self.awkward
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
            return installation
        }
        return [bare] + full
    }
}
