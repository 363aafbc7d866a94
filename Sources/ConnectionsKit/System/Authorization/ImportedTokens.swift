/// What another system holds of an authorization, to be moved here as it stands.
///
/// | the connector | what is imported |
/// |---|---|
/// | OAuth 2, by code or on a device | an access token, a refresh token or both, with the client that they were issued to |
/// | API keys, basic, fixed bearer tokens | the fields, as a person would fill them in |
/// | OAuth 2, by client credentials or assertions | nothing: authorize the connection by its fields |
///
/// Where the access token ends, say when: one without an end is taken for one that lasts. Without an access token the first
/// use refreshes. One that has ended is accepted beside a refresh token alone.
public struct ImportedTokens: Sendable {
    /// The access token; `nil` when only the refresh token is known.
    public var accessToken: Secret?
    /// When the access token ends; `nil` when it does not, or there is none.
    public var expiresAt: Timestamp?
    /// The refresh token; `nil` when there is none.
    public var refreshToken: Secret?
    /// The OAuth client that they were issued to: the platform's, current or retired, or one of the credential set that the
    /// connection uses.
    public var clientID: String?
    /// The values of the fields, where the service does not use OAuth.
    public var fields = SecretFields([])
    /// The scopes that were granted; `nil` for those of the connection.
    public var scopes: [String]?
    /// The service's own identifier of the person; 1 to 500 printable characters.
    public var subject: String?
    /// The name of the account at the service; 1 to 100 printable characters.
    ///
    /// `nil` gives it the next number.
    public var accountName: String?
    /// What is known of the account: the connector's parameters, and what the service tells that the connector keeps.
    ///
    /// Where none is given, those of the authorization that stands.
    public var details: [String: String] = [:]

    /// Takes the tokens of an OAuth client.
    ///
    /// - Parameters:
    ///   - accessToken: the access token, if it is known.
    ///   - expiresAt: when it ends; `nil` when it does not.
    ///   - refreshToken: the refresh token, if there is one.
    ///   - clientID: the client that they were issued to.
    public init(
        accessToken: Secret? = nil, expiresAt: Timestamp? = nil, refreshToken: Secret? = nil, clientID: String
    ) {
        self.accessToken = accessToken
        self.expiresAt = expiresAt
        self.refreshToken = refreshToken
        self.clientID = clientID
    }

    /// Takes the fields of a credential without OAuth.
    public init(fields: SecretFields) {
        self.fields = fields
    }
}
