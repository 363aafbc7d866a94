extension PolicyReason {
    /// What a rule says, as the facts from which the sentence is made.
    enum Statement: Sendable, Hashable {
        case said(String, whoCould: [String])
        case roleMay(Role)
        case taskMay
        case nobodyMay(Side)
        case onlyTasks
        case needsUser
        case onlyRoles(RoleSet)
        case onlyForOneself
        case portalUsersStayOut
        case lacksRight(RoleGrant.Right, LiveEnvironment?, ApplicationID?)
        case otherSide(Side, actsOn: Side)
        case noEnvironment(LiveEnvironment, Side)
        case unknownConnector(ConnectorID)
        case kindNotAllowed(Connection.Kind, connector: String)
        case placeNotAllowed(Place.Kind, connector: String)
        case installed
        case madeByTasks
        case onlyAdminKind

        /// The clause, without a full stop.
        var text: String {
            switch self {
            case .said(let text, _): text
            case .roleMay(let role): "a \(role.title) can"
            case .taskMay: "a task needs no user for it"
            case .nobodyMay(let side): "nobody can do that on the \(side) side"
            case .onlyTasks: "only a task can"
            case .needsUser: "it needs a user"
            case .onlyRoles(let roles): "only a \(Self.list(roles.roles.map(\.title))) of this account can"
            case .onlyForOneself: "each user can only do that for themselves"
            case .portalUsersStayOut: "the application does not let portal users in"
            case .lacksRight(let right, let environment, let application):
                "they need \(right.title(in: environment)) for "
                    + (application.map { "the application \"\($0)\"" } ?? "an application that uses it")
            case .otherSide(let side, let other): "it belongs to the \(side) side, and they act on the \(other) side"
            case .noEnvironment(let environment, let side): "the \(side) side has no \(environment) environment"
            case .unknownConnector(let id):
                "the connector \"\(id)\" is not in the platform's catalogue, and custom connectors are not supported"
            case .kindNotAllowed(let kind, let connector):
                "the connector \"\(connector)\" does not allow \(kind.title) connections"
            case .placeNotAllowed(let place, let connector): "\(connector) cannot be used in a \(place.title)"
            case .installed: "it came with an installed application, whose developer alone can change it"
            case .madeByTasks:
                "a system connection is made by the first task that needs it, and is not managed by hand"
            case .onlyAdminKind: "only an authorization of an admin connection can serve another one"
            }
        }

        private static func list(_ words: [String]) -> String {
            guard words.count > 1, let last = words.last else { return words.first ?? "" }
            return words.dropLast().joined(separator: ", ") + " or " + last
        }
    }

    /// Who could do it instead.
    struct Able: Sendable, Hashable {
        /// Their roles.
        var roles: RoleSet = []
        /// Whether a developer among them needs a right for the application.
        var developersNeedRight = false

        static let nobody = Able()

        /// Adds those whom a row of the table admits, for others than themselves.
        mutating func add(_ row: RoleTable.Row) {
            guard !row.isForSelf else { return }
            let hadDevelopers = self.roles.contains(.developer)
            self.roles.formUnion(row.roles)
            if row.roles.contains(.developer) {
                self.developersNeedRight = row.right != nil && (!hadDevelopers || self.developersNeedRight)
            }
        }

        var titles: [String] {
            self.roles.roles.map { role in
                let right = role == .developer && self.developersNeedRight ? " with the right for this application" : ""
                return role.title + right
            }
        }
    }
}
