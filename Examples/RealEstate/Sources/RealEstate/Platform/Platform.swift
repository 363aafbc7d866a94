import ConnectionsKit
import ConnectionsKitConnectors
import ConnectionsKitHTTP
import ConnectionsKitOAuth
import ConnectionsKitOAuthTesting
import ConnectionsKitSQLite
import ConnectionsKitSealing
import ConnectionsKitURLSession
import HTTPTypes

/// The host app: it puts a system together and opens its façades.
struct Platform: Sendable {
    let system: ConnectionSystem
    let clock: StoryClock
    let services: Services
    let transport: URLSessionTransport
    private let stage: Stage

    var console: DeveloperConsole { DeveloperConsole(self.system) }
    var workspace: Workspace { Workspace(self.system) }
    var runtime: ConnectionRuntime { ConnectionRuntime(self.system) }

    static func open(on stage: Stage) async throws -> Platform {
        let clock = StoryClock()
        let services = try await Services.open(clock: clock, memory: stage.services)
        let transport = URLSessionTransport(configuration: .loopbackAllowed)
        let client = ClientRegistration(
            clientID: Services.clientID, secret: Secret(Services.secret), redirectURI: Services.redirectURI)
        let clients = PlatformClients([.zohoBooks: client, .zohoSheets: client, .zohoCRM: client])

        var configuration = ConnectionSystem.Configuration()
        configuration.redirectURIs = [Services.redirectURI]
        configuration.allowsLoopbackHTTP = true
        let system = ConnectionSystem(
            store: try await SQLiteConnectionStore.open(at: stage.database, time: clock.source),
            catalogue: services.catalogue,
            sealer: EnvelopeSealer(
                keys: stage.isReopened
                    ? try FileKeyProvider(at: stage.keys) : try FileKeyProvider.create(at: stage.keys)),
            providers: [OAuthProvider(clients: clients, transport: transport), .apiKey, .basic],
            time: clock.source, configuration: configuration)
        return Platform(system: system, clock: clock, services: services, transport: transport, stage: stage)
    }

    func close() async throws { try await self.services.close(memory: self.stage.services) }

    /// Plays a person in their browser: they log in at the service, consent, and come back with a callback.
    func consent(to pending: PendingAuthorization, as person: Principal) async throws -> AuthorizationCallback {
        guard let url = pending.redirectURL else {
            throw ConnectionError(.invalidInput, "This connection is authorized by its fields.")
        }
        var browser = AuthorizationBrowser(userName: person.user.text, password: People.password)
        return try AuthorizationCallback(try await browser.visit(url, over: self.transport))
    }

    /// What a task does with a credential: a request to the service.
    func call(
        _ method: HTTPRequest.Method, _ resource: String, with credential: Credential,
        body: AuthorizationServer.JSON? = nil
    ) async throws -> (status: Int, body: AuthorizationServer.JSON?) {
        let address = try WebAddress(self.services.address(of: resource))
        var request = HTTPRequest(
            method: method, scheme: address.scheme, authority: address.authority, path: address.pathAndQuery)
        if body != nil { request.headerFields[.contentType] = "application/json" }
        try request.authorize(with: credential)
        let reply = try await self.transport.send(request, body: body?.text, limits: HTTPLimits())
        return (reply.response.status.code, AuthorizationServer.JSON(text: reply.body))
    }
}

extension URLSessionTransport.Configuration {
    /// For a service on this machine, without TLS.
    static var loopbackAllowed: URLSessionTransport.Configuration {
        var configuration = URLSessionTransport.Configuration()
        configuration.allowsLoopbackHTTP = true
        return configuration
    }
}
