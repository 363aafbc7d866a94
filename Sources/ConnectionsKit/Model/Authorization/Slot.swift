/// Where the authorization of a connection is looked up; it points at a grant.
///
/// Several slots may point at one grant.
public struct Slot: Sendable, Hashable, Codable, Identifiable {
    /// A slot is named by what it serves.
    public struct ID: Sendable, Hashable, Codable {
        /// The connection, at the account where it lives.
        public var connection: Connection.ID
        /// The environment; `nil` when one authorization serves all.
        public var environment: LiveEnvironment?
        /// The user of a logged-in user connection; `nil` for every other kind.
        public var user: UserID?

        /// Names a slot.
        public init(connection: Connection.ID, environment: LiveEnvironment?, user: UserID?) {
            self.connection = connection
            self.environment = environment
            self.user = user
        }
    }

    /// What it serves.
    public var id: ID
    /// The account of the connection.
    public var account: AccountID
    /// The grant that serves it.
    public var grant: Grant.ID
    /// The version of the record.
    public var version: Int = 0

    /// Makes a slot that points at `grant`.
    public init(id: ID, account: AccountID, grant: Grant.ID) {
        self.id = id
        self.account = account
        self.grant = grant
    }
}
