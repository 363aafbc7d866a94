import ConnectionsKit
import Testing

@testable import ConnectionsKitOAuth

@Suite struct IDTokenTests {
    static func token(_ payload: String) -> String {
        "\(Base64.encode(Array(#"{"alg":"RS256"}"#.utf8), .urlSafe)).\(Base64.encode(Array(payload.utf8), .urlSafe)).c2ln"
    }

    @Test func `the subject is read from the payload`() {
        #expect(
            IDToken.subject(of: Self.token(#"{"iss":"https://login.example","sub":"248289761001"}"#)) == "248289761001")
    }

    @Test(arguments: [
        "", "a.b", "a.b.c", "..", "a.b.c.d", token("[]"), token("{}"), token(#"{"sub":1}"#), token(#"{"sub":""}"#),
        token(#"{"sub":"a b"}"#), token(#"{"sub":"\#(String(repeating: "x", count: 256))"}"#), token("{"),
    ])
    func `what tells no subject tells none`(_ text: String) {
        #expect(IDToken.subject(of: text) == nil)
    }
}
