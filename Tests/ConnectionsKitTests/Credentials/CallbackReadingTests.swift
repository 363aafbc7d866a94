import ConnectionsKit
import Testing

@Suite struct CallbackReadingTests {
    /// A text, and the parameters that it has.
    struct Example: Sendable, CustomTestStringConvertible {
        var text: String
        var state: String
        var code: String?
        var error: String?
        var issuer: String?
        var testDescription: String { self.text }
    }

    static let accepted: [Example] = [
        // RFC 6749 sections 4.1.2 and 4.1.2.1.
        Example(
            text: "https://client.example.com/cb?code=SplxlOBeZQQYbYS6WxSbIA&state=xyz", state: "xyz",
            code: "SplxlOBeZQQYbYS6WxSbIA"),
        Example(
            text: "https://client.example.com/cb?error=access_denied&state=xyz", state: "xyz", error: "access_denied"),
        // RFC 9207 sections 2.1 and 2.2.
        Example(
            text: "https://client.example/cb?code=x1848ZT64p4IirMPT0R-X3141MFPTuBX-VFL_cvaplMH58"
                + "&state=ZWVlNDBlYzA1NjdkMDNhYjg3ZjUxZjAyNGQzMTM2NzI&iss=https%3A%2F%2Fhonest.as.example",
            state: "ZWVlNDBlYzA1NjdkMDNhYjg3ZjUxZjAyNGQzMTM2NzI",
            code: "x1848ZT64p4IirMPT0R-X3141MFPTuBX-VFL_cvaplMH58", issuer: "https://honest.as.example"),
        Example(
            text: "https://client.example/cb?error=access_denied&state=N2JjNGJhY2JiZjRhYzA3MGJkMzNmMDE5OWJhZmJhZjA"
                + "&iss=https%3A%2F%2Fhonest.as.example",
            state: "N2JjNGJhY2JiZjRhYzA3MGJkMzNmMDE5OWJhZmJhZjA", error: "access_denied",
            issuer: "https://honest.as.example"),
        Example(text: "code=a&state=b", state: "b", code: "a"), Example(text: "?code=a&state=b", state: "b", code: "a"),
        Example(text: "/cb?code=a&state=b", state: "b", code: "a"),
        Example(text: "cb?code=a&state=b", state: "b", code: "a"),
        Example(text: "https://app.example.com/cb;v=1?code=a&state=b", state: "b", code: "a"),
        Example(text: "https://app.example.com/cb?code=a&state=b#_=_", state: "b", code: "a"),
        // A query may hold question marks of its own (RFC 3986 section 3.4), in an address and alone.
        Example(text: "https://app.example.com/cb?code=4/0?A&state=b?c", state: "b?c", code: "4/0?A"),
        Example(text: "code=4/0?A&state=b?c", state: "b?c", code: "4/0?A"),
        Example(text: "state=b?code=c&code=a", state: "b?code=c", code: "a"),
        // An error takes the code with it.
        Example(text: "code=a&state=b&error=c", state: "b", error: "c"),
        Example(text: "code=a&state=b&error=", state: "b", code: "a"),
    ]

    @Test(arguments: accepted) func `a callback is read`(example: Example) throws {
        let callback = try AuthorizationCallback(example.text)
        #expect(callback.state == example.state && callback.code?.reveal() == example.code)
        #expect(callback.error == example.error && callback.issuer == example.issuer)
    }

    @Test(arguments: [
        "", "?", "#", "code=a", "state=b", "code=&state=b", "code=a&state=", "code=a&state=b&state=b",
        "code=a&code=a&state=b",
        "code=a&state=b&iss=c&iss=c", "code=a&state=%4", "code=a&state=%FF", "CODE=a&STATE=b",
        // What stands in the fragment is no query (RFC 3986 section 3.5), whatever it looks like.
        "https://app.example.com/cb#?code=a&state=b", "https://app.example.com/cb#code=a&state=b",
        "https://app.example.com/cb?#?code=a&state=b", "?code=a#&state=b", "#\u{301}?code=a&state=b",
        // Beyond 16 KiB nothing is read.
        "code=a&state=\(String(repeating: "b", count: 16_384))",
    ])
    func `what is no callback is refused, and not repeated`(text: String) {
        let error = #expect(throws: InvalidInput.self) { try AuthorizationCallback(text) }
        #expect(error?.field == "callback" && error?.remedy.isEmpty == false)
    }

    @Test func `a question mark with a mark of its own is one all the same`() throws {
        // To Swift, a question mark with an accent is another character.
        let callback = try AuthorizationCallback("https://app.example.com/cb?\u{301}=&code=a&state=b#\u{301}&iss=c")
        #expect(callback.state == "b" && callback.code?.reveal() == "a" && callback.issuer == nil)
    }
}
