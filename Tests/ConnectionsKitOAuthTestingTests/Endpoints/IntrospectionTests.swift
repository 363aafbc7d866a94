import ConnectionsKit
import ConnectionsKitHTTP
import ConnectionsKitOAuthTesting
import HTTPTypes
import Testing

/// Token introspection (RFC 7662).
@Suite struct IntrospectionTests {
    private static func ask(_ scenario: inout Scenario, _ token: String) -> HTTPReply {
        scenario.post("/introspect", [FormField("token", token)])
    }

    private static func isActive(_ scenario: inout Scenario, _ token: String) throws -> Bool {
        try Self.ask(&scenario, token).json()["active"] == true
    }

    @Test func `a live token is told with what it is good for`() throws {
        var scenario = try Scenario { $0.unixTimeAtOrigin = .seconds(1_000_000) }
        let tokens = try scenario.tokens()
        #expect(
            try Self.ask(&scenario, tokens.access).json() == [
                "active": true, "iss": "https://login.example", "client_id": "app", "sub": "maria",
                "username": "maria", "scope": "numbers.read invoices.write", "exp": 1_004_600, "token_type": "Bearer",
            ])
        let refresh = try Self.ask(&scenario, tokens.refresh).json()
        #expect(refresh["active"] == true && refresh["exp"] == nil && refresh["token_type"] == nil)
    }

    @Test func `a rotated, revoked, expired or unknown token is not active, and nothing more is said`() throws {
        var scenario = try Scenario()
        let first = try scenario.tokens()
        let second = try Tokens(scenario.refresh(first.refresh))
        #expect(try !Self.isActive(&scenario, first.refresh))
        #expect(try Self.isActive(&scenario, second.refresh))
        _ = scenario.post("/revoke", [FormField("token", second.refresh)])
        for token in [first.access, second.access, second.refresh, "guess"] {
            #expect(try Self.ask(&scenario, token).json() == ["active": false])
        }
        let third = try scenario.tokens()
        scenario.now += .seconds(3_600)
        #expect(try !Self.isActive(&scenario, third.access))
        #expect(try Self.isActive(&scenario, third.refresh))
    }

    @Test func `a client that asked in its own name is its own subject`() throws {
        var scenario = try Scenario()
        let client = [FormField("client_id", "service"), FormField("client_secret", "s3rvice")]
        let asked = [FormField("grant_type", "client_credentials"), FormField("scope", "numbers.read")]
        let reply = scenario.post("/token", asked + client, authorization: nil)
        let token = try #require(try reply.json()["access_token"]?.stringValue)
        let told = try scenario.post("/introspect", [FormField("token", token)] + client, authorization: nil).json()
        #expect(told["active"] == true && told["sub"] == "service" && told["username"] == nil)
    }

    @Test func `another client's token is not active, and a public client may not ask`() throws {
        var scenario = try Scenario()
        let tokens = try scenario.tokens()
        let other = [FormField("client_id", "posting app"), FormField("client_secret", "p0st")]
        for token in [tokens.access, tokens.refresh] {
            let reply = scenario.post("/introspect", [FormField("token", token)] + other, authorization: nil)
            #expect(try reply.json() == ["active": false])
        }
        let open = [FormField("token", tokens.access), FormField("client_id", "desktop")]
        #expect(scenario.post("/introspect", open, authorization: nil).error == "invalid_client")
        #expect(scenario.post("/introspect", [FormField("token", "x")], authorization: nil).error == "invalid_client")
        #expect(scenario.post("/introspect", []).error == "invalid_request")
        #expect(scenario.get("/introspect").response.status == .methodNotAllowed)
    }
}
