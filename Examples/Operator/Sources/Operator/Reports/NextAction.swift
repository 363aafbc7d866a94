import ConnectionsKit

/// What somebody should do about one use of an authorization.
struct NextAction: Encodable, Sendable {
    var account: String
    var connection: String
    var linkName: String
    var environment: String
    @OrNull var user: String?
    var grant: String
    var action: String

    /// The uses of an authorization about which somebody should do something.
    static func of(_ standing: GrantStanding) -> [NextAction] {
        // What is over waits for nobody, unless a connection still looks it up.
        standing.uses.compactMap { use in
            guard let action = use.status.nextAction else { return nil }
            return NextAction(
                account: standing.grant.account.text, connection: use.connection.name,
                linkName: use.connection.linkName, environment: use.environment.rawValue, user: use.slot.user?.text,
                grant: standing.grant.id.description, action: action)
        }
    }

    /// The line of it, such as: acme: "Zoho Books" in production for maria: Authorize the connection again.
    var line: String {
        let person = self.user.map { " for \($0)" } ?? ""
        return "\(self.account): \"\(self.connection)\" in \(self.environment)\(person): \(self.action)"
    }
}
