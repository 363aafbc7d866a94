/// One authorization under way, bound to the person who began it and used once.
public struct Attempt: Sendable, Hashable, Codable {
    /// The `state` of RFC 6749 section 4.1.1: 256 random bits.
    ///
    /// With the account it names the attempt.
    public var state: String
    /// The account.
    public var account: AccountID
    /// The side on which it was begun.
    public var side: Side
    /// Who began it; nobody else can complete it.
    public var user: UserID
    /// The connection.
    public var connection: Connection.ID
    /// The slot that it will fill.
    public var slot: Slot.ID
    /// The environment in which it was begun.
    public var environment: LiveEnvironment
    /// The identifier that the grant will have; its secrets are bound to it.
    public var grant: Grant.ID
    /// The data centre whose endpoints are used.
    public var dataCentre: DataCentre
    /// The scopes that were asked for.
    public var scopes: [String]
    /// The OAuth client; `nil` where the service does not use OAuth.
    public var client: Grant.Client?
    /// The redirect address that was sent; compared exactly at the token endpoint (RFC 6749 section 4.1.3).
    public var redirectURI: String?
    /// The sealed PKCE verifier (RFC 7636).
    public var verifier: SealedSecret?
    /// What is asked of the service while a person consents on another device; `nil` for every other way.
    public var device: DevicePolling?
    /// The parameters of the connector, as they were given.
    public var details: [String: String] = [:]
    /// When it was begun.
    public var startedAt: Timestamp
    /// Until when it can be completed.
    public var deadline: Timestamp
    /// How it stands.
    public var status: Status = .open
    /// The version of the record.
    public var version: Int = 0

    /// Makes an open attempt.
    public init(
        state: String, account: AccountID, side: Side, user: UserID, connection: Connection.ID, slot: Slot.ID,
        environment: LiveEnvironment, grant: Grant.ID, dataCentre: DataCentre, scopes: [String], client: Grant.Client?,
        redirectURI: String?, verifier: SealedSecret?, startedAt: Timestamp, deadline: Timestamp
    ) {
        self.state = state
        self.account = account
        self.side = side
        self.user = user
        self.connection = connection
        self.slot = slot
        self.environment = environment
        self.grant = grant
        self.dataCentre = dataCentre
        self.scopes = scopes
        self.client = client
        self.redirectURI = redirectURI
        self.verifier = verifier
        self.startedAt = startedAt
        self.deadline = deadline
    }

    /// What is asked of the service while a person consents on another device (RFC 8628).
    public struct DevicePolling: Sendable, Hashable, Codable {
        /// The sealed device code.
        public var code: SealedSecret
        /// How long to wait between questions; the service may lengthen it.
        public var interval: Duration
        /// Before when no further question is asked.
        public var nextAt: Timestamp

        /// Makes the record of a device code that was just issued.
        public init(code: SealedSecret, interval: Duration, nextAt: Timestamp) {
            self.code = code
            self.interval = interval
            self.nextAt = nextAt
        }
    }

    /// How an attempt stands.
    public enum Status: String, Sendable, Hashable, Codable {
        /// It waits for its callback.
        case open
        /// Its callback came in time, and its code was spent or its fields were stored.
        case consumed
        /// It can no longer be completed: it was late, refused, or called back by somebody else.
        case voided
    }
}

extension Attempt: CustomStringConvertible, CustomDebugStringConvertible, CustomReflectable {
    // The state is a bearer secret while the attempt is open.
    public var description: String { "Attempt(\(self.status) by \(self.user), \(self.connection))" }
    public var debugDescription: String { self.description }
    public var customMirror: Mirror { Mirror(self, children: [:], displayStyle: .struct) }
}
