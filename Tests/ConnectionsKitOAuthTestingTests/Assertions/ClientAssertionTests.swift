import ConnectionsKit
import ConnectionsKitHTTP
import ConnectionsKitOAuthTesting
import HTTPTypes
import Testing

/// `private_key_jwt` (RFC 7523 section 2.2).
@Suite struct ClientAssertionTests {
    typealias JSON = AuthorizationServer.JSON

    /// A scenario with one more client, which signs.
    static func scenario(_ key: SigningKey) throws -> Scenario {
        var scenario = try Scenario()
        var client = AuthorizationServer.Client(
            id: "signing", authentication: .privateKeyJWT(keys: [try key.registered()]),
            redirectURIs: [Scenario.redirectURI], scopes: ["numbers.read"])
        client.mayUseClientCredentials = true
        try scenario.server.add(client)
        return scenario
    }

    static func claims(_ changes: [String: JSON?] = [:]) -> JSON {
        var claims: [String: JSON] = [
            "iss": "signing", "sub": "signing", "aud": "https://login.example/token", "exp": 1_060, "iat": 1_000,
            "jti": "1",
        ]
        for (name, value) in changes { claims[name] = value }
        return .object(claims)
    }

    static func fields(_ assertion: String, _ changes: [String: String?] = [:]) -> [FormField] {
        var fields = [
            "grant_type": "client_credentials", "scope": "numbers.read", "client_assertion": assertion,
            "client_assertion_type": "urn:ietf:params:oauth:client-assertion-type:jwt-bearer",
        ]
        for (name, value) in changes { fields[name] = value }
        return fields.map { FormField($0.key, $0.value) }
    }

    @Test(arguments: SigningKey.Kind.allCases) func `a client proves itself with its key`(kind: SigningKey.Kind) throws
    {
        let key = SigningKey(kind: kind)
        var scenario = try Self.scenario(key)
        for (index, audience) in ["https://login.example", "https://login.example/token"].enumerated() {
            for named in [JSON.string(audience), .array(["https://other.example", .string(audience)])] {
                let claims = Self.claims(["aud": named, "jti": .string("\(index) \(named == .string(audience))")])
                let reply = scenario.post("/token", Self.fields(try key.token(claims)), authorization: nil)
                #expect(reply.response.status == .ok, "\(reply.text)")
            }
        }
    }

    @Test func `the endpoint that is called is an audience of its own`() throws {
        let key = SigningKey(kind: .es256)
        var scenario = try Self.scenario(key)
        let endpoints: [AuthorizationServer.Endpoint] = [.revocation, .introspection, .pushedAuthorization]
        for (index, endpoint) in endpoints.enumerated() {
            let claims = Self.claims([
                "aud": .string(scenario.server.url(of: endpoint)), "jti": .string("\(index)"),
            ])
            let path = String(scenario.server.url(of: endpoint).dropFirst("https://login.example".count))
            let fields = Self.fields(try key.token(claims), ["token": "x", "grant_type": nil])
            let reply = scenario.post(path, fields, authorization: nil)
            #expect(reply.error != "invalid_client", "\(endpoint): \(reply.text)")
            let elsewhere = Self.fields(try key.token(Self.claims(["aud": .string(scenario.server.url(of: .device))])))
            #expect(scenario.post("/token", elsewhere, authorization: nil).error == "invalid_client")
        }
    }

    @Test func `an assertion is taken once`() throws {
        let key = SigningKey(kind: .es256)
        var scenario = try Self.scenario(key)
        let assertion = try key.token(Self.claims())
        #expect(scenario.post("/token", Self.fields(assertion), authorization: nil).response.status == .ok)
        #expect(scenario.post("/token", Self.fields(assertion), authorization: nil).error == "invalid_client")
        let another = try key.token(Self.claims(["exp": 1_059]))
        #expect(scenario.post("/token", Self.fields(another), authorization: nil).error == "invalid_client")
        let next = try key.token(Self.claims(["jti": "2"]))
        #expect(scenario.post("/token", Self.fields(next), authorization: nil).response.status == .ok)
    }

    static let faults: [(String, [String: JSON?])] = [
        ("another issuer", ["iss": "app"]), ("another subject", ["sub": "app"]), ("no subject", ["sub": nil]),
        ("an unknown client", ["iss": "nobody", "sub": "nobody"]), ("no issuer", ["iss": nil]),
        ("another audience", ["aud": "https://evil.example/token"]), ("no audience", ["aud": nil]),
        ("an expired one", ["exp": 1_000]), ("no end", ["exp": nil]), ("an end as a text", ["exp": "1060"]),
        ("an end that is too far away", ["exp": 5_000]), ("one from the future", ["iat": 1_100]),
        ("one that is not valid yet", ["nbf": 1_100]), ("no identifier", ["jti": nil]), ("an empty one", ["jti": ""]),
    ]

    @Test(arguments: faults) func `what an assertion must say is checked`(
        name: String, changes: [String: JSON?]
    ) throws {
        let key = SigningKey(kind: .es256)
        var scenario = try Self.scenario(key)
        let assertion = try key.token(Self.claims(changes))
        let reply = scenario.post("/token", Self.fields(assertion), authorization: nil)
        #expect(reply.error == "invalid_client", "\(name)")
        #expect(reply.response.status == .unauthorized)
    }

    @Test(arguments: SigningKey.Kind.allCases)
    func `a signature of another key, or under another name, is refused`(kind: SigningKey.Kind) throws {
        let key = SigningKey(kind: kind)
        var scenario = try Self.scenario(key)
        let good = try key.token(Self.claims()).split(separator: ".")
        let forged = [
            try key.token(Self.claims(), isForged: true), try key.token(Self.claims(), header: ["kid": "key-2"]),
            try key.token(Self.claims(), header: ["alg": "none"]),
            try key.token(Self.claims(), header: ["alg": .string(kind == .es256 ? "RS256" : "ES256")]),
            try key.token(Self.claims(), header: ["alg": "HS256"]), "\(good[0]).\(good[1]).", "\(good[0]).\(good[1])",
            "x.y.z", "\(good[0]).\(Base64.encode(Self.claims(["exp": 1_070]).text, .urlSafe)).\(good[2])",
        ]
        for assertion in forged {
            let reply = scenario.post("/token", Self.fields(assertion), authorization: nil)
            #expect(reply.error == "invalid_client", "\(assertion)")
        }
    }

    @Test func `a key that has no name signs under any`() throws {
        var scenario = try Self.scenario(SigningKey(kind: .es256, id: nil))
        let assertion = try SigningKey(kind: .es256).token(Self.claims())
        #expect(scenario.post("/token", Self.fields(assertion), authorization: nil).response.status == .ok)
    }

    @Test func `the secret of a client, or nothing, is no key`() throws {
        let key = SigningKey(kind: .es256)
        var scenario = try Self.scenario(key)
        let plain = Self.fields("", ["client_id": "signing", "client_assertion_type": nil])
        #expect(scenario.post("/token", plain, authorization: nil).error == "invalid_client")
        // Nor is a key a secret, for a client that has one.
        let claims = Self.claims(["iss": "app", "sub": "app"])
        let reply = scenario.post("/token", Self.fields(try key.token(claims)), authorization: nil)
        #expect(reply.error == "invalid_client")
    }

    @Test func `two ways at once, and another type of assertion, are refused`() throws {
        let key = SigningKey(kind: .es256)
        var scenario = try Self.scenario(key)
        let assertion = try key.token(Self.claims())
        #expect(scenario.post("/token", Self.fields(assertion)).error == "invalid_request")
        for changes: [String: String?] in [
            ["client_secret": "x"], ["client_assertion_type": nil], ["client_assertion_type": "saml2"],
            ["client_id": "app"],
        ] {
            let reply = scenario.post("/token", Self.fields(assertion, changes), authorization: nil)
            #expect(reply.error == "invalid_request", "\(changes)")
        }
    }

    @Test func `a client without a key is not registered, and no other text is a key`() throws {
        var scenario = try Scenario()
        let client = AuthorizationServer.Client(
            id: "keyless", authentication: .privateKeyJWT(keys: []), redirectURIs: [], scopes: [])
        #expect(throws: AuthorizationServerError.self) { try scenario.server.add(client) }
        for pem in ["", "-----BEGIN PUBLIC KEY-----\nAAAA\n-----END PUBLIC KEY-----"] {
            let curve = #expect(throws: AuthorizationServerError.self) {
                try AuthorizationServer.PublicKey.es256(pem: pem)
            }
            let rsa = #expect(throws: AuthorizationServerError.self) {
                try AuthorizationServer.PublicKey.rs256(pem: pem)
            }
            #expect(curve?.code == .invalidKey && rsa?.code == .invalidKey)
        }
    }
}
