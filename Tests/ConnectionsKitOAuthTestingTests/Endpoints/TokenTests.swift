import ConnectionsKit
import ConnectionsKitHTTP
import ConnectionsKitOAuth
import ConnectionsKitOAuthTesting
import HTTPTypes
import Testing

@Suite struct TokenTests {
    @Test func `a code becomes tokens`() throws {
        var scenario = try Scenario()
        let reply = scenario.redeem(try scenario.code())
        #expect(reply.response.status == .ok)
        let headers = reply.response.headerFields
        #expect(headers[.contentType] == "application/json")
        #expect(headers[.cacheControl] == "no-store")
        #expect(headers[try #require(HTTPField.Name("Pragma"))] == "no-cache")
        let document = try reply.json()
        #expect(document["token_type"] == "Bearer")
        #expect(document["expires_in"] == 3_600)
        #expect(document["scope"] == "numbers.read invoices.write")
        #expect(document["access_token"]?.stringValue?.hasPrefix("access-") == true)
        #expect(document["refresh_token"]?.stringValue?.hasPrefix("refresh-") == true)
        #expect(scenario.server.liveGrantCount(user: "maria", client: "app") == 1)
    }

    static let refusals: [(String, String, [String: String?])] = [
        ("no grant type", "invalid_request", ["grant_type": nil]),
        ("an empty grant type", "invalid_request", ["grant_type": ""]),
        ("another grant type", "unsupported_grant_type", ["grant_type": "password"]),
        ("client credentials", "unauthorized_client", ["grant_type": "client_credentials"]),
        ("no code", "invalid_request", ["code": nil]),
        ("an unknown code", "invalid_grant", ["code": "guess"]),
        ("no redirect address", "invalid_request", ["redirect_uri": nil]),
        ("another redirect address", "invalid_grant", ["redirect_uri": "https://app.example/other?tenant=1"]),
        ("no verifier", "invalid_request", ["code_verifier": nil]),
        ("a short verifier", "invalid_request", ["code_verifier": "short"]),
        ("a malformed verifier", "invalid_request", ["code_verifier": String(repeating: "+", count: 43)]),
        ("a wrong verifier", "invalid_grant", ["code_verifier": String(repeating: "a", count: 43)]),
        ("the challenge as verifier", "invalid_grant", ["code_verifier": Scenario.challenge]),
        ("a client secret beside Basic", "invalid_request", ["client_id": "app", "client_secret": "s3cret: %+&"]),
        ("another client beside Basic", "invalid_request", ["client_id": "desktop"]),
    ]

    @Test(arguments: refusals) func `a faulty request is refused and the code stays good`(
        name: String, error: String, changes: [String: String?]
    ) throws {
        var scenario = try Scenario()
        let code = try scenario.code()
        let reply = scenario.redeem(code, changes)
        #expect(reply.response.status == .badRequest, "\(name)")
        #expect(reply.error == error)
        #expect(reply.response.headerFields[.cacheControl] == "no-store")
        #expect(scenario.redeem(code).response.status == .ok)
    }

    @Test(arguments: ["code=x", "grant_type=authorization_code", "redirect_uri=x", "unknown=1&unknown=2"])
    func `a repeated parameter is refused`(extra: String) throws {
        var scenario = try Scenario()
        let text = FormEncoding.encode(Scenario.redemption(try scenario.code())) + "&" + extra
        let reply = scenario.post(
            "/token", Array(text.utf8), authorization: Scenario.basic, contentType: "application/x-www-form-urlencoded")
        #expect(reply.response.status == .badRequest)
        #expect(reply.error == "invalid_request")
    }

    @Test(arguments: ["a=%", "a=%zz", "a=%FF"]) func `a body that is not form-encoded is refused`(body: String) throws {
        var scenario = try Scenario()
        let reply = scenario.post(
            "/token", Array(body.utf8), authorization: Scenario.basic, contentType: "application/x-www-form-urlencoded")
        #expect(reply.error == "invalid_request")
    }

    @Test(arguments: ["application/json", "text/plain", "multipart/form-data", nil]) func `another type is refused`(
        contentType: String?
    ) throws {
        var scenario = try Scenario()
        let reply = scenario.post("/token", Scenario.redemption(try scenario.code()), contentType: contentType)
        #expect(reply.response.status == .badRequest)
        #expect(reply.error == "invalid_request")
    }

    @Test(arguments: ["application/x-www-form-urlencoded; charset=utf-8", "Application/X-WWW-Form-Urlencoded"])
    func `the type may have parameters and any case`(contentType: String) throws {
        var scenario = try Scenario()
        let reply = scenario.post("/token", Scenario.redemption(try scenario.code()), contentType: contentType)
        #expect(reply.response.status == .ok)
    }

    @Test(arguments: ["client_id=app&client_secret=s3cret", "x=1", ""]) func `a query is refused`(query: String) throws
    {
        var scenario = try Scenario()
        let reply = scenario.post("/token?\(query)", Scenario.redemption(try scenario.code()))
        #expect(reply.response.status == .badRequest)
        #expect(reply.error == "invalid_request")
    }

    @Test(arguments: ["/token", "/revoke"], [HTTPRequest.Method.get, .put, .delete]) func `only POST is taken`(
        path: String, method: HTTPRequest.Method
    ) throws {
        var scenario = try Scenario()
        let request = HTTPRequest(method: method, scheme: "https", authority: "login.example", path: path)
        let reply = scenario.server.respond(to: request, at: scenario.now)
        #expect(reply.response.status == .methodNotAllowed)
        #expect(reply.response.headerFields[.allow] == "POST")
        #expect(reply.error == "invalid_request")
    }

    @Test func `a code lives for a minute`() throws {
        var scenario = try Scenario()
        let first = try scenario.code()
        let second = try scenario.code()
        scenario.now += .milliseconds(59_999)
        #expect(scenario.redeem(first).response.status == .ok)
        scenario.now += .milliseconds(1)
        #expect(scenario.redeem(second).error == "invalid_grant")
    }

    @Test func `a code used twice is refused and takes its tokens with it`() throws {
        var scenario = try Scenario()
        let code = try scenario.code()
        let tokens = try Tokens(scenario.redeem(code))
        let next = try Tokens(scenario.refresh(tokens.refresh))
        #expect(scenario.redeem(code).error == "invalid_grant")
        #expect(scenario.resource("numbers", token: tokens.access).response.status == .unauthorized)
        #expect(scenario.resource("numbers", token: next.access).response.status == .unauthorized)
        #expect(scenario.refresh(next.refresh).error == "invalid_grant")
        #expect(scenario.server.liveGrantCount(user: "maria", client: "app") == 0)
    }

    @Test func `a replay of one code leaves other grants alone`() throws {
        var scenario = try Scenario()
        let other = try scenario.tokens()
        let code = try scenario.code()
        _ = try Tokens(scenario.redeem(code))
        #expect(scenario.redeem(code).error == "invalid_grant")
        #expect(scenario.resource("numbers", token: other.access).response.status == .ok)
    }

    @Test func `a code belongs to its client`() throws {
        var scenario = try Scenario()
        let code = try scenario.code()
        let fields = Scenario.redemption(code, ["client_id": "posting app", "client_secret": "p0st"])
        #expect(scenario.post("/token", fields, authorization: nil).error == "invalid_grant")
        #expect(scenario.redeem(code).response.status == .ok)
    }

    @Test func `a client without the grant is told so`() throws {
        var scenario = try Scenario()
        let client = [FormField("client_id", "barred"), FormField("client_secret", "b4rred")]
        let redemption = scenario.post("/token", Scenario.redemption("x") + client, authorization: nil)
        #expect(redemption.error == "unauthorized_client")
        let fields = [FormField("grant_type", "refresh_token"), FormField("refresh_token", "x")] + client
        #expect(scenario.post("/token", fields, authorization: nil).error == "unauthorized_client")
    }

    @Test func `a client that may not refresh gets no refresh token`() throws {
        var scenario = try Scenario()
        var client = Scenario.clients[0]
        client.mayRefresh = false
        try scenario.server.replace(client)
        let document = try scenario.redeem(try scenario.code()).json()
        #expect(document["access_token"] != nil)
        #expect(document["refresh_token"] == nil)
    }
}
