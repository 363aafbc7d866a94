import ConnectionsKit
import ConnectionsKitHTTP
import ConnectionsKitOAuthTesting
import HTTPTypes
import Testing

/// The JWT bearer grant (RFC 7523 section 2.1).
@Suite struct JWTBearerTests {
    typealias JSON = AuthorizationServer.JSON
    private static let key = SigningKey(kind: .rs256)

    private static func scenario() throws -> Scenario {
        var scenario = try Scenario()
        try scenario.server.add(
            AuthorizationServer.AssertionIssuer(
                name: "robot@service.example", keys: [try Self.key.registered()], users: ["maria"],
                scopes: ["numbers.read", "invoices.read"]))
        return scenario
    }

    private static func assertion(_ changes: [String: JSON?] = [:], isForged: Bool = false) throws -> String {
        var claims: [String: JSON] = [
            "iss": "robot@service.example", "sub": "maria", "aud": "https://login.example/token", "exp": 1_300,
            "iat": 1_000, "scope": "numbers.read",
        ]
        for (name, value) in changes { claims[name] = value }
        return try Self.key.token(.object(claims), isForged: isForged)
    }

    private static func fields(_ assertion: String, _ more: [FormField] = []) -> [FormField] {
        [
            FormField("grant_type", "urn:ietf:params:oauth:grant-type:jwt-bearer"), FormField("assertion", assertion),
        ] + more
    }

    @Test func `an assertion stands for a user, with no client but its issuer`() throws {
        var scenario = try Self.scenario()
        let reply = scenario.post("/token", Self.fields(try Self.assertion()), authorization: nil)
        #expect(reply.response.status == .ok)
        let document = try reply.json()
        #expect(document["refresh_token"] == nil && document["scope"] == "numbers.read")
        let token = try #require(document["access_token"]?.stringValue)
        #expect(try scenario.resource("numbers", token: token).json()["open"] == 3)
        #expect(scenario.server.liveGrantCount(user: "maria", client: "robot@service.example") == 1)
        // It may be used again until its end, unless it has an identifier.
        let again = scenario.post("/token", Self.fields(try Self.assertion()), authorization: nil)
        #expect(again.response.status == .ok)
    }

    @Test func `the scopes may stand in the request`() throws {
        var scenario = try Self.scenario()
        let fields = Self.fields(try Self.assertion(["scope": nil]), [FormField("scope", "invoices.read")])
        #expect(try scenario.post("/token", fields, authorization: nil).json()["scope"] == "invoices.read")
    }

    @Test func `an assertion with an identifier is taken once`() throws {
        var scenario = try Self.scenario()
        let fields = Self.fields(try Self.assertion(["jti": "1"]))
        #expect(scenario.post("/token", fields, authorization: nil).response.status == .ok)
        #expect(scenario.post("/token", fields, authorization: nil).error == "invalid_grant")
    }

    static let faults: [(String, String, [String: JSON?])] = [
        ("an unknown issuer", "invalid_grant", ["iss": "somebody"]), ("no issuer", "invalid_grant", ["iss": nil]),
        ("a user it may not speak for", "invalid_grant", ["sub": "jon"]), ("no user", "invalid_grant", ["sub": nil]),
        ("another audience", "invalid_grant", ["aud": "https://evil.example"]),
        ("an expired one", "invalid_grant", ["exp": 999]), ("no end", "invalid_grant", ["exp": nil]),
        ("an end that is too far away", "invalid_grant", ["exp": 9_000]),
        ("one from the future", "invalid_grant", ["iat": 1_100]),
        ("a scope it may not ask for", "invalid_scope", ["scope": "invoices.write"]),
        ("no scope", "invalid_scope", ["scope": nil]), ("a malformed scope", "invalid_scope", ["scope": "a  b"]),
    ]

    @Test(arguments: faults) func `what an assertion must say is checked`(
        name: String, error: String, changes: [String: JSON?]
    ) throws {
        var scenario = try Self.scenario()
        let reply = scenario.post("/token", Self.fields(try Self.assertion(changes)), authorization: nil)
        #expect(reply.error == error, "\(name)")
        #expect(reply.response.status == .badRequest)
    }

    @Test func `a forged one, none, and what is none are refused`() throws {
        var scenario = try Self.scenario()
        let forged = Self.fields(try Self.assertion(isForged: true))
        #expect(scenario.post("/token", forged, authorization: nil).error == "invalid_grant")
        #expect(scenario.post("/token", Self.fields("x.y"), authorization: nil).error == "invalid_grant")
        #expect(scenario.post("/token", Self.fields(""), authorization: nil).error == "invalid_request")
    }

    @Test func `a client that names itself must prove it and be allowed to`() throws {
        var scenario = try Self.scenario()
        let assertion = try Self.assertion()
        #expect(scenario.post("/token", Self.fields(assertion)).error == "unauthorized_client")
        let wrong = Self.fields(assertion, [FormField("client_id", "app")])
        #expect(scenario.post("/token", wrong, authorization: nil).error == "invalid_client")
        var client = Scenario.clients[0]
        client.mayUseAssertions = true
        try scenario.server.replace(client)
        #expect(scenario.post("/token", Self.fields(assertion)).response.status == .ok)
        #expect(scenario.server.liveGrantCount(user: "maria", client: "app") == 1)
    }

    @Test func `an issuer has a name, a key and lawful scopes, once`() throws {
        var scenario = try Self.scenario()
        let key = try Self.key.registered()
        let issuers: [(AuthorizationServer.AssertionIssuer, AuthorizationServerError.Code)] = [
            (.init(name: "", keys: [key], users: [], scopes: []), .invalidIssuer),
            (.init(name: "a", keys: [], users: [], scopes: []), .invalidIssuer),
            (.init(name: "a", keys: [key], users: [], scopes: ["two words"]), .invalidIssuer),
            (.init(name: "robot@service.example", keys: [key], users: [], scopes: []), .exists),
        ]
        for (issuer, code) in issuers {
            let error = #expect(throws: AuthorizationServerError.self) { try scenario.server.add(issuer) }
            #expect(error?.code == code)
        }
    }
}
