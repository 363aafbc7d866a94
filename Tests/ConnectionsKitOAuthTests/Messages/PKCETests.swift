import ConnectionsKit
import ConnectionsKitOAuth
import Testing

@Suite struct PKCETests {
    /// RFC 7636 appendix B.
    static let randomBytes: [UInt8] = [
        116, 24, 223, 180, 151, 153, 224, 37, 79, 250, 96, 125, 216, 173, 187, 186, 22, 212, 37, 77, 105, 214, 191,
        240, 91, 88, 5, 88, 83, 132, 141, 121,
    ]
    static let verifier = "dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk"

    @Test func `the example of RFC 7636 appendix B comes out`() throws {
        let key = try PKCE(randomBytes: Self.randomBytes)
        #expect(key.verifier == Self.verifier)
        #expect(key.challenge == "E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM")
        #expect(try PKCE(verifier: Self.verifier).challenge == key.challenge)
        #expect(PKCE.method == "S256")
    }

    @Test(arguments: [0, 1, 31, 33, 64]) func `another number of random bytes is refused`(count: Int) {
        let error = #expect(throws: MessageError.self) { try PKCE(randomBytes: [UInt8](repeating: 7, count: count)) }
        #expect(error?.code == .randomBytes)
    }

    @Test(arguments: [43, 44, 127, 128]) func `a verifier of a lawful length is taken`(length: Int) throws {
        let verifier = String(repeating: "~", count: length)
        #expect(try PKCE(verifier: verifier).verifier == verifier)
    }

    @Test(arguments: [0, 42, 129, 1_000]) func `a verifier of another length is refused`(length: Int) {
        let error = #expect(throws: MessageError.self) { try PKCE(verifier: String(repeating: "a", count: length)) }
        #expect(error?.code == .verifierLength)
    }

    @Test(arguments: ["+", "/", "=", " ", "%", "\0", "é"]) func `a reserved character is refused`(character: String) {
        let error = #expect(throws: MessageError.self) {
            try PKCE(verifier: String(repeating: "a", count: 45) + character)
        }
        #expect(error?.code == .verifierCharacter)
    }

    @Test func `a proof key does not print`() throws {
        let key = try PKCE(verifier: Self.verifier)
        var dumped = ""
        dump(key, to: &dumped)
        for text in ["\(key)", String(reflecting: key), "\([key])", dumped] {
            #expect(!text.contains(Self.verifier))
        }
    }
}
