import ConnectionsKit
import Testing

@Suite struct EchoTests {
    @Test(arguments: [
        "canary_access_token", "x canary_access_token", "canary_access_token!", "the canary_a was", "_access_",
        "ss_token",
    ])
    func `eight characters in a row give a secret away`(text: String) {
        #expect(Echo.isIn(text, of: "canary_access_token"))
    }

    @Test(arguments: [
        "", "canary_", "anary_a", "invalid_token", "access", "CANARY_ACCESS_TOKEN", "canary-access-token",
    ])
    func `less does not`(text: String) {
        #expect(!Echo.isIn(text, of: "canary_access_token"))
    }

    @Test func `a short secret is told by the whole of it`() {
        #expect(Echo.isIn("pin", of: "pin"))
        #expect(Echo.isIn("the pin42 is", of: "pin42") && !Echo.isIn("the pin4", of: "pin42"))
        #expect(!Echo.isIn("the pin", of: "pin") && !Echo.isIn("pi", of: "pin"))
        #expect(Echo.isIn("", of: "") && !Echo.isIn("anything", of: ""))
    }
}
