/// What became of the authorizations of an application that was uninstalled.
public struct UninstallReport: Sendable, Hashable {
    /// The installation that is gone.
    public let installation: Installation
    /// Whether all of its connections have been removed, so that nothing is left to be revoked here.
    public let isComplete: Bool
    /// Every authorization that was made for its connections, those that ended before included.
    public let authorizations: [Authorization]

    /// One authorization.
    public struct Authorization: Sendable, Hashable, Identifiable {
        /// The grant.
        public let id: Grant.ID
        /// The connection that it was made for.
        public let connection: Connection.ID
        /// The service.
        public let connector: ConnectorID
        /// The account at the service.
        public let accountName: String
        /// The user whom it served, for the logged-in kind.
        public let user: UserID?
        /// Who authorized.
        public let authorizedBy: UserID
        /// What became of it.
        public let outcome: Outcome

        init(_ grant: Grant, outcome: Outcome) {
            self.id = grant.id
            self.connection = grant.connection
            self.connector = grant.connector
            self.accountName = grant.accountName
            self.user = grant.user
            self.authorizedBy = grant.authorizedBy
            self.outcome = outcome
        }
    }

    /// What became of an authorization.
    public enum Outcome: Sendable, Hashable {
        /// It is unusable here, and is to be revoked with the removal of its connection.
        case waiting
        /// It was revoked here; this came of it at the service.
        case revoked(Grant.Revocation)
        /// It goes on, since a connection that stays uses it too.
        case kept
    }

    /// Those that are gone here and whose revocation at the service is still to come.
    public var pending: [Authorization] {
        self.authorizations.filter { $0.outcome == .waiting || $0.outcome == .revoked(.pending) }
    }

    /// Those whose revocation the service confirmed.
    public var confirmed: [Authorization] {
        self.authorizations.filter { if case .revoked(.confirmed) = $0.outcome { true } else { false } }
    }

    /// Those whose revocation at the service was given up; somebody should revoke them there.
    public var failed: [Authorization] {
        self.authorizations.filter { if case .revoked(.failed) = $0.outcome { true } else { false } }
    }
}
