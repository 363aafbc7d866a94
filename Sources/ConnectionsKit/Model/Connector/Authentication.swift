/// How a service authenticates its callers.
public enum Authentication: Sendable, Hashable, Codable {
    /// OAuth 2 (RFC 6749).
    case oauth2(OAuth2Facts)
    /// One or more keys, each sent at a place of its own.
    case apiKey([CredentialField])
    /// HTTP basic authentication (RFC 7617): a user name and a password.
    case basic(username: CredentialField, password: CredentialField)
    /// A fixed bearer token (RFC 6750) that the service handed out.
    case bearer(CredentialField)

    /// The method, without its facts.
    public var method: AuthenticationMethod {
        switch self {
        case .oauth2: .oauth2
        case .apiKey: .apiKey
        case .basic: .basic
        case .bearer: .bearer
        }
    }

    /// The facts of OAuth 2, when that is the method.
    public var oauth2: OAuth2Facts? {
        if case .oauth2(let facts) = self { facts } else { nil }
    }

    /// The fields that a person fills in when authorizing; for OAuth 2 those of ``OAuth2Facts/fields``.
    public var fields: [CredentialField] {
        switch self {
        case .oauth2(let facts): facts.fields
        case .apiKey(let fields): fields
        case .basic(let username, let password): [username, password]
        case .bearer(let field): [field]
        }
    }
}

/// The methods of authentication, one for each kind of credential provider.
public struct AuthenticationMethod: Sendable, Hashable, Codable, RawRepresentable, CustomStringConvertible {
    public let rawValue: String

    public init(rawValue: String) {
        self.rawValue = rawValue
    }

    /// OAuth 2.
    public static let oauth2 = AuthenticationMethod(rawValue: "oauth2")
    /// API keys.
    public static let apiKey = AuthenticationMethod(rawValue: "api_key")
    /// HTTP basic authentication.
    public static let basic = AuthenticationMethod(rawValue: "basic")
    /// A fixed bearer token.
    public static let bearer = AuthenticationMethod(rawValue: "bearer")

    public var description: String { self.rawValue }
}
