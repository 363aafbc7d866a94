/// What a person granted at a service: one authorization, without its tokens.
///
/// The tokens are a record of their own, ``TokenState``, so that a rename never loses a rotated token and a refresh never
/// disturbs what reads the grant.
public struct Grant: Sendable, Hashable, Codable, Identifiable {
    /// The identifier of a grant.
    public typealias ID = RecordID<Grant>

    /// The identifier.
    public var id: ID
    /// The account in which it was made.
    public var account: AccountID
    /// The connection for which it was made.
    public var connection: Connection.ID
    /// The kind of that connection; sealed secrets are bound to it.
    public var kind: Connection.Kind
    /// The service.
    public var connector: ConnectorID
    /// The user whom a logged-in grant serves; `nil` for every other kind.
    public var user: UserID?
    /// Who authorized.
    public var authorizedBy: UserID
    /// The data centre whose endpoints issued it.
    public var dataCentre: DataCentre
    /// The account at the service, as it is shown; editable.
    public var accountName: String
    /// The service's own identifier of the person, when it tells one.
    public var subject: String?
    /// The OAuth client that minted it; `nil` where the service does not use OAuth.
    public var client: Client?
    /// What is known of the account at the service: the connector's parameters as they were given, and what the service
    /// told when it was authorized, such as `instance_url`; no secrets.
    public var details: [String: String] = [:]
    /// The scopes that were asked for.
    public var requestedScopes: [String]
    /// The scopes that were granted.
    public var grantedScopes: [String]
    /// Whether it may be used.
    public var status: Status
    /// What became of its revocation at the service; `nil` while none is wanted.
    public var revocation: Revocation?
    /// When it was made.
    public var createdAt: Timestamp
    /// The version of the record.
    public var version: Int = 0

    /// Makes an authorized grant.
    public init(
        id: ID, account: AccountID, connection: Connection.ID, kind: Connection.Kind, connector: ConnectorID,
        user: UserID?, authorizedBy: UserID, dataCentre: DataCentre, accountName: String, subject: String?,
        client: Client?, requestedScopes: [String], grantedScopes: [String], createdAt: Timestamp
    ) {
        self.id = id
        self.account = account
        self.connection = connection
        self.kind = kind
        self.connector = connector
        self.user = user
        self.authorizedBy = authorizedBy
        self.dataCentre = dataCentre
        self.accountName = accountName
        self.subject = subject
        self.client = client
        self.requestedScopes = requestedScopes
        self.grantedScopes = grantedScopes
        self.status = .authorized
        self.createdAt = createdAt
    }
}

extension Grant {
    /// Whether a grant may be used.
    public enum Status: Sendable, Hashable, Codable {
        /// It may.
        case authorized
        /// It may not until somebody authorizes again.
        case needsReauthorization(ReauthorizationCause)
        /// It may not for now, since its authorizer was deactivated; revoked at the given moment unless they return.
        case suspended(until: Timestamp)
        /// Somebody revoked it.
        case revoked
        /// A later authorization took its place.
        case superseded
    }

    /// Why somebody must authorize again.
    public struct ReauthorizationCause: Sendable, Hashable, Codable, RawRepresentable, CustomStringConvertible {
        public let rawValue: String

        public init(rawValue: String) {
            self.rawValue = rawValue
        }

        /// The service refused the refresh token (`invalid_grant`): it was revoked, expired or evicted there.
        public static let refreshRefused = ReauthorizationCause(rawValue: "refresh_refused")
        /// The service refused the refresh token after an earlier refresh whose outcome was never learnt.
        public static let rotationOutcomeUnknown = ReauthorizationCause(rawValue: "rotation_outcome_unknown")
        /// The access token ended and the service issued no refresh token.
        public static let noRefreshToken = ReauthorizationCause(rawValue: "no_refresh_token")
        /// The OAuth client that minted it was retired.
        public static let clientRetired = ReauthorizationCause(rawValue: "client_retired")

        public var description: String { self.rawValue }

        /// The cause in words.
        public var explanation: String {
            switch self {
            case .refreshRefused: "the service no longer accepts the authorization"
            case .rotationOutcomeUnknown:
                "the service no longer accepts the authorization, after a refresh whose answer was lost"
            case .noRefreshToken: "the service issued no refresh token, and the access token has ended"
            case .clientRetired: "the OAuth client that it was made with has been retired"
            default: self.rawValue
            }
        }
    }

    /// The OAuth client that minted a grant.
    public struct Client: Sendable, Hashable, Codable {
        /// The client identifier (RFC 6749 section 2.2), which is public.
        public var clientID: String
        /// The developer's credential set it comes from; `nil` for the platform's own client.
        public var credentialSet: CredentialSet.Reference?
        /// The revision of that set; zero for the platform's own client.
        public var revision: Int

        /// Names a client.
        public init(clientID: String, credentialSet: CredentialSet.Reference? = nil, revision: Int = 0) {
            self.clientID = clientID
            self.credentialSet = credentialSet
            self.revision = revision
        }
    }

    /// What became of the revocation at the service.
    public enum Revocation: Sendable, Hashable, Codable {
        /// It is queued.
        case pending
        /// The service confirmed it.
        case confirmed(Timestamp)
        /// The service offers no revocation; its tokens were destroyed here.
        case notOffered
        /// It was left out, since it could have ended a grant of the same person and client that is in use.
        case supersededNotRevoked
        /// It was tried many times in vain; the last answer is named.
        case failed(String)
    }
}
