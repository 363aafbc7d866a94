import ConnectionsKit

/// One question of the matrix.
struct MatrixProbe {
    var action: Action
    var side: Side
    var kind: Connection.Kind
    var environment: LiveEnvironment
    /// Who asks; `nil` for a task without a person.
    var role: Role?
    var rights: ApplicationRights = .all
    var isOwn = true
    var letsPortalUsersIn = true

    static let connector = Connector(
        id: "example", name: "Example", category: "Examples", authentication: .apiKey([]), hosts: ["example.com"],
        allowsLoggedInUser: true, isPlatformService: true)

    var request: PolicyRequest {
        var request = PolicyRequest(self.action, on: self.side)
        if let role = self.role {
            request = PolicyRequest(
                self.action,
                by: Principal(user: "somebody", account: "a", side: self.side, role: role, rights: ["app": self.rights])
            )
        }
        request.environment = self.environment
        request.connection = PolicyRequest.ConnectionFacts(
            kind: self.kind, name: "Example", isInstalled: self.side == .client && self.kind != .system)
        request.connectorID = Self.connector.id
        request.connector = Self.connector
        request.application = "app"
        request.allowsPortalUsers = self.letsPortalUsersIn
        request.holder = self.isOwn ? "somebody" : "another"
        return request
    }

    var decision: Decision { Policy().decide(self.request) }

    /// What the cell says: yes, no, or on what it depends.
    var cell: String {
        let rights = self.neededRights
        guard let rights else { return "no" }
        var words: [String] = []
        if !self.isAllowed({ $0.isOwn = false }) { words.append("own") }
        words += rights
        if !self.isAllowed({ $0.letsPortalUsersIn = false }) { words.append("where portal users are let in") }
        return words.isEmpty ? "yes" : words.joined(separator: ", ")
    }

    private func isAllowed(_ change: (inout MatrixProbe) -> Void) -> Bool {
        var probe = self
        change(&probe)
        return probe.decision.isAllowed
    }

    /// The rights one of which is needed, in words; `nil` where none is enough, empty where none is needed.
    private var neededRights: [String]? {
        guard self.isAllowed({ $0.rights = .all }) else { return nil }
        if self.isAllowed({ $0.rights = [] }) { return [] }
        let titles: [(ApplicationRights, String)] = [
            (.developmentAccess, "access to development"), (.publish, "the right to publish"),
            (.stageAccess, "access to stage"), (.distribute, "the right to distribute"),
        ]
        let enough = titles.filter { right, _ in self.isAllowed { $0.rights = right } }.map(\.1)
        return [enough.count == titles.count ? "with any right" : "with \(enough.joined(separator: " or "))"]
    }
}
