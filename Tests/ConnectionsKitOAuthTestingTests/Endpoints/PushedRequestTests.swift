import ConnectionsKit
import ConnectionsKitHTTP
import ConnectionsKitOAuthTesting
import HTTPTypes
import Testing

/// Pushed authorization requests (RFC 9126).
@Suite struct PushedRequestTests {
    private static func fields(_ changes: [String: String?] = [:]) throws -> [FormField] {
        try FormEncoding.decode(Array(Scenario.query(changes).utf8))
    }

    private static func push(_ scenario: inout Scenario, _ changes: [String: String?] = [:]) throws -> HTTPReply {
        scenario.post("/par", try Self.fields(changes))
    }

    private static func uri(_ scenario: inout Scenario) throws -> String {
        try #require(try Self.push(&scenario).json()["request_uri"]?.stringValue)
    }

    private static func authorize(
        _ scenario: inout Scenario, _ uri: String, client: String = "app", _ more: [FormField] = []
    ) -> HTTPReply {
        let fields = [FormField("client_id", client), FormField("request_uri", uri)] + more
        return scenario.get("/authorize?\(FormEncoding.encode(fields))")
    }

    @Test func `a pushed request leads to a code, and its address tells nothing of it`() throws {
        var scenario = try Scenario { $0.requiresPushedRequests = true }
        let reply = try Self.push(&scenario)
        #expect(reply.response.status == .created)
        #expect(reply.response.headerFields[.cacheControl] == "no-store")
        #expect(try reply.json()["expires_in"] == 60)
        let uri = try #require(try reply.json()["request_uri"]?.stringValue)
        #expect(uri.hasPrefix("urn:ietf:params:oauth:request_uri:"))
        let fields = [FormField("client_id", "app"), FormField("request_uri", uri)]
        let address = "\(scenario.server.url(of: .authorization))?\(FormEncoding.encode(fields))"
        let redirect = try scenario.browser.visit(address) { [now = scenario.now] (request, body) in
            scenario.server.respond(to: request, body: body, at: now)
        }
        let parameters = try Scenario.parameters(of: redirect)
        #expect(parameters["state"] == "st&te =+~")
        _ = try Tokens(scenario.redeem(try #require(parameters["code"])))
    }

    @Test func `it can be used once`() throws {
        var scenario = try Scenario()
        let uri = try Self.uri(&scenario)
        #expect(Self.authorize(&scenario, uri).response.status == .ok)
        #expect(Self.authorize(&scenario, uri).response.status == .badRequest)
    }

    @Test func `it can be used for a minute`() throws {
        var scenario = try Scenario()
        let (first, second) = (try Self.uri(&scenario), try Self.uri(&scenario))
        scenario.now += .milliseconds(59_999)
        #expect(Self.authorize(&scenario, first).response.status == .ok)
        scenario.now += .milliseconds(1)
        #expect(Self.authorize(&scenario, second).response.status == .badRequest)
    }

    @Test func `it belongs to the client that pushed it, and another's try harms nobody`() throws {
        var scenario = try Scenario()
        let uri = try Self.uri(&scenario)
        #expect(Self.authorize(&scenario, uri, client: "desktop").response.status == .badRequest)
        #expect(Self.authorize(&scenario, uri, client: "").response.status == .badRequest)
        #expect(Self.authorize(&scenario, uri).response.status == .ok)
    }

    @Test func `nothing may stand beside it, and no other reference is known`() throws {
        var scenario = try Scenario()
        let uri = try Self.uri(&scenario)
        #expect(Self.authorize(&scenario, uri, [FormField("scope", "x")]).response.status == .badRequest)
        #expect(Self.authorize(&scenario, uri, [FormField("request_uri", uri)]).response.status == .badRequest)
        for other in ["", "guess", "https://app.example/request", uri + "x"] {
            #expect(Self.authorize(&scenario, other).response.status == .badRequest, "\(other)")
        }
    }

    @Test func `a server that requires it refuses every other request, and says so`() throws {
        var scenario = try Scenario { $0.requiresPushedRequests = true }
        #expect(scenario.authorize().response.status == .badRequest)
        let metadata = try scenario.get("/.well-known/oauth-authorization-server").json()
        #expect(metadata["require_pushed_authorization_requests"] == true)
    }

    static let faults: [(String, [String: String?])] = [
        ("invalid_request", ["request_uri": "urn:x"]), ("invalid_request", ["redirect_uri": "https://evil.example/"]),
        ("invalid_request", ["redirect_uri": nil]), ("invalid_request", ["code_challenge": nil]),
        ("invalid_request", ["code_challenge_method": "plain"]), ("invalid_request", ["client_id": "desktop"]),
        ("unsupported_response_type", ["response_type": "token"]), ("invalid_scope", ["scope": "everything"]),
        ("invalid_target", ["resource": "https://unknown.example"]),
    ]

    @Test(arguments: faults) func `what is not lawful is refused when it is pushed`(
        error: String, changes: [String: String?]
    ) throws {
        var scenario = try Scenario()
        let reply = try Self.push(&scenario, changes)
        #expect(reply.response.status == .badRequest)
        #expect(reply.error == error)
    }

    @Test func `the client proves itself, and only posts`() throws {
        var scenario = try Scenario()
        let fields = try Self.fields()
        #expect(scenario.post("/par", fields, authorization: nil).error == "invalid_client")
        #expect(scenario.post("/par", fields, authorization: "Basic YXBwOng=").error == "invalid_client")
        #expect(scenario.get("/par?\(Scenario.query())").response.status == .methodNotAllowed)
        // One that proves itself in the header field need not name itself again.
        #expect(try Self.push(&scenario, ["client_id": nil]).response.status == .created)
        let native = try Self.fields(["client_id": "desktop", "redirect_uri": "http://127.0.0.1:7000/callback"])
        #expect(scenario.post("/par", native, authorization: nil).response.status == .created)
    }
}
