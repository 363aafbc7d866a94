/// An invitation to a client, by which the developer's account and the client's come to know each other.
public struct Invitation: Sendable, Hashable, Codable, Identifiable {
    /// The identifier of an invitation.
    public typealias ID = RecordID<Invitation>

    /// The identifier.
    public var id: ID
    /// The developer account.
    public var account: AccountID
    /// Where the host sent it; the library does not read it.
    public var address: String
    /// The data centre in which the client's account must be.
    public var dataCentre: DataCentre
    /// Until when it can be accepted.
    public var expiresAt: Timestamp
    /// The client account that accepted it.
    public var client: AccountID?
    /// The version of the record.
    public var version: Int = 0

    /// Makes an open invitation.
    public init(id: ID, account: AccountID, address: String, dataCentre: DataCentre, expiresAt: Timestamp) {
        self.id = id
        self.account = account
        self.address = address
        self.dataCentre = dataCentre
        self.expiresAt = expiresAt
    }

    /// What the host puts into the link that it sends.
    public struct Link: Sendable, Hashable, Codable {
        /// The developer account.
        public var account: AccountID
        /// The invitation.
        public var invitation: ID

        /// Makes a link.
        public init(account: AccountID, invitation: ID) {
            self.account = account
            self.invitation = invitation
        }
    }

    /// The link to send.
    public var link: Link { Link(account: self.account, invitation: self.id) }

    /// How an invitation stands.
    public enum State: Sendable, Hashable {
        /// It can be accepted.
        case open
        /// Its time has run out; it can be sent again.
        case expired
        /// The client account accepted it.
        case accepted(by: AccountID)
    }

    /// How it stands at `moment`.
    public func state(at moment: Timestamp) -> State {
        if let client = self.client { return .accepted(by: client) }
        return moment < self.expiresAt ? .open : .expired
    }
}
