import ConnectionsKit
import ConnectionsKitHTTP
import ConnectionsKitOAuthTesting
import HTTPTypes
import Testing

/// The client credentials grant (RFC 6749 section 4.4).
@Suite struct ClientCredentialsTests {
    private static func ask(
        _ scenario: inout Scenario, _ more: [FormField] = [FormField("scope", "numbers.read")],
        id: String = "service", secret: String = "s3rvice"
    ) -> HTTPReply {
        let fields = [
            FormField("grant_type", "client_credentials"), FormField("client_id", id),
            FormField("client_secret", secret),
        ]
        return scenario.post("/token", fields + more, authorization: nil)
    }

    @Test func `a client gets tokens of its own, and no refresh token`() throws {
        var scenario = try Scenario()
        let document = try Self.ask(&scenario).json()
        #expect(document["scope"] == "numbers.read" && document["refresh_token"] == nil)
        let token = try #require(document["access_token"]?.stringValue)
        #expect(try scenario.resource("numbers", token: token).json()["open"] == 7)
        // Nobody is behind it.
        #expect(scenario.resource("open", token: token).response.status == .notFound)
        let userInfo = scenario.get("/userinfo", headers: [.authorization: "Bearer \(token)"])
        #expect(userInfo.response.status == .notFound)
    }

    @Test func `what it posts is recorded as its own`() throws {
        var scenario = try Scenario()
        let reply = Self.ask(&scenario, [FormField("scope", "invoices.write")])
        let token = try #require(try reply.json()["access_token"]?.stringValue)
        _ = scenario.post(
            "/resource/invoices", Array("{}".utf8), authorization: "Bearer \(token)", contentType: "application/json")
        #expect(scenario.server.invoices.map(\.client) == ["service"])
        #expect(scenario.server.invoices.map(\.user) == [nil])
    }

    @Test func `each time it gets another token`() throws {
        var scenario = try Scenario()
        #expect(try Self.ask(&scenario).json()["access_token"] != Self.ask(&scenario).json()["access_token"])
    }

    @Test(arguments: ["everything", "numbers.read everything", "\"", "numbers.read  invoices.write"])
    func `a scope it may not ask for is refused`(scope: String) throws {
        var scenario = try Scenario()
        #expect(Self.ask(&scenario, [FormField("scope", scope)]).error == "invalid_scope")
        #expect(Self.ask(&scenario, []).error == "invalid_scope")
    }

    @Test func `others may not, and a public client never`() throws {
        var scenario = try Scenario()
        #expect(Self.ask(&scenario, secret: "wrong").error == "invalid_client")
        #expect(Self.ask(&scenario, id: "posting app", secret: "p0st").error == "unauthorized_client")
        var open = Scenario.clients[2]
        open.mayUseClientCredentials = true
        try scenario.server.replace(open)
        let fields = [FormField("grant_type", "client_credentials"), FormField("client_id", "desktop")]
        #expect(scenario.post("/token", fields, authorization: nil).error == "unauthorized_client")
    }
}
