/// What is to be authorized.
public struct AuthorizationRequest: Sendable {
    /// The service.
    public var connector: Connector
    /// The data centre whose endpoints are to be used.
    public var dataCentre: DataCentre
    /// The scopes to ask for.
    public var scopes: [String]
    /// The single-use value that comes back with the callback.
    public var state: String
    /// The developer's OAuth client; `nil` for the platform's own.
    public var client: ClientRegistration?
    /// Random bytes for secrets of the attempt, such as a PKCE verifier.
    public var random: RandomSource

    /// Makes a request.
    public init(
        connector: Connector, dataCentre: DataCentre, scopes: [String], state: String, client: ClientRegistration?,
        random: RandomSource
    ) {
        self.connector = connector
        self.dataCentre = dataCentre
        self.scopes = scopes
        self.state = state
        self.client = client
        self.random = random
    }
}

/// How an authorization goes on.
public enum AuthorizationStart: Sendable {
    /// The person must be sent to an address and comes back to the redirect address.
    case redirect(RedirectStart)
    /// The person must fill in fields; without any, the authorization can be completed at once.
    ///
    /// The client identifier is that of the OAuth client which will make the grant; `nil` where there is none, or where it
    /// is one of the fields.
    case fields([CredentialField], clientID: String? = nil)
    /// The person must enter a code on another device.
    case device(DeviceStart)
}

/// An authorization that goes on at the service.
public struct RedirectStart: Sendable {
    /// The address to which the person must be sent.
    public var url: String
    /// The PKCE verifier, to be kept for the exchange.
    public var verifier: Secret?
    /// The redirect address that was sent.
    public var redirectURI: String
    /// The client identifier that was sent.
    public var clientID: String

    /// Makes a start.
    public init(url: String, verifier: Secret?, redirectURI: String, clientID: String) {
        self.url = url
        self.verifier = verifier
        self.redirectURI = redirectURI
        self.clientID = clientID
    }
}

/// An authorization that goes on at another device (RFC 8628 section 3.2).
public struct DeviceStart: Sendable {
    /// The device code, which the person never sees; to be kept for the exchange.
    public var deviceCode: Secret
    /// The code that the person enters.
    public var userCode: String
    /// Where they enter it.
    public var verificationURI: String
    /// The same address with the code in it, if the service offers one: for a QR code.
    public var verificationURIComplete: String?
    /// How long the codes last.
    public var lifetime: Duration
    /// How long to wait between questions.
    public var interval: Duration
    /// The client identifier that was sent.
    public var clientID: String

    /// Makes a start.
    public init(
        deviceCode: Secret, userCode: String, verificationURI: String, verificationURIComplete: String? = nil,
        lifetime: Duration, interval: Duration = .seconds(5), clientID: String
    ) {
        self.deviceCode = deviceCode
        self.userCode = userCode
        self.verificationURI = verificationURI
        self.verificationURIComplete = verificationURIComplete
        self.lifetime = lifetime
        self.interval = interval
        self.clientID = clientID
    }
}

extension AuthorizationRequest: CustomStringConvertible, CustomDebugStringConvertible, CustomReflectable {
    // The state is a bearer secret.
    public var description: String { "AuthorizationRequest(\(self.connector.id))" }
    public var debugDescription: String { self.description }
    public var customMirror: Mirror { Mirror(self, children: [:], displayStyle: .struct) }
}

extension RedirectStart: CustomStringConvertible, CustomDebugStringConvertible, CustomReflectable {
    // The state stands in the address.
    public var description: String { "RedirectStart(\(self.clientID), \(self.redirectURI))" }
    public var debugDescription: String { self.description }
    public var customMirror: Mirror { Mirror(self, children: [:], displayStyle: .struct) }
}

extension DeviceStart: CustomStringConvertible, CustomDebugStringConvertible, CustomReflectable {
    // Whoever has the user code can consent in the person's place.
    public var description: String { "DeviceStart(\(self.clientID), \(self.verificationURI))" }
    public var debugDescription: String { self.description }
    public var customMirror: Mirror { Mirror(self, children: [:], displayStyle: .struct) }
}
