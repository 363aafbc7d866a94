import ConnectionsKit
import ConnectionsKitOAuth
import Testing

@Suite struct ClientProofTests {
    private static func client(
        _ id: String, _ secret: String?, _ way: ClientAuthentication? = nil
    ) -> ClientRegistration {
        ClientRegistration(
            clientID: id, secret: secret.map { Secret($0) }, authentication: way, redirectURI: "https://app.example/cb")
    }

    @Test func `the example of RFC 6749 section 2 3 1 comes out`() throws {
        let proof = try ClientProof(of: Self.client("s6BhdRkqt3", "7Fjfp0ZBr1KtDRbnfVdmIw"), usual: .basic)
        #expect(proof.authorization == "Basic czZCaGRSa3F0Mzo3RmpmcDBaQnIxS3REUmJuZlZkbUl3")
        #expect(proof.fields.isEmpty)
    }

    @Test func `both halves are encoded before they are joined`() throws {
        let proof = try ClientProof(of: Self.client("app:1 é", "s3cret: %+&"), usual: .basic)
        let expected = "app%3A1+%C3%A9:s3cret%3A+%25%2B%26"
        #expect(proof.authorization == "Basic " + Base64.encode(Array(expected.utf8), .standard))
    }

    @Test func `a posted secret stands in the body alone`() throws {
        let proof = try ClientProof(of: Self.client("app", "s&"), usual: .post)
        #expect(proof.authorization == nil)
        #expect(proof.fields == [FormField("client_id", "app"), FormField("client_secret", "s&")])
    }

    @Test func `a public client names itself, even when it has a secret`() throws {
        for secret in ["s", nil] {
            let proof = try ClientProof(of: Self.client("app", secret), usual: .none)
            #expect(proof.authorization == nil)
            #expect(proof.fields == [FormField("client_id", "app")])
        }
    }

    @Test func `the client's own way goes before the service's`() throws {
        #expect(try ClientProof(of: Self.client("app", "s", .post), usual: .basic).fields.count == 2)
    }

    @Test(arguments: [ClientAuthentication.basic, .post], [nil, ""])
    func `a missing secret is told before anything is sent`(way: ClientAuthentication, secret: String?) {
        let error = #expect(throws: CredentialError.self) {
            try ClientProof(of: Self.client("app", secret), usual: way)
        }
        #expect(error?.code == .configuration)
        #expect(error?.message.contains(way.rawValue) == true)
    }

    @Test func `a proof does not print`() throws {
        for way in [ClientAuthentication.basic, .post] {
            #expect(Canary.shown(by: try ClientProof(of: .canary, usual: way)).isEmpty)
        }
    }
}
