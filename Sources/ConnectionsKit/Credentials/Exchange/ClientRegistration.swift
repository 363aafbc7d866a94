/// An OAuth client with its secret in the open, for the time of a call.
public struct ClientRegistration: Sendable {
    /// The client identifier.
    public var clientID: String
    /// The client secret; `nil` for a public client.
    public var secret: Secret?
    /// How the client authenticates at the token endpoint; `nil` leaves it to the connector.
    public var authentication: ClientAuthentication?
    /// The redirect address that is registered with it.
    public var redirectURI: String

    /// Makes a registration.
    public init(
        clientID: String, secret: Secret?, authentication: ClientAuthentication? = nil, redirectURI: String
    ) {
        self.clientID = clientID
        self.secret = secret
        self.authentication = authentication
        self.redirectURI = redirectURI
    }
}
