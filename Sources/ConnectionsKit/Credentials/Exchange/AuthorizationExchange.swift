/// What a person brought back from an authorization.
public struct AuthorizationExchange: Sendable {
    /// The service.
    public var connector: Connector
    /// The data centre whose endpoints are used.
    public var dataCentre: DataCentre
    /// The scopes that were asked for.
    public var scopes: [String]
    /// The developer's OAuth client; `nil` for the platform's own.
    public var client: ClientRegistration?
    /// The identifier of the client that began; `nil` where the service does not use OAuth.
    public var clientID: String?
    /// What was brought.
    public var answer: Answer

    /// Makes an exchange.
    public init(
        connector: Connector, dataCentre: DataCentre, scopes: [String], client: ClientRegistration?, clientID: String?,
        answer: Answer
    ) {
        self.connector = connector
        self.dataCentre = dataCentre
        self.scopes = scopes
        self.client = client
        self.clientID = clientID
        self.answer = answer
    }

    /// What was brought.
    public enum Answer: Sendable {
        /// The callback to the redirect address, with what was kept for it.
        case callback(AuthorizationCallback, verifier: Secret?, redirectURI: String)
        /// The values of the fields.
        case fields(SecretFields)
        /// A question whether the person has consented on another device.
        case device(code: Secret)
    }
}

/// What a provider handed out, in the open, for the time until it is sealed.
public struct ObtainedCredential: Sendable {
    /// What a credential is made of.
    public var access: Secret
    /// What renews it; `nil` when nothing was issued, which after a refresh means that the old one stays.
    public var refresh: Secret?
    /// How long the access token lasts from now; `nil` when the provider does not say.
    public var lifetime: Duration?
    /// The scopes that were granted; `nil` when the provider does not say, which means those asked for.
    public var scopes: [String]?
    /// The service's own identifier of the person, when it tells one.
    public var subject: String?
    /// The name of the account at the service, when it tells one.
    public var accountName: String?
    /// What else the service told of the account and the connector wants to be kept, such as `instance_url`.
    public var details: [String: String]

    /// Makes a result.
    public init(
        access: Secret, refresh: Secret? = nil, lifetime: Duration? = nil, scopes: [String]? = nil,
        subject: String? = nil, accountName: String? = nil, details: [String: String] = [:]
    ) {
        self.access = access
        self.refresh = refresh
        self.lifetime = lifetime
        self.scopes = scopes
        self.subject = subject
        self.accountName = accountName
        self.details = details
    }
}
