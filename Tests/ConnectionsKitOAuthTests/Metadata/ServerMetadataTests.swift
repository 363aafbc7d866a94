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
        #expect(metadata.clientAuthentications == [.post, .none])
        #expect(metadata.codeChallengeMethods == ["plain", "S256"])
        let facts = metadata.facts
        #expect(
            facts.endpoints
                == OAuth2Endpoints(
                    authorization: "https://login.example/authorize", token: "https://login.example/token",
                    revocation: "https://login.example/revoke", issuer: "https://login.example"))
        #expect(facts.scopes == ["a", "b"] && facts.scopeSeparator == " ")
        #expect(facts.clientAuthentication == .post && facts.promisesIssuer)
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
        (["token_endpoint_auth_methods_supported": "[\"private_key_jwt\"]"], .configuration),
        (["token_endpoint_auth_methods_supported": "[]"], .configuration),
    ]

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
