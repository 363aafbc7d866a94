/// A place of an application that uses a connection, as a record.
public struct Reference: Sendable, Hashable, Codable, Identifiable {
    /// A reference is named by what it joins.
    public struct ID: Sendable, Hashable, Codable {
        /// The connection that is used.
        public var connection: Connection.ID
        /// The place that uses it.
        public var place: Place

        /// Names the reference from `place` to `connection`.
        public init(connection: Connection.ID, place: Place) {
            self.connection = connection
            self.place = place
        }
    }

    /// What it joins.
    public var id: ID
    /// The account of the application.
    public var account: AccountID
    /// The application.
    public var application: ApplicationID
    /// When it was made.
    public var createdAt: Timestamp
    /// Who made it.
    public var createdBy: UserID
    /// The version of the record.
    public var version: Int = 0

    /// Makes a reference.
    public init(
        id: ID, account: AccountID, application: ApplicationID, createdAt: Timestamp, createdBy: UserID
    ) {
        self.id = id
        self.account = account
        self.application = application
        self.createdAt = createdAt
        self.createdBy = createdBy
    }
}
