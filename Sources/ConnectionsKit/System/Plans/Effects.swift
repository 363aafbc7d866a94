/// What an operation will do, worked out before it is done.
///
/// Each list holds what the operation touches, in the order of the names; what it does not touch is in none.
public struct Effects: Sendable, Hashable {
    /// The connections that will be made.
    public var created: [Subject] = []
    /// The connections that stay, with their authorizations.
    public var reused: [Subject] = []
    /// The connections that stay, with their authorizations, and that nothing uses any more.
    public var orphaned: [Subject] = []
    /// The connections that will be gone.
    public var removed: [Subject] = []
    /// The authorizations that will be revoked, here at once and at the service soon after.
    public var revoked: [Authorization] = []
    /// The authorizations that will be suspended until whoever made them returns.
    public var suspended: [Authorization] = []
    /// What somebody must authorize before it works, or to give what is new.
    public var toAuthorize: [Requirement] = []
    /// What should be looked at before: each in a sentence.
    public var warnings: [String] = []

    /// Makes effects on nothing.
    public init() {}

    /// A connection that an operation touches.
    public struct Subject: Sendable, Hashable {
        /// The connection; `nil` when it does not exist yet.
        public var id: Connection.ID?
        /// Its name.
        public var name: String
        /// Its link name.
        public var linkName: String
        /// The service.
        public var connector: ConnectorID
        /// Who authorizes it.
        public var kind: Connection.Kind

        /// Takes what is told of a connection.
        public init(_ connection: Connection) {
            self.id = connection.id
            self.name = connection.name
            self.linkName = connection.linkName
            self.connector = connection.connector
            self.kind = connection.kind
        }

        /// Takes what is told of a connection that a release would make.
        public init(_ definition: BundledConnection) {
            self.name = definition.name
            self.linkName = definition.linkName
            self.connector = definition.connector
            self.kind = definition.kind
        }
    }

    /// An authorization that an operation touches.
    public struct Authorization: Sendable, Hashable {
        /// The grant.
        public var grant: Grant.ID
        /// The connection that it serves.
        public var connection: Connection.ID
        /// The name of that connection.
        public var name: String
        /// The environment; `nil` when it serves all.
        public var environment: LiveEnvironment?
        /// The user whom it serves, for the logged-in kind.
        public var user: UserID?
        /// The account at the service.
        public var accountName: String
        /// Who authorized.
        public var authorizedBy: UserID

        /// Takes what is told of the authorization in a slot.
        public init(_ grant: Grant, in slot: Slot.ID, of connection: Connection) {
            self.grant = grant.id
            self.connection = connection.id
            self.name = connection.name
            self.environment = slot.environment
            self.user = slot.user
            self.accountName = grant.accountName
            self.authorizedBy = grant.authorizedBy
        }
    }

    /// What somebody must authorize.
    public struct Requirement: Sendable, Hashable, CustomStringConvertible {
        /// The connection.
        public var connection: Subject
        /// Where; `nil` for every environment.
        public var environment: LiveEnvironment?
        /// The scopes to which consent is asked for, where an authorization stands that lacks them; empty where there is none.
        public var missingScopes: [String]

        /// Describes what must be authorized.
        public init(_ connection: Subject, in environment: LiveEnvironment? = nil, missingScopes: [String] = []) {
            self.connection = connection
            self.environment = environment
            self.missingScopes = missingScopes
        }

        /// Who must do what, in a sentence.
        public var description: String {
            let place = self.environment.map { " in \($0)" } ?? ""
            let scopes = self.missingScopes.isEmpty ? "" : ", to grant \(self.missingScopes.joined(separator: ", "))"
            let again = self.missingScopes.isEmpty ? "" : " again"
            return switch self.connection.kind {
            case .loggedInUser:
                "Each user authorizes \"\(self.connection.name)\"\(again)\(place) for themselves\(scopes)."
            case .admin, .system:
                "A super admin, admin or developer authorizes \"\(self.connection.name)\"\(again)\(place)\(scopes)."
            }
        }
    }
}

extension Effects: CustomStringConvertible {
    /// The effects in lines, for people.
    public var description: String {
        func names(_ subjects: [Subject]) -> String { subjects.map { "\"\($0.name)\"" }.joined(separator: ", ") }
        func accounts(_ authorizations: [Authorization]) -> String {
            authorizations.map { authorization in
                let user = authorization.user.map { " of \($0)" } ?? ""
                let place = authorization.environment.map { " in \($0)" } ?? ""
                return "\"\(authorization.accountName)\"\(user) for \"\(authorization.name)\"\(place)"
            }.joined(separator: ", ")
        }
        var lines: [String] = []
        if !self.created.isEmpty { lines.append("Makes \(names(self.created)).") }
        if !self.reused.isEmpty { lines.append("Keeps \(names(self.reused)).") }
        if !self.orphaned.isEmpty { lines.append("Leaves unused \(names(self.orphaned)).") }
        if !self.removed.isEmpty { lines.append("Removes \(names(self.removed)).") }
        if !self.revoked.isEmpty { lines.append("Revokes \(accounts(self.revoked)).") }
        if !self.suspended.isEmpty { lines.append("Suspends \(accounts(self.suspended)).") }
        lines += self.toAuthorize.map(\.description)
        lines += self.warnings
        return lines.isEmpty ? "Changes nothing." : lines.joined(separator: "\n")
    }
}
