import ConnectionsKit
import ConnectionsKitHTTP
import ConnectionsKitOAuth
import ConnectionsKitOAuthTesting
import HTTPTypes
import Testing

@Suite struct AuthorizationTests {
    @Test func `a lawful request shows a login page and then a consent page`() throws {
        var scenario = try Scenario()
        let login = scenario.authorize()
        #expect(login.response.status == .ok)
        #expect(login.text.contains("<form method=\"post\" action=\"/login\">"))
        let cookie = try #require(login.response.headerFields[.setCookie])
        for attribute in ["; HttpOnly", "; SameSite=Lax", "; Secure", "; Path=/"] {
            #expect(cookie.contains(attribute))
        }
    }

    @Test func `the redirect carries the code, the state as it was and the issuer`() throws {
        var scenario = try Scenario()
        let fields = try scenario.visit()
        #expect(fields.map(\.name) == ["code", "state", "iss"])
        #expect(fields["state"] == "st&te =+~")
        #expect(fields["iss"] == "https://login.example")
    }

    @Test func `a redirect address keeps its own query`() throws {
        var scenario = try Scenario()
        let fields = try scenario.visit(["redirect_uri": "https://app.example/other?tenant=1"])
        #expect(fields.map(\.name) == ["tenant", "code", "state", "iss"])
    }

    @Test func `a request without state gets none back`() throws {
        var scenario = try Scenario()
        #expect(try scenario.visit(["state": nil]).map(\.name) == ["code", "iss"])
    }

    @Test func `scopes are those of the client when the request names none`() throws {
        var scenario = try Scenario()
        let request: [String: String?] = [
            "client_id": "desktop", "redirect_uri": "http://127.0.0.1:7000/callback", "scope": nil,
        ]
        let code = try scenario.code(request)
        let fields = Scenario.redemption(
            code, ["client_id": "desktop", "redirect_uri": "http://127.0.0.1:7000/callback"])
        let reply = scenario.post("/token", fields, authorization: nil)
        #expect(try reply.json()["scope"] == "numbers.read")
    }

    static let unsafe: [(String, [String: String?])] = [
        ("no client", ["client_id": nil]),
        ("an empty client", ["client_id": ""]),
        ("an unknown client", ["client_id": "nobody"]),
        ("no redirect address", ["redirect_uri": nil]),
        ("an unknown redirect address", ["redirect_uri": "https://evil.example/callback"]),
        ("a longer path", ["redirect_uri": "https://app.example/callback/more"]),
        ("an added query", ["redirect_uri": "https://app.example/callback?x=1"]),
        ("an added fragment", ["redirect_uri": "https://app.example/callback#x"]),
        ("a final slash", ["redirect_uri": "https://app.example/callback/"]),
        ("another case", ["redirect_uri": "https://APP.example/callback"]),
        ("another scheme", ["redirect_uri": "http://app.example/callback"]),
        ("a port", ["redirect_uri": "https://app.example:443/callback"]),
        ("a user in front", ["redirect_uri": "https://app.example@evil.example/callback"]),
        ("a dotted path", ["redirect_uri": "https://app.example/x/../callback"]),
        ("another client's address", ["redirect_uri": "http://127.0.0.1:7000/callback"]),
        ("another loopback port", ["client_id": "desktop", "redirect_uri": "http://127.0.0.1:7001/callback"]),
    ]

    @Test(arguments: unsafe) func `where a redirect is unsafe there is none`(
        name: String, changes: [String: String?]
    ) throws {
        var scenario = try Scenario()
        let reply = scenario.authorize(changes)
        #expect(reply.response.status == .badRequest, "\(name)")
        #expect(reply.response.headerFields[.location] == nil)
        #expect(reply.response.headerFields[.contentType] == "text/html; charset=utf-8")
        #expect(!reply.text.contains("<form"))
    }

    @Test(arguments: [
        "client_id=app", "redirect_uri=https%3A%2F%2Fapp.example%2Fcallback", "broken=%", "broken=%FF",
    ])
    func `a repeated client or redirect address, or a broken query, is told to the user alone`(extra: String) throws {
        var scenario = try Scenario()
        let reply = scenario.get("/authorize?\(Scenario.query())&\(extra)")
        #expect(reply.response.status == .badRequest)
        #expect(reply.response.headerFields[.location] == nil)
    }

    static let redirected: [(String, [String: String?])] = [
        ("invalid_request", ["response_type": nil]),
        ("invalid_request", ["response_type": ""]),
        ("unsupported_response_type", ["response_type": "token"]),
        ("unsupported_response_type", ["response_type": "code token"]),
        ("invalid_request", ["code_challenge": nil, "code_challenge_method": nil]),
        ("invalid_request", ["code_challenge": nil]),
        ("invalid_request", ["code_challenge_method": nil]),
        ("invalid_request", ["code_challenge_method": "plain"]),
        ("invalid_request", ["code_challenge_method": "s256"]),
        ("invalid_request", ["code_challenge": "short"]),
        ("invalid_request", ["code_challenge": Scenario.challenge + "="]),
        ("invalid_request", ["code_challenge": Scenario.challenge + "A"]),
        ("invalid_request", ["code_challenge": String(repeating: "+", count: 43)]),
        ("invalid_scope", ["scope": nil]),
        ("invalid_scope", ["scope": "everything"]),
        ("invalid_scope", ["scope": "numbers.read everything"]),
        ("invalid_scope", ["scope": "numbers.read  invoices.write"]),
        ("invalid_scope", ["scope": " numbers.read"]),
        ("invalid_scope", ["scope": "NUMBERS.READ"]),
        ("invalid_scope", ["scope": "numbers\"read"]),
        ("unauthorized_client", ["client_id": "barred"]),
    ]

    @Test(arguments: redirected) func `other faults are told to the client`(
        code: String, changes: [String: String?]
    ) throws {
        var scenario = try Scenario()
        let reply = scenario.authorize(changes)
        #expect(reply.response.status == .found)
        let location = try #require(reply.response.headerFields[.location])
        #expect(location.hasPrefix("\(Scenario.redirectURI)?"))
        let fields = try Scenario.parameters(of: location)
        #expect(fields["error"] == code)
        #expect(fields["state"] == "st&te =+~")
        #expect(fields["iss"] == "https://login.example")
        #expect(fields["code"] == nil)
    }

    @Test(arguments: ["scope=numbers.read", "response_type=code", "code_challenge_method=S256", "unknown=1&unknown=2"])
    func `a repeated parameter is refused`(extra: String) throws {
        var scenario = try Scenario()
        let reply = scenario.get("/authorize?\(Scenario.query())&\(extra)")
        let fields = try Scenario.parameters(of: try #require(reply.response.headerFields[.location]))
        #expect(fields["error"] == "invalid_request")
        #expect(fields["state"] == "st&te =+~")
    }

    @Test func `a repeated state is refused and not echoed`() throws {
        var scenario = try Scenario()
        let reply = scenario.get("/authorize?\(Scenario.query())&state=other")
        let fields = try Scenario.parameters(of: try #require(reply.response.headerFields[.location]))
        #expect(fields["error"] == "invalid_request")
        #expect(fields.allSatisfy { $0.name != "state" })
    }

    @Test(arguments: ["é", "a\nb", "\u{7F}"]) func `a state outside the grammar is refused and not echoed`(
        state: String
    ) throws {
        var scenario = try Scenario()
        let reply = scenario.authorize(["state": state])
        let fields = try Scenario.parameters(of: try #require(reply.response.headerFields[.location]))
        #expect(fields["error"] == "invalid_request")
        #expect(fields.allSatisfy { $0.name != "state" })
    }

    @Test func `an unknown parameter is ignored`() throws {
        var scenario = try Scenario()
        #expect(try scenario.visit(["prompt": "consent"])["code"] != nil)
    }

    @Test(arguments: [HTTPRequest.Method.post, .put, .head]) func `only GET opens the endpoint`(
        method: HTTPRequest.Method
    ) throws {
        var scenario = try Scenario()
        let request = HTTPRequest(
            method: method, scheme: "https", authority: "login.example", path: "/authorize?\(Scenario.query())")
        let reply = scenario.server.respond(to: request, at: scenario.now)
        #expect(reply.response.status == .methodNotAllowed)
        #expect(reply.response.headerFields[.allow] == "GET")
    }
}
