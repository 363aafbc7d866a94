import ConnectionsKit
import ConnectionsKitHTTP
import ConnectionsKitOAuth
import ConnectionsKitURLSession
import Testing

/// A running server, what it says about itself, and a provider that was made from that.
struct RealServer {
    let name: ServerName
    let description: ServerDescription
    let transport: URLSessionTransport
    let metadata: ServerMetadata
    var connector: Connector
    let provider: OAuthProvider

    init(_ name: ServerName) async throws {
        self.name = name
        self.description = try ServerDescription.named(name)
        var configuration = URLSessionTransport.Configuration()
        configuration.allowsLoopbackHTTP = true
        self.transport = URLSessionTransport(configuration: configuration)
        self.metadata = try await ServerMetadata.discover(
            issuer: self.description.issuer, transport: self.transport, allowsLoopbackHTTP: true)
        self.connector = Connector(
            id: "real", name: "Real", category: "Test", authentication: .oauth2(self.metadata.facts), hosts: [])
        self.provider = OAuthProvider(clients: PlatformClients([:]), transport: self.transport)
    }

    /// Scopes that every user of this server may grant.
    var scopes: [String] {
        self.name == .canaille ? ["openid", "profile", "email"] : ["contacts.read", "contacts.write"]
    }

    func client(_ id: String) throws -> ClientRegistration {
        let client = try #require(self.description.clients.first { $0.id == id })
        let way: ClientAuthentication = try #require(ClientAuthentication(rawValue: client.authentication))
        return ClientRegistration(
            clientID: client.id, secret: client.secret.map { Secret($0) },
            authentication: way, redirectURI: self.description.redirectURI)
    }

    func user(_ name: String) throws -> ServerDescription.User {
        try #require(self.description.users.first { $0.name == name })
    }

    /// Begins, lets the person decide on the server's own pages, and gives what is to be exchanged.
    func authorize(_ id: String, as user: String, allows: Bool = true) async throws -> AuthorizationExchange {
        try await self.authorize(try self.client(id), as: user, allows: allows)
    }

    func authorize(
        _ client: ClientRegistration, as user: String, allows: Bool = true
    ) async throws -> AuthorizationExchange {
        let state = RandomSource.system.token()
        let request = AuthorizationRequest(
            connector: self.connector, dataCentre: .us, scopes: self.scopes, state: state, client: client,
            random: .system)
        guard case .redirect(let start) = try await self.provider.begin(request) else {
            throw CredentialError(.invalidResponse, "no redirect")
        }
        var browser = PageBrowser(self.transport, as: try self.user(user))
        let redirect = try await browser.visit(start.url, until: start.redirectURI, allows: allows)
        let callback = try AuthorizationCallback(redirect)
        #expect(callback.state == state)
        return AuthorizationExchange(
            connector: self.connector, dataCentre: .us, scopes: self.scopes, client: client, clientID: client.clientID,
            answer: .callback(callback, verifier: start.verifier, redirectURI: start.redirectURI))
    }

    func obtain(_ id: String, as user: String) async throws -> ObtainedCredential {
        try await self.provider.complete(try await self.authorize(id, as: user))
    }

    /// Refreshes; at Canaille after a second, since two tokens of one second are the same there, and that is an error.
    func refresh(
        _ token: Secret?, _ id: String, with client: ClientRegistration? = nil
    ) async throws -> ObtainedCredential {
        if self.name == .canaille { try await TimeSource.system.sleep(.milliseconds(1_100)) }
        return try await self.provider.refresh(
            RefreshRequest(
                connector: self.connector, dataCentre: .us, client: try client ?? self.client(id), clientID: id,
                refreshToken: try #require(token), timeLimit: .seconds(20)))
    }

    func revoke(_ access: Secret, _ refresh: Secret?, _ id: String) async throws -> Bool {
        try await self.provider.revoke(
            RevocationRequest(
                connector: self.connector, dataCentre: .us, client: try self.client(id), clientID: id, access: access,
                refresh: refresh))
    }
}
