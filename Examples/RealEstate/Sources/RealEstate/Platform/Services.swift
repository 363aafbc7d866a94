import ConnectionsKit
import ConnectionsKitConnectors
import ConnectionsKitOAuthTesting
import FlyingFox
import Foundation
import HTTPTypes
import Synchronization

/// The services of the story: Zoho Books, Sheets and CRM, and a gateway for text messages, played by a strict authorization server on a loopback port.
final class Services: Sendable {
    static let clientID = "platform"
    static let secret = "s3cret of the platform"
    static let redirectURI = "https://platform.example.com/connections/callback"
    static let invoices = "ZohoBooks.invoices.CREATE"
    static let customers = "ZohoBooks.contacts.READ"
    static let cells = "ZohoSheet.dataAPI.READ"
    static let modules = "ZohoCRM.modules.ALL"
    static let gatewayKey = "k3y of the gateway"

    /// The address of the server.
    let base: String
    private let clock: StoryClock
    private let server: Mutex<AuthorizationServer>
    private let texts = Mutex(0)
    private let web: HTTPServer
    private let running: Task<Void, any Error>

    /// What is kept between two runs.
    private struct Memory: Codable {
        var server: AuthorizationServer.Snapshot
        var secondsAhead: Int64
    }

    private init(
        base: String, clock: StoryClock, server: AuthorizationServer, web: HTTPServer, running: Task<Void, any Error>
    ) {
        self.base = base
        self.clock = clock
        self.server = Mutex(server)
        self.web = web
        self.running = running
    }

    /// Opens the services on a free port, with what they remember from the last run if there was one.
    static func open(clock: StoryClock, memory file: URL) async throws -> Services {
        let handler = Handler()
        let web = HTTPServer(address: try .inet(ip4: "127.0.0.1", port: 0), logger: .disabled, handler: handler)
        let running = Task { try await web.run() }
        try await web.waitUntilListening()
        guard case .ip4(_, let port)? = await web.listeningAddress else { throw ServicesError.noAddress }
        let base = "http://127.0.0.1:\(port)"
        var server = try Self.server(base)
        if FileManager.default.fileExists(atPath: file.path) {
            let memory = try JSONDecoder().decode(Memory.self, from: try Data(contentsOf: file))
            server.restore(memory.server)
            clock.ahead = .seconds(memory.secondsAhead)
        }
        let services = Services(base: base, clock: clock, server: server, web: web, running: running)
        handler.serve(services)
        return services
    }

    /// Closes the services and writes down what they must remember.
    func close(memory file: URL) async throws {
        await self.web.stop()
        self.running.cancel()
        let memory = Memory(
            server: self.server.withLock { $0.snapshot }, secondsAhead: self.clock.ahead.components.seconds)
        try JSONEncoder().encode(memory).write(to: file, options: .atomic)
    }

    /// What the service received as invoices.
    var receivedInvoices: [AuthorizationServer.Submission] { self.server.withLock { $0.invoices } }

    /// How many text messages the gateway took.
    var sentTexts: Int { self.texts.withLock { $0 } }

    /// The address of a protected resource.
    func address(of resource: String) -> String { self.server.withLock { $0.url(ofResource: resource) } }

    /// Answers one request.
    func respond(to request: HTTPTypes.HTTPRequest, body: [UInt8]) -> (HTTPTypes.HTTPResponse, [UInt8]) {
        if request.path == "/gateway" { return (HTTPTypes.HTTPResponse(status: self.deliver(request)), []) }
        let now = self.clock.now
        let reply = self.server.withLock {
            $0.respond(to: request, body: body, at: .milliseconds(now.milliseconds))
        }
        return (reply.response, reply.body)
    }

    /// Plays the gateway, which knows its caller by a key.
    private func deliver(_ request: HTTPTypes.HTTPRequest) -> HTTPTypes.HTTPResponse.Status {
        guard request.headerFields[.authorization] == Self.gatewayKey else { return .unauthorized }
        self.texts.withLock { $0 += 1 }
        return .accepted
    }

    private static func server(_ base: String) throws -> AuthorizationServer {
        let client = AuthorizationServer.Client(
            id: self.clientID, authentication: .post(secret: self.secret), redirectURIs: [self.redirectURI],
            scopes: [self.invoices, self.customers, self.cells, self.modules])
        let users = [
            People.dan: 0, People.sue: 0, People.adam: 0, People.maria: 7, People.nils: 3, People.bea: 0, People.ben: 5,
        ].map { person, sold in
            AuthorizationServer.User(
                name: person.user.text, password: People.password, displayName: person.displayName,
                resources: [
                    "numbers": ["sold": .integer(Int64(sold))], "contacts": ["owner": .string(person.displayName)],
                ])
        }
        return try AuthorizationServer(
            issuer: base, clients: [client], users: users,
            resources: [
                .init(name: "invoices", writeScope: self.invoices), .init(name: "numbers", readScope: self.cells),
                .init(name: "contacts", readScope: self.modules),
            ], seed: UInt64.random(in: 0...UInt64.max))
    }

    /// The platform's catalogue, with the endpoints and hosts of these three services pointing here.
    var catalogue: Catalogue {
        let endpoints = self.server.withLock { server in
            OAuth2Endpoints(
                authorization: server.url(of: .authorization), token: server.url(of: .token),
                revocation: server.url(of: .revocation), issuer: server.issuer)
        }
        var facts = OAuth2Facts(endpoints: endpoints)
        facts.clientAuthentication = .post
        facts.promisesIssuer = true
        facts.rotation = .always(grace: .zero)
        facts.revocationReach = .token
        let here = Catalogue.builtIn.all.filter { [.zohoBooks, .zohoSheets, .zohoCRM].contains($0.id) }.map {
            connector in
            var local = connector
            local.authentication = .oauth2(facts)
            local.hosts = ["127.0.0.1"]
            return local
        }
        let gateways = Catalogue.builtIn.all.filter { $0.id == .clickatell }.map { connector in
            var local = connector
            local.hosts = ["127.0.0.1"]
            return local
        }
        return Catalogue.builtIn.adding(here + gateways)
    }
}

/// Why the services cannot be played.
enum ServicesError: Error { case noAddress }

/// Hands the web server's requests to the services.
private final class Handler: HTTPHandler, Sendable {
    private let services = Mutex<Services?>(nil)

    func serve(_ services: Services) { self.services.withLock { $0 = services } }

    func handleRequest(_ request: FlyingFox.HTTPRequest) async throws -> FlyingFox.HTTPResponse {
        guard let services = self.services.withLock({ $0 }) else {
            return FlyingFox.HTTPResponse(statusCode: .serviceUnavailable)
        }
        var fields = HTTPFields()
        for (header, value) in request.headers {
            if let name = HTTPField.Name(header.rawValue) { fields.append(HTTPField(name: name, value: value)) }
        }
        let translated = HTTPTypes.HTTPRequest(
            method: HTTPTypes.HTTPRequest.Method(request.method.rawValue) ?? .get, scheme: "http",
            authority: request.headers[.host], path: request.target.rawValue, headerFields: fields)
        let (response, body) = services.respond(to: translated, body: Array(try await request.bodyData))
        var headers = HTTPHeaders()
        for field in response.headerFields { headers.addValue(field.value, for: HTTPHeader(field.name.rawName)) }
        return FlyingFox.HTTPResponse(
            statusCode: HTTPStatusCode(response.status.code, phrase: response.status.reasonPhrase), headers: headers,
            body: Data(body))
    }
}
