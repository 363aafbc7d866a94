import ConnectionsKit
import ConnectionsKitConnectors
import ConnectionsKitHTTP
import ConnectionsKitInMemory
import ConnectionsKitTesting
import ConnectionsKitURLSession
import HTTPTypes
import Testing

/// The built-in gateways for text messages, from the fields that a person fills in to a request that a server receives.
@Suite(.timeLimit(.minutes(10)))
struct GatewayTests {
    struct Gateway: Sendable, CustomStringConvertible {
        var id: ConnectorID
        /// What a person fills in.
        var fields: [(name: String, value: String)]
        /// What the server must receive.
        var isRight: @Sendable (ReceivedRequest) -> Bool

        var description: String { "\(self.id)" }
    }

    static let secret = "canary+key/4711="

    static let gateways: [Gateway] = [
        Gateway(id: .twilio, fields: [("account_sid", "AC1"), ("auth_token", Self.secret)]) {
            $0.values(of: "authorization") == ["Basic " + Base64.encode(Array("AC1:\(Self.secret)".utf8), .standard)]
        },
        Gateway(id: .clickatell, fields: [("api_key", Self.secret)]) {
            $0.values(of: "authorization") == [Self.secret]
        },
        Gateway(id: .hoiio, fields: [("app_id", "app"), ("access_token", Self.secret)]) {
            let fields = (try? FormEncoding.decode($0.body)) ?? []
            return $0.values(of: "content-type") == ["application/x-www-form-urlencoded"]
                && Set(fields) == [
                    FormField("to", "+491"), FormField("app_id", "app"), FormField("access_token", Self.secret),
                ]
        },
        Gateway(id: .clockworkSMS, fields: [("api_key", Self.secret)]) {
            let target = $0.requestLine.split(separator: " ").dropFirst().first ?? ""
            let query = target.split(separator: "?").dropFirst().first ?? ""
            return (try? FormEncoding.decode(Array(query.utf8))) == [
                FormField("a", "1"), FormField("key", Self.secret),
            ]
        },
        Gateway(id: .smsMagic, fields: [("api_key", Self.secret)]) { $0.values(of: "apikey") == [Self.secret] },
    ]

    @Test(arguments: Self.gateways.indices)
    func `a gateway's server receives the credential at its place`(index: Int) async throws {
        let gateway = Self.gateways[index]
        let server = try LoopbackServer { $0.answerAll("200 OK", body: Array("sent".utf8)) }
        let (system, owner) = try await Self.authorized(gateway)
        let client = ConnectedClient(
            ConnectionRuntime(system), transport: URLSessionTransport(configuration: .loopback))
        let reply = try await client.send(
            .post("http://127.0.0.1:\(server.port)/send?a=1", form: ["to": "+491"]), with: "note",
            at: .smsAction("note"), for: owner, in: .console("estate", of: "maker", .development))
        #expect(reply.response.status == .ok && reply.body == Array("sent".utf8))
        let request = try #require(server.requests.first)
        #expect(server.requests.count == 1 && gateway.isRight(request))
        // It stands at its place alone.
        let written = request.lines.joined(separator: "\n") + String(decoding: request.body, as: UTF8.self)
        let forms = [
            Self.secret, FormEncoding.encode(Self.secret), Base64.encode(Array("AC1:\(Self.secret)".utf8), .standard),
        ]
        #expect(forms.map { written.ranges(of: $0).count }.reduce(0, +) == 1)
    }

    @Test(arguments: Self.gateways.indices)
    func `a gateway that refuses its key is told so, once and without the key`(index: Int) async throws {
        let gateway = Self.gateways[index]
        let server = try LoopbackServer { connection in
            while let request = connection.readRequest() {
                // A server that gives back all that it got.
                let body = request.lines.joined(separator: "\r\n").utf8 + request.body
                connection.reply("401 Unauthorized", ["X-Echo: \(Self.secret)"], body: Array(body))
            }
        }
        let (system, owner) = try await Self.authorized(gateway)
        let client = ConnectedClient(
            ConnectionRuntime(system), transport: URLSessionTransport(configuration: .loopback))
        let error = await #expect(throws: ConnectionError.self) {
            try await client.send(
                .post("http://127.0.0.1:\(server.port)/send", form: ["to": "+491"]), with: "note",
                at: .smsAction("note"), for: owner, in: .console("estate", of: "maker", .development))
        }
        #expect(error?.code == .providerRefused && server.requests.count == 1)
        var text = ""
        dump(error, to: &text)
        #expect(!text.contains(Self.secret) && !text.contains(FormEncoding.encode(Self.secret)))
    }

    /// A platform where the gateway's connection has been authorized by its fields; its host is this machine.
    private static func authorized(_ gateway: Gateway) async throws -> (ConnectionSystem, Principal) {
        var connector = try #require(Catalogue.builtIn[gateway.id])
        connector.hosts = ["127.0.0.1"]
        var configuration = ConnectionSystem.Configuration()
        configuration.allowsLoopbackHTTP = true
        let system = ConnectionSystem(
            store: InMemoryConnectionStore(), catalogue: Catalogue.builtIn.adding([connector]), sealer: TestSealer(),
            providers: [.apiKey, .basic], configuration: configuration)
        let owner = Principal.console("olga", name: "Olga", account: "maker", role: .superAdmin)
        let console = DeveloperConsole(system)
        try await console.registerApplication("estate", name: "Estate", as: owner)
        let connection = try await console.createConnection(
            to: gateway.id, kind: .admin, name: "Note", as: owner)
        try await console.enable(connection.id, for: "estate", as: owner)
        let pending = try await console.authorize(connection.id, in: .development, as: owner)
        guard case .fields(let fields) = pending.step else {
            throw ConnectionError(.wrongState, "\(gateway.id) is not authorized by fields")
        }
        #expect(fields.map(\.name) == gateway.fields.map(\.name))
        try await console.complete(
            pending, fields: SecretFields(gateway.fields.map { ($0.name, Secret($0.value)) }), as: owner)
        return (system, owner)
    }
}
