import ConnectionsKit
import ConnectionsKitOAuth
import Testing

@Suite struct ServerMetadataTests {
    static let issuer = "https://login.example"

    private static func document(_ changes: [String: String?] = [:]) -> String {
        var members: [String: String] = [
            "issuer": "\"https://login.example\"", "authorization_endpoint": "\"https://login.example/authorize\"",
            "token_endpoint": "\"https://login.example/token\"",
            "revocation_endpoint": "\"https://login.example/revoke\"",
            "scopes_supported": "[\"a\",\"b\"]", "code_challenge_methods_supported": "[\"plain\",\"S256\"]",
            "token_endpoint_auth_methods_supported": "[\"private_key_jwt\",\"none\",\"client_secret_post\"]",
            "authorization_response_iss_parameter_supported": "true",
        ]
        for (name, value) in changes { members[name] = value }
        return "{" + members.sorted { $0.key < $1.key }.map { "\"\($0.key)\":\($0.value)" }.joined(separator: ",") + "}"
    }

    private static func read(
        _ text: String, issuer: String = issuer, allowsLoopbackHTTP: Bool = false
    ) throws -> ServerMetadata {
        try ServerMetadata(Array(text.utf8), issuer: issuer, allowsLoopbackHTTP: allowsLoopbackHTTP)
    }

    @Test func `a document gives the facts of a connector`() throws {
        let metadata = try Self.read(Self.document())
        #expect(metadata.clientAuthentications == [.post, .privateKeyJWT, .none])
        #expect(metadata.codeChallengeMethods == ["plain", "S256"])
        let facts = metadata.facts
        #expect(
            facts.endpoints
                == OAuth2Endpoints(
                    authorization: "https://login.example/authorize", token: "https://login.example/token",
                    revocation: "https://login.example/revoke", issuer: "https://login.example"))
        #expect(facts.scopes == ["a", "b"] && facts.scopeSeparator == " ")
        #expect(facts.clientAuthentication == .post && facts.promisesIssuer)
        #expect(facts.grantType == .authorizationCode && facts.revocationAuthentication == nil)
        #expect(facts.rotation == .unknown && facts.revocationReach == .unknown)
    }

    @Test func `what is not said has its default`() throws {
        let metadata = try Self.read(
            Self.document([
                "revocation_endpoint": nil, "scopes_supported": nil, "code_challenge_methods_supported": "null",
                "token_endpoint_auth_methods_supported": nil, "authorization_response_iss_parameter_supported": nil,
            ]))
        #expect(metadata.revocationEndpoint == nil && metadata.scopes.isEmpty && metadata.codeChallengeMethods.isEmpty)
        #expect(metadata.clientAuthentications == [.basic] && !metadata.promisesIssuer)
        #expect(metadata.revocationAuthentications.isEmpty && !metadata.requiresPushedAuthorization)
        #expect(metadata.grantTypes == ["authorization_code", "implicit"])
        #expect(metadata.deviceAuthorizationEndpoint == nil && metadata.pushedAuthorizationEndpoint == nil)
        #expect(metadata.introspectionEndpoint == nil)
    }

    @Test(arguments: [
        "https://login.example/", "https://Login.example", "http://login.example", "https://login.example:443",
        "https://evil.example",
        "",
    ]) func `another issuer is refused, however near`(issuer: String) {
        let error = #expect(throws: CredentialError.self) {
            try Self.read(Self.document(["issuer": "\"\(issuer)\""]))
        }
        #expect(error?.code == .invalidResponse)
    }

    @Test func `an issuer is compared by its bytes`() {
        // To Swift the Kelvin sign and the letter K are equal, and so are the Greek question mark and a semicolon.
        for (asked, named) in [("https://K.example", "https://\u{212A}.example"), ("https://a;", "https://a\u{37E}")] {
            #expect(asked == named)
            let error = #expect(throws: CredentialError.self) {
                try Self.read(Self.document(["issuer": "\"\(named)\""]), issuer: asked)
            }
            #expect(error?.code == .invalidResponse)
        }
    }

    static let invalid: [([String: String?], CredentialError.Code)] = [
        (["issuer": nil], .invalidResponse), (["issuer": "7"], .invalidResponse),
        (["token_endpoint": nil], .invalidResponse),
        (["authorization_endpoint": nil], .invalidResponse), (["authorization_endpoint": "null"], .invalidResponse),
        (["token_endpoint": "[]"], .invalidResponse), (["revocation_endpoint": "true"], .invalidResponse),
        (["token_endpoint": "\"http://login.example/token\""], .configuration),
        (["authorization_endpoint": "\"http://127.0.0.1/a\""], .configuration),
        (["revocation_endpoint": "\"http://login.example/revoke\""], .configuration),
        (["token_endpoint": "\"/token\""], .configuration),
        (["token_endpoint": "\"https://u@login.example/\""], .configuration),
        (["token_endpoint_auth_methods_supported": "[\"client_secret_jwt\"]"], .configuration),
        (["authorization_endpoint": nil, "grant_types_supported": "[\"authorization_code\"]"], .invalidResponse),
        (["device_authorization_endpoint": "\"http://login.example/device\""], .configuration),
        (["device_authorization_endpoint": "1"], .invalidResponse),
        (["pushed_authorization_request_endpoint": "\"/par\""], .configuration),
        (["introspection_endpoint": "\"ftp://login.example/\""], .configuration),
        (["require_pushed_authorization_requests": "true"], .invalidResponse),
        (["code_challenge_methods_supported": "[\"plain\"]"], .configuration),
        (["code_challenge_methods_supported": "[\"s256\",\"plain\"]"], .configuration),
        (["token_endpoint_auth_methods_supported": "[]"], .configuration),
    ]

    @Test func `the example of RFC 8414 section 3.2 is read`() throws {
        let metadata = try Self.read(
            """
            {
              "issuer": "https://server.example.com",
              "authorization_endpoint": "https://server.example.com/authorize",
              "token_endpoint": "https://server.example.com/token",
              "token_endpoint_auth_methods_supported": ["client_secret_basic", "private_key_jwt"],
              "token_endpoint_auth_signing_alg_values_supported": ["RS256", "ES256"],
              "userinfo_endpoint": "https://server.example.com/userinfo",
              "jwks_uri": "https://server.example.com/jwks.json",
              "registration_endpoint": "https://server.example.com/register",
              "scopes_supported": ["openid", "profile", "email", "address", "phone", "offline_access"],
              "response_types_supported": ["code", "code token"],
              "service_documentation": "http://server.example.com/service_documentation.html",
              "ui_locales_supported": ["en-US", "en-GB", "en-CA", "fr-FR", "fr-CA"]
            }
            """, issuer: "https://server.example.com")
        #expect(metadata.authorizationEndpoint == "https://server.example.com/authorize")
        #expect(metadata.tokenEndpoint == "https://server.example.com/token")
        #expect(metadata.clientAuthentications == [.basic, .privateKeyJWT])
        #expect(metadata.scopes == ["openid", "profile", "email", "address", "phone", "offline_access"])
        #expect(metadata.facts.clientAuthentication == .basic && !metadata.promisesIssuer)
        #expect(metadata.facts.endpoints.revocation == nil && metadata.facts.endpoints.pushedAuthorization == nil)
    }

    @Test func `the newer endpoints and promises become facts, or are shown`() throws {
        let metadata = try Self.read(
            Self.document([
                "device_authorization_endpoint": "\"https://login.example/device\"",
                "pushed_authorization_request_endpoint": "\"https://login.example/par\"",
                "introspection_endpoint": "\"https://login.example/introspect\"",
                "require_pushed_authorization_requests": "true",
                "grant_types_supported": "[\"refresh_token\",\"urn:ietf:params:oauth:grant-type:device_code\"]",
                "token_endpoint_auth_methods_supported": "[\"private_key_jwt\"]", "authorization_endpoint": nil,
            ]))
        #expect(metadata.requiresPushedAuthorization)
        #expect(metadata.introspectionEndpoint == "https://login.example/introspect")
        #expect(metadata.grantTypes == ["refresh_token", "urn:ietf:params:oauth:grant-type:device_code"])
        let facts = metadata.facts
        #expect(facts.endpoints.authorization == nil)
        #expect(facts.endpoints.deviceAuthorization == "https://login.example/device")
        #expect(facts.endpoints.pushedAuthorization == "https://login.example/par")
        #expect(facts.grantType == .deviceCode && facts.clientAuthentication == .privateKeyJWT)
    }

    static let grantTypes: [(String, GrantType)] = [
        ("[\"client_credentials\",\"authorization_code\"]", .authorizationCode),
        ("[\"client_credentials\",\"refresh_token\"]", .clientCredentials),
        ("[\"urn:ietf:params:oauth:grant-type:jwt-bearer\"]", .jwtBearer), ("[]", .authorizationCode),
    ]

    @Test(arguments: Self.grantTypes) func `the grant type is the first of those that are known`(
        named: String, grantType: GrantType
    ) throws {
        #expect(try Self.read(Self.document(["grant_types_supported": named])).facts.grantType == grantType)
    }

    static let revocations: [(String, String?, ClientAuthentication?)] = [
        // Those of the token endpoint, those of the revocation endpoint, what is used there.
        ("[\"client_secret_basic\",\"client_secret_post\"]", "[\"client_secret_basic\"]", .basic),
        ("[\"client_secret_basic\",\"client_secret_post\"]", "[\"client_secret_post\"]", .post),
        ("[\"client_secret_post\",\"none\"]", "[\"client_secret_basic\"]", .basic),
        ("[\"client_secret_post\",\"private_key_jwt\"]", "[\"private_key_jwt\"]", .privateKeyJWT),
        ("[\"client_secret_basic\"]", "[\"client_secret_post\",\"client_secret_basic\"]", nil),
        ("[\"client_secret_basic\",\"none\"]", nil, nil), ("[\"client_secret_post\"]", "[\"tls_client_auth\"]", nil),
    ]

    @Test(arguments: Self.revocations)
    func `a revocation endpoint that accepts less than the token endpoint is served in its own way`(
        token: String, revocation: String?, used: ClientAuthentication?
    ) throws {
        let metadata = try Self.read(
            Self.document([
                "token_endpoint_auth_methods_supported": token,
                "revocation_endpoint_auth_methods_supported": revocation,
            ]))
        #expect(metadata.facts.revocationAuthentication == used)
    }

    @Test func `a server that only knows the method plain is refused, and told why`() throws {
        let error = #expect(throws: CredentialError.self) {
            try Self.read(Self.document(["code_challenge_methods_supported": "[\"plain\"]"]))
        }
        #expect(error?.code == .configuration)
        #expect(error?.message.contains("\"plain\"") == true && error?.message.contains("S256") == true)
    }

    @Test(arguments: Self.invalid)
    func `a document that cannot be used is refused`(changes: [String: String?], code: CredentialError.Code) {
        let error = #expect(throws: CredentialError.self) { try Self.read(Self.document(changes)) }
        #expect(error?.code == code)
    }

    @Test(arguments: ["", "[]", "null", "<html>", "{\"issuer\":\"https://login.example\",}", "{"])
    func `what is no document is refused`(text: String) {
        let error = #expect(throws: CredentialError.self) { try Self.read(text) }
        #expect(error?.code == .invalidResponse)
    }

    @Test func `plain HTTP is accepted on loopback when that is allowed`() throws {
        let issuer = "http://127.0.0.1:8000"
        let text = Self.document().replacing("https://login.example", with: issuer)
        #expect(try Self.read(text, issuer: issuer, allowsLoopbackHTTP: true).tokenEndpoint == issuer + "/token")
        #expect(throws: CredentialError.self) { try Self.read(text, issuer: issuer) }
        let elsewhere = Self.document().replacing("https://login.example", with: "http://login.example")
        #expect(throws: CredentialError.self) {
            try Self.read(elsewhere, issuer: "http://login.example", allowsLoopbackHTTP: true)
        }
    }
}
