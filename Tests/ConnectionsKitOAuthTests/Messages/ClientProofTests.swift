import ConnectionsKit
import ConnectionsKitHTTP
import ConnectionsKitOAuth
import ConnectionsKitTesting
import Testing

@Suite struct ClientProofTests {
    private static func client(
        _ id: String, _ secret: String?, _ way: ClientAuthentication? = nil
    ) -> ClientRegistration {
        ClientRegistration(
            clientID: id, secret: secret.map { Secret($0) }, authentication: way, redirectURI: "https://app.example/cb")
    }

    private static let context = AssertionContext(
        audience: "https://login.example", lifetime: .seconds(300), time: ManualTimeSource().source, random: .seeded(1))

    @Test func `the example of RFC 6749 section 2 3 1 comes out`() throws {
        let proof = try ClientProof(
            of: Self.client("s6BhdRkqt3", "7Fjfp0ZBr1KtDRbnfVdmIw"), usual: .basic, in: Self.context)
        #expect(proof.authorization == "Basic czZCaGRSa3F0Mzo3RmpmcDBaQnIxS3REUmJuZlZkbUl3")
        #expect(proof.fields.isEmpty)
    }

    @Test func `both halves are encoded before they are joined`() throws {
        let proof = try ClientProof(of: Self.client("app:1 é", "s3cret: %+&"), usual: .basic, in: Self.context)
        let expected = "app%3A1+%C3%A9:s3cret%3A+%25%2B%26"
        #expect(proof.authorization == "Basic " + Base64.encode(Array(expected.utf8), .standard))
    }

    @Test func `a posted secret stands in the body alone`() throws {
        let proof = try ClientProof(of: Self.client("app", "s&"), usual: .post, in: Self.context)
        #expect(proof.authorization == nil)
        #expect(proof.fields == [FormField("client_id", "app"), FormField("client_secret", "s&")])
    }

    @Test func `a public client names itself, even when it has a secret`() throws {
        for secret in ["s", nil] {
            let proof = try ClientProof(of: Self.client("app", secret), usual: .none, in: Self.context)
            #expect(proof.authorization == nil)
            #expect(proof.fields == [FormField("client_id", "app")])
        }
    }

    @Test func `the client's own way goes before the service's`() throws {
        #expect(try ClientProof(of: Self.client("app", "s", .post), usual: .basic, in: Self.context).fields.count == 2)
    }

    @Test(arguments: [ClientAuthentication.basic, .post, .privateKeyJWT], [nil, ""])
    func `a missing secret is told before anything is sent`(way: ClientAuthentication, secret: String?) {
        let error = #expect(throws: CredentialError.self) {
            try ClientProof(of: Self.client("app", secret), usual: way, in: Self.context)
        }
        #expect(error?.code == .configuration)
        #expect(error?.message.contains(way.rawValue) == true)
    }

    @Test func `a private key proves the client by an assertion`() throws {
        let proof = try ClientProof(
            of: Self.client("app:1 é", SpecificationKeys.p256), usual: .privateKeyJWT, in: Self.context)
        #expect(proof.authorization == nil)
        #expect(proof.fields.map(\.name) == ["client_id", "client_assertion_type", "client_assertion"])
        #expect(proof.fields[0].value == "app:1 é")
        #expect(proof.fields[1].value == "urn:ietf:params:oauth:client-assertion-type:jwt-bearer")
        let token = try DecodedToken(proof.fields[2].value)
        #expect(try token.isSignedBySpecificationKey())
        #expect(token.claims["iss"]?.text == "app:1 é" && token.claims["sub"]?.text == "app:1 é")
        #expect(token.claims["aud"] == .string("https://login.example"))
        let now = Timestamp.fixture.milliseconds / 1_000
        #expect(token.claims["iat"] == .number("\(now)") && token.claims["exp"] == .number("\(now + 300)"))
    }

    @Test(arguments: [(60, 60), (300, 300), (3_600, 300)])
    func `an assertion of a client lasts five minutes at most`(lifetime: Int, seconds: Int64) throws {
        var context = Self.context
        context.lifetime = .seconds(lifetime)
        let client = Self.client("app", SpecificationKeys.p256, .privateKeyJWT)
        let claims = try DecodedToken(try ClientProof(of: client, usual: .basic, in: context).fields[2].value).claims
        #expect(claims["exp"] == .number("\(Timestamp.fixture.milliseconds / 1_000 + seconds)"))
    }

    @Test func `each proof has an assertion that was never used`() throws {
        let client = Self.client("app", SpecificationKeys.p256)
        let proofs = try (0..<2).map { _ in try ClientProof(of: client, usual: .privateKeyJWT, in: Self.context) }
        let identifiers = try proofs.map { try DecodedToken($0.fields[2].value).claims["jti"]?.text }
        #expect(identifiers[0] != identifiers[1])
    }

    @Test func `the audience is what the connector says, else the issuer, else the token endpoint`() {
        var facts = OAuth2Facts(endpoints: OAuth2Endpoints(token: "https://login.example/token"))
        func audience() -> String { AssertionContext(facts, time: .system, random: .system).audience }
        #expect(audience() == "https://login.example/token")
        facts.endpoints.issuer = "https://login.example"
        #expect(audience() == "https://login.example")
        facts.assertion.audience = "https://other.example"
        #expect(audience() == "https://other.example")
    }

    @Test(arguments: [
        Canary.clientSecret, "-----BEGIN PRIVATE KEY-----\n\(Canary.clientSecret)\n-----END PRIVATE KEY-----",
    ]) func `a secret that is no private key is the configuration's fault, and is not shown`(secret: String) throws {
        let error = #expect(throws: CredentialError.self) {
            try ClientProof(of: Self.client("app", secret), usual: .privateKeyJWT, in: Self.context)
        }
        #expect(error?.code == .configuration && error?.cause is InvalidInput)
        #expect(Canary.shown(by: try #require(error)).isEmpty)
    }

    @Test func `a proof does not print`() throws {
        for way in [ClientAuthentication.basic, .post] {
            #expect(Canary.shown(by: try ClientProof(of: .canary, usual: way, in: Self.context)).isEmpty)
        }
        let client = Self.client("app", SpecificationKeys.p256)
        let signed = try ClientProof(of: client, usual: .privateKeyJWT, in: Self.context)
        #expect(!"\(signed) \(signed.fields)".contains(signed.fields[2].value))
    }
}
