import ConnectionsKit
import ConnectionsKitHTTP
import ConnectionsKitOAuth
import ConnectionsKitOAuthTesting
import ConnectionsKitTesting
import Crypto
import CryptoExtras
import Testing

/// A strict authorization server in this process, discovered by its metadata, and a provider that speaks to it.
struct StrictServer {
    static let issuer = "https://login.example"
    static let numbers = "https://login.example/resource/numbers"

    let server: InProcessAuthorizationServer
    let time = ManualTimeSource()
    let wire: RecordingTransport
    let provider: OAuthProvider
    var connector: Connector
    var client: ClientRegistration
    var browser = AuthorizationBrowser(userName: "maria", password: "sesame")

    /// Starts the server with one client, and reads its metadata.
    init(
        _ grantType: GrantType = .authorizationCode, authentication: ClientAuthentication = .basic,
        key: ClientKey = ClientKey(isRSA: false),
        configure: (inout AuthorizationServer.Configuration) -> Void = { _ in },
        facts change: (inout OAuth2Facts) -> Void = { _ in }
    ) async throws {
        let secret = authentication == .privateKeyJWT ? try key.privatePEM : "s3cret: %+&"
        let redirectURI = "https://app.example/callback"
        var registered = AuthorizationServer.Client(
            id: "app", authentication: try Self.proof(authentication, secret, key), redirectURIs: [redirectURI],
            scopes: ["numbers.read", "invoices.write"])
        registered.mayUseDeviceCodes = true
        registered.mayUseClientCredentials = true
        registered.mayUseAssertions = true
        registered.resources = ["numbers": ["open": 7]]
        var configuration = AuthorizationServer.Configuration()
        configuration.unixTimeAtOrigin = .milliseconds(Timestamp.fixture.milliseconds)
        configure(&configuration)
        var server = try AuthorizationServer(
            issuer: Self.issuer, configuration: configuration, clients: [registered],
            users: [.init(name: "maria", password: "sesame", resources: ["numbers": ["open": 3]])],
            resources: [.init(name: "numbers", readScope: "numbers.read")], seed: 1)
        try server.add(
            AuthorizationServer.AssertionIssuer(
                name: "robot", keys: [try key.registered], users: ["maria"], scopes: ["numbers.read"]))
        let clock = self.time
        self.server = InProcessAuthorizationServer(server) { clock.now - .fixture }
        self.wire = RecordingTransport(self.server)
        self.provider = OAuthProvider(
            clients: PlatformClients([:]), transport: self.wire, time: clock.source, random: .seeded(9))
        var facts = try await ServerMetadata.discover(issuer: Self.issuer, transport: self.server).facts
        // Requests are pushed where a test is about that.
        facts.endpoints.pushedAuthorization = nil
        facts.grantType = grantType
        change(&facts)
        self.connector = Connector(
            id: "numbers", name: "Numbers", category: "Test", authentication: .oauth2(facts), hosts: [])
        self.client = ClientRegistration(
            clientID: "app", secret: authentication == .none ? nil : Secret(secret), authentication: authentication,
            redirectURI: redirectURI)
    }

    private static func proof(
        _ authentication: ClientAuthentication, _ secret: String, _ key: ClientKey
    ) throws -> AuthorizationServer.Authentication {
        switch authentication {
        case .basic: .basic(secret: secret)
        case .post: .post(secret: secret)
        case .privateKeyJWT: .privateKeyJWT(keys: [try key.registered])
        case .none: .none
        }
    }

    func begin(scopes: [String] = ["numbers.read"], seed: UInt64 = 1) async throws -> AuthorizationStart {
        try await self.provider.begin(
            AuthorizationRequest(
                connector: self.connector, dataCentre: .us, scopes: scopes, state: "state-\(seed)",
                client: self.client, random: .seeded(seed)))
    }

    func complete(
        _ answer: AuthorizationExchange.Answer, scopes: [String] = ["numbers.read"], clientID: String? = "app"
    ) async throws -> ObtainedCredential {
        try await self.provider.complete(
            AuthorizationExchange(
                connector: self.connector, dataCentre: .us, scopes: scopes, client: clientID.map { _ in self.client },
                clientID: clientID, answer: answer))
    }

    /// The whole way through the browser to tokens.
    mutating func obtain(
        scopes: [String] = ["numbers.read"], answer: AuthorizationBrowser.Answer = .allow, seed: UInt64 = 1
    ) async throws -> ObtainedCredential {
        guard case .redirect(let start) = try await self.begin(scopes: scopes, seed: seed) else {
            throw CredentialError(.invalidResponse, "no redirect")
        }
        let callback = try self.browser.visit(start.url, at: self.server, answer: answer)
        return try await self.complete(
            .callback(try AuthorizationCallback(callback), verifier: start.verifier, redirectURI: start.redirectURI),
            scopes: scopes)
    }

    func refresh(
        _ token: Secret?, scopes: [String] = ["numbers.read"], clientID: String? = "app"
    ) async throws -> ObtainedCredential {
        var request = RefreshRequest(
            connector: self.connector, dataCentre: .us, client: clientID.map { _ in self.client }, clientID: clientID,
            refreshToken: try #require(token), timeLimit: .seconds(10))
        request.scopes = scopes
        return try await self.provider.refresh(request)
    }

    func revoke(_ obtained: ObtainedCredential) async throws -> Bool {
        try await self.provider.revoke(
            RevocationRequest(
                connector: self.connector, dataCentre: .us, client: self.client, clientID: "app",
                access: obtained.access, refresh: obtained.refresh))
    }

    func isLive(_ token: Secret?) -> Bool {
        let now = self.time.now - .fixture
        return token.map { token in self.server.withServer { $0.isLive(token.reveal(), at: now) } } ?? false
    }

    func audience(of obtained: ObtainedCredential) -> [String]? {
        self.server.withServer { $0.audience(ofAccessToken: obtained.access.reveal()) }
    }
}

/// A pair of keys of a client, made by the library that browsers' makers use and not by ours.
struct ClientKey: Sendable {
    let isRSA: Bool
    private static let curve = P256.Signing.PrivateKey()
    private static let rsa = Result { try _RSA.Signing.PrivateKey(keySize: .bits2048) }

    var privatePEM: String {
        get throws { self.isRSA ? try Self.rsa.get().pemRepresentation : Self.curve.pemRepresentation }
    }

    var registered: AuthorizationServer.PublicKey {
        get throws {
            self.isRSA
                ? try .rs256(pem: try Self.rsa.get().publicKey.pemRepresentation)
                : try .es256(pem: Self.curve.publicKey.pemRepresentation)
        }
    }
}
