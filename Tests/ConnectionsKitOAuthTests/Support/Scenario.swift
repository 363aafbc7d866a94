import ConnectionsKit
import ConnectionsKitOAuth
import ConnectionsKitOAuthTesting
import ConnectionsKitTesting
import Testing

/// A strict authorization server in this process, its user at a browser, and a provider with a client there.
struct Scenario {
    static let issuer = "https://login.example"
    static let scopes = ["numbers.read", "invoices.write"]

    let server: InProcessAuthorizationServer
    let time: ManualTimeSource
    let provider: OAuthProvider
    let connector: Connector
    let client: ClientRegistration
    var browser = AuthorizationBrowser(userName: "maria", password: "sesame & <more>")

    init(
        authentication: ClientAuthentication = .basic,
        _ configure: (inout AuthorizationServer.Configuration) -> Void = { _ in }
    ) throws {
        let secret = "s3cret: %+&"
        let proof: AuthorizationServer.Authentication =
            switch authentication {
            case .basic: .basic(secret: secret)
            case .post: .post(secret: secret)
            // The server as a value has no keys of clients.
            case .none, .privateKeyJWT: .none
            }
        var configuration = AuthorizationServer.Configuration()
        configure(&configuration)
        let server = try AuthorizationServer(
            issuer: Self.issuer, configuration: configuration,
            clients: [
                .init(
                    id: "app", authentication: proof, redirectURIs: [ClientRegistration.app.redirectURI],
                    scopes: Self.scopes)
            ],
            users: [.init(name: "maria", password: "sesame & <more>", resources: ["numbers": ["open": 3]])],
            resources: [.init(name: "numbers", readScope: "numbers.read")], seed: 1)
        let time = ManualTimeSource()
        self.time = time
        self.server = InProcessAuthorizationServer(server) { time.now - .fixture }
        self.client = ClientRegistration(
            clientID: "app", secret: authentication == .none ? nil : Secret(secret), authentication: authentication,
            redirectURI: ClientRegistration.app.redirectURI)
        self.connector = .fixture()
        self.provider = OAuthProvider(
            clients: PlatformClients([self.connector.id: self.client]), transport: self.server)
    }

    /// Begins; each seed makes another proof key.
    func begin(
        _ seed: UInt64 = 1, scopes: [String] = Self.scopes
    ) async throws -> (start: RedirectStart, state: String) {
        let random = RandomSource.seeded(seed)
        let state = random.token()
        let request = AuthorizationRequest(
            connector: self.connector, dataCentre: .us, scopes: scopes, state: state, client: nil, random: random)
        guard case .redirect(let start) = try await self.provider.begin(request) else {
            throw CredentialError(.invalidResponse, "no redirect")
        }
        return (start, state)
    }

    /// Lets the user decide, and gives what is to be exchanged.
    mutating func visit(
        _ start: RedirectStart, answer: AuthorizationBrowser.Answer = .allow, scopes: [String] = Self.scopes
    ) throws -> AuthorizationExchange {
        let redirect = try self.browser.visit(start.url, at: self.server, answer: answer)
        return AuthorizationExchange(
            connector: self.connector, dataCentre: .us, scopes: scopes, client: nil, clientID: start.clientID,
            answer: .callback(
                try AuthorizationCallback(redirect), verifier: start.verifier, redirectURI: start.redirectURI))
    }

    /// The whole way to tokens.
    mutating func obtain(
        _ seed: UInt64 = 1, scopes: [String] = Self.scopes, answer: AuthorizationBrowser.Answer = .allow
    ) async throws -> ObtainedCredential {
        let exchange = try self.visit(try await self.begin(seed, scopes: scopes).start, answer: answer, scopes: scopes)
        return try await self.provider.complete(exchange)
    }

    func refresh(_ token: Secret?) async throws(CredentialError) -> ObtainedCredential {
        guard let token else { throw CredentialError(.invalidInput, "there is no refresh token") }
        return try await self.provider.refresh(
            RefreshRequest(
                connector: self.connector, dataCentre: .us, client: nil, clientID: "app", refreshToken: token,
                timeLimit: .seconds(10)))
    }

    func revoke(_ obtained: ObtainedCredential) async throws(CredentialError) -> Bool {
        try await self.provider.revoke(
            RevocationRequest(
                connector: self.connector, dataCentre: .us, client: nil, clientID: "app", access: obtained.access,
                refresh: obtained.refresh))
    }

    func isLive(_ token: Secret?) -> Bool {
        let now = self.time.now - .fixture
        return token.map { token in self.server.withServer { $0.isLive(token.reveal(), at: now) } } ?? false
    }
}

/// Runs `body`, which must throw an error of this module's kind, and gives that error.
func failure<Output>(
    of body: () async throws -> Output, sourceLocation: SourceLocation = #_sourceLocation
) async throws -> CredentialError {
    do {
        _ = try await body()
    } catch let error as CredentialError {
        return error
    }
    Issue.record("nothing was thrown", sourceLocation: sourceLocation)
    throw CredentialError(.invalidResponse, "nothing was thrown")
}
