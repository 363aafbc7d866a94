import ConnectionsKit
import ConnectionsKitHTTP
import ConnectionsKitOAuth
import ConnectionsKitOAuthTesting
import HTTPTypes
import Testing

@Suite struct ProtectedResourceTests {
    @Test func `a token with the scope reads what its user has`() throws {
        var scenario = try Scenario()
        let tokens = try scenario.tokens()
        let reply = scenario.resource("numbers", token: tokens.access)
        #expect(reply.response.status == .ok)
        #expect(reply.text == #"{"open":3,"total":120.5}"#)
    }

    @Test func `user info says who it is`() throws {
        var scenario = try Scenario()
        let tokens = try scenario.tokens()
        let reply = scenario.get("/userinfo", headers: [.authorization: "Bearer \(tokens.access)"])
        #expect(try reply.json() == ["sub": "maria", "name": "Maria <script>alert(1)</script>"])
        #expect(scenario.get("/userinfo").response.status == .unauthorized)
    }

    func submit(
        _ body: String, _ scenario: inout Scenario, token: String, to name: String = "invoices",
        contentType: String = "application/json"
    ) -> HTTPReply {
        scenario.post(
            "/resource/\(name)", Array(body.utf8), authorization: "Bearer \(token)", contentType: contentType)
    }

    @Test func `an invoice is recorded and can be inspected`() throws {
        var scenario = try Scenario()
        let tokens = try scenario.tokens()
        let reply = self.submit(#"{"to":"Jon","cents":1250}"#, &scenario, token: tokens.access)
        #expect(reply.response.status == .created)
        #expect(try reply.json() == ["number": 1])
        let invoice = try #require(scenario.server.invoices.first)
        #expect(invoice.body == ["to": "Jon", "cents": 1_250])
        #expect(invoice.user == "maria" && invoice.client == "app" && invoice.receivedAt == scenario.now)
        #expect(scenario.server.submissions(to: "numbers").isEmpty)
    }

    @Test func `what is no JSON, or goes nowhere, is not recorded`() throws {
        var scenario = try Scenario()
        let token = try scenario.tokens().access
        #expect(self.submit("{", &scenario, token: token).response.status == .badRequest)
        #expect(
            self.submit("{}", &scenario, token: token, contentType: "text/plain").response.status
                == .unsupportedMediaType)
        #expect(self.submit("{}", &scenario, token: token, to: "numbers").response.status == .methodNotAllowed)
        #expect(self.submit("{}", &scenario, token: token, to: "nothing").response.status == .notFound)
        #expect(scenario.server.invoices.isEmpty)
    }

    @Test func `a token without the scope is told which one it lacks`() throws {
        var scenario = try Scenario()
        let tokens = try scenario.tokens(["scope": "invoices.read"])
        let reading = scenario.resource("numbers", token: tokens.access)
        #expect(reading.response.status == .forbidden)
        #expect(reading.error == "insufficient_scope")
        let challenge = try #require(reading.response.headerFields[.wwwAuthenticate])
        #expect(challenge.hasPrefix("Bearer ") && challenge.contains("error=\"insufficient_scope\""))
        #expect(challenge.contains("scope=\"numbers.read\""))
        #expect(self.submit("{}", &scenario, token: tokens.access).response.status == .forbidden)
        #expect(scenario.server.invoices.isEmpty)
    }

    @Test func `an access token has an end`() throws {
        var scenario = try Scenario { $0.accessTokenLifetime = .seconds(10) }
        let tokens = try scenario.tokens()
        scenario.now += .milliseconds(9_999)
        #expect(scenario.resource("numbers", token: tokens.access).response.status == .ok)
        scenario.now += .milliseconds(1)
        let reply = scenario.resource("numbers", token: tokens.access)
        #expect(reply.response.status == .unauthorized)
        #expect(reply.response.headerFields[.wwwAuthenticate]?.contains("error=\"invalid_token\"") == true)
        #expect(!scenario.server.isLive(tokens.access, at: scenario.now))
    }

    @Test(arguments: [nil, "Basic YTpi", "Token abc", ""])
    func `without a token there is a challenge and no error code`(
        authorization: String?
    ) throws {
        var scenario = try Scenario()
        let headers = authorization.map { [HTTPField.Name.authorization: $0] } ?? [:]
        let reply = scenario.get(
            "/resource/numbers", headers: HTTPFields(headers.map { HTTPField(name: $0, value: $1) }))
        #expect(reply.response.status == .unauthorized)
        #expect(reply.response.headerFields[.wwwAuthenticate] == "Bearer realm=\"resource\"")
        #expect(reply.error == nil)
    }

    @Test(arguments: ["Bearer", "Bearer ", "Bearer a b", "Bearer a,b", "Bearer é", "Bearer =="])
    func `a malformed field is refused`(authorization: String) throws {
        var scenario = try Scenario()
        let reply = scenario.get("/resource/numbers", headers: [.authorization: authorization])
        #expect(reply.response.status == .badRequest)
        #expect(reply.error == "invalid_request")
    }

    @Test func `a scheme may have any case`() throws {
        var scenario = try Scenario()
        let tokens = try scenario.tokens()
        let reply = scenario.get("/resource/numbers", headers: [.authorization: "bearer \(tokens.access)"])
        #expect(reply.response.status == .ok)
    }

    @Test func `a token in the query, in a form or twice is refused`() throws {
        var scenario = try Scenario()
        let token = try scenario.tokens().access
        let field: HTTPFields = [.authorization: "Bearer \(token)"]
        for headers in [[:], field] {
            let reply = scenario.get("/resource/numbers?access_token=\(token)", headers: headers)
            #expect(reply.response.status == .badRequest)
            #expect(reply.error == "invalid_request")
        }
        let form = scenario.post("/resource/invoices", [FormField("access_token", token)], authorization: nil)
        #expect(form.response.status == .badRequest)
        let twice: HTTPFields = [.authorization: "Bearer \(token)", .authorization: "Bearer \(token)"]
        #expect(scenario.get("/resource/numbers", headers: twice).response.status == .badRequest)
        #expect(scenario.get("/resource/numbers?page=2", headers: field).response.status == .ok)
    }

    @Test(arguments: ["/", "/resource", "/resource/", "/resource/nothing", "/resource/numbers/1", "/token/", "/admin"])
    func `other addresses do not exist`(path: String) throws {
        var scenario = try Scenario()
        let token = try scenario.tokens().access
        let reply = scenario.get(path, headers: [.authorization: "Bearer \(token)"])
        #expect(reply.response.status == .notFound)
    }

    @Test func `a resource without scopes takes any token, and a user without it has none`() throws {
        var scenario = try Scenario()
        let token = try scenario.tokens().access
        #expect(scenario.resource("open", token: token).response.status == .notFound)
        #expect(scenario.get("/resource/open").response.status == .unauthorized)
    }
}
