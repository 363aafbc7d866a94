/// A refresh token to be used, and what it belongs to.
public struct RefreshRequest: Sendable {
    /// The service.
    public var connector: Connector
    /// The data centre whose endpoints are used.
    public var dataCentre: DataCentre
    /// The developer's OAuth client; `nil` for the platform's own.
    public var client: ClientRegistration?
    /// The identifier of the client that minted the grant.
    public var clientID: String?
    /// The scopes that were asked for, where renewing asks for them again: with client credentials and assertions.
    public var scopes: [String] = []
    /// The refresh token; with client credentials and assertions the fields that a person filled in.
    public var refreshToken: Secret
    /// How long the call may take; it is cut off then.
    public var timeLimit: Duration

    /// Makes a request.
    public init(
        connector: Connector, dataCentre: DataCentre, client: ClientRegistration?, clientID: String?,
        refreshToken: Secret, timeLimit: Duration
    ) {
        self.connector = connector
        self.dataCentre = dataCentre
        self.client = client
        self.clientID = clientID
        self.refreshToken = refreshToken
        self.timeLimit = timeLimit
    }
}

/// Tokens to be revoked, and what they belong to.
public struct RevocationRequest: Sendable {
    /// The service.
    public var connector: Connector
    /// The data centre whose endpoints are used.
    public var dataCentre: DataCentre
    /// The developer's OAuth client; `nil` for the platform's own.
    public var client: ClientRegistration?
    /// The identifier of the client that minted the grant.
    public var clientID: String?
    /// The access token.
    public var access: Secret
    /// The refresh token, if there is one.
    public var refresh: Secret?

    /// Makes a request.
    public init(
        connector: Connector, dataCentre: DataCentre, client: ClientRegistration?, clientID: String?, access: Secret,
        refresh: Secret?
    ) {
        self.connector = connector
        self.dataCentre = dataCentre
        self.client = client
        self.clientID = clientID
        self.access = access
        self.refresh = refresh
    }
}
