import ConnectionsKit
import Foundation
import Testing

@Suite struct WebAddressTests {
    /// An address, and its parts in normal form.
    struct Example: Sendable, CustomTestStringConvertible {
        var text: String
        var scheme = "https"
        var host: String
        var port: Int?
        var path = "/"
        var query: String?
        var testDescription: String { self.text }
    }

    static let accepted: [Example] = [
        Example(text: "https://api.example.com", host: "api.example.com"),
        Example(text: "HTTPS://API.Example.COM/", host: "api.example.com"),
        Example(text: "https://api.example.com./x", host: "api.example.com", path: "/x"),
        Example(text: "https://api.example.com:443/", host: "api.example.com"),
        Example(
            text: "https://api.example.com:8443/a/b?c=d?e", host: "api.example.com", port: 8443, path: "/a/b",
            query: "c=d?e"),
        Example(text: "https://api.example.com?q=1", host: "api.example.com", query: "q=1"),
        Example(text: "https://api.example.com/?", host: "api.example.com", query: ""),
        Example(text: "http://localhost:8080/cb", scheme: "http", host: "localhost", port: 8080, path: "/cb"),
        Example(text: "http://example.com:80/", scheme: "http", host: "example.com"),
        Example(text: "http://[::1]/", scheme: "http", host: "[::1]"),
        Example(text: "http://[::1]:9000/x", scheme: "http", host: "[::1]", port: 9000, path: "/x"),
        Example(text: "https://xn--bcher-kva.example/", host: "xn--bcher-kva.example"),
        Example(text: "https://a-b.example.com/%2e%2e/@x:y", host: "a-b.example.com", path: "/%2e%2e/@x:y"),
        Example(text: "https://127.0.0.1:65535/", host: "127.0.0.1", port: 65_535),
        Example(
            text: "https://example.com/https://evil.example.net/", host: "example.com",
            path: "/https://evil.example.net/"),
    ]

    @Test(arguments: accepted) func `an acceptable address has one normal form`(example: Example) throws {
        let address = try WebAddress(example.text)
        #expect(address.scheme == example.scheme && address.host == example.host && address.port == example.port)
        #expect(address.path == example.path && address.query == example.query)
        #expect(try WebAddress(address.description) == address)
    }

    @Test(arguments: [
        "", "https", "https:", "https:/api.example.com", "https://", "https:///x", "api.example.com",
        "//api.example.com",
        "ftp://api.example.com", "javascript://api.example.com", "https ://api.example.com",
        "https://api.example.com@evil.example.net/", "https://user:pass@api.example.com/", "https://@api.example.com/",
        "https://api.example.com%2eevil.example.net/", "https://api%2eexample.com/", "https://%61pi.example.com/",
        "https://api.example.com\\@evil.example.net/", "https:\\\\api.example.com", "https://api.example.com\\evil",
        "https://bücher.example/", "https://api.example.com\u{3002}evil/", "https://\u{FF41}pi.example.com/",
        "https://\u{212A}.example.com/", "https://api.examp\u{AD}le.com/", "https://api.example.com/ü",
        "https://api..example.com/", "https://.example.com/", "https://api.example.com../", "https://./",
        "https://api_x.example.com/", "https://*.example.com/", "https://api.example.com#frag",
        "https://api.example.com/x#frag", "https://api.example.com:/", "https://api.example.com:0/",
        "https://api.example.com:65536/", "https://api.example.com:-1/", "https://api.example.com:+443/",
        "https://api.example.com:443:443/", "https://api.example.com:443a/", "https://[::2]/",
        "https://[::ffff:7f00:1]/",
        "https://[0:0:0:0:0:0:0:1]/", "https://[::1]x/", "https://[::1].example.com/", "https://[::1]:/",
        "https://::1/",
        "https://api.example.com /", "https://api.example.com\t/", "https://api.example.com\n/",
        "https://api.exa\u{0}mple.com/",
        " https://api.example.com/", "https://api,example.com/", "https://api;example.com/",
        "https://\(String(repeating: "a", count: 64)).example.com/",
        "https://\(Array(repeating: "abcdefgh", count: 30).joined(separator: "."))/",
    ])
    func `what parsers disagree about is refused, and the field named`(text: String) {
        let error = #expect(throws: InvalidInput.self) { try WebAddress(text, field: "token endpoint") }
        #expect(error?.field == "token endpoint" && error?.remedy.isEmpty == false)
    }

    @Test(arguments: [
        ("https://localhost/", true), ("https://127.0.0.1/", true), ("https://127.255.0.9/", true),
        ("https://[::1]/", true), ("https://127.0.0.1.example.com/", false), ("https://127.0.0/", false),
        ("https://127.0.0.256/", false), ("https://127.0.0.01/", false), ("https://128.0.0.1/", false),
        ("https://localhost.example.com/", false), ("https://evil-localhost/", false), ("https://127.a.0.1/", false),
        ("https://LOCALHOST./", true), ("https://0.0.0.0/", false), ("https://2130706433/", false),
    ])
    func `this machine is told from what looks like it`(text: String, isLoopback: Bool) throws {
        #expect(try WebAddress(text).isLoopback == isLoopback)
    }

    @Test func `decoding reads as strictly as making`() throws {
        let address = try WebAddress("https://api.example.com:8443/x?y")
        let data = try JSONEncoder().encode(address)
        #expect(try JSONDecoder().decode(WebAddress.self, from: data) == address)
        for forged in [
            #""https://u@evil.example.net/""#, #"{"scheme":"https","host":"evil.example.net/@x","path":"/"}"#, "1",
        ] {
            #expect(throws: (any Error).self) { try JSONDecoder().decode(WebAddress.self, from: Data(forged.utf8)) }
        }
    }
}

@Suite struct HostPatternTests {
    @Test(arguments: [
        ("api.example.com", "api.example.com", true), ("API.Example.com", "api.example.com", true),
        ("api.example.com", "example.com", false), ("api.example.com", "x.api.example.com", false),
        ("api.example.com", "api.example.com.evil.com", false), ("api.example.com", "api-example.com", false),
        ("api.example.com", "apiXexample.com", false), ("*.example.com", "api.example.com", true),
        ("*.Example.com", "a.b.example.com", true), ("*.example.com", "example.com", false),
        ("*.example.com", "evil-example.com", false), ("*.example.com", "evilexample.com", false),
        ("*.example.com", "example.com.evil.com", false), ("*.example.com", "api.example.com.evil.com", false),
        ("*.example.com", ".example.com", false), ("*", "api.example.com", false), ("", "api.example.com", false),
        ("*.", "api.example.com", false), ("api.*.com", "api.example.com", false), ("[::1]", "[::1]", true),
    ])
    func `a host matches or does not`(pattern: String, host: String, matches: Bool) {
        #expect(HostPattern(pattern).matches(host) == matches)
    }

    @Test(arguments: ["api.example.com", "*.example.com", "localhost", "127.0.0.1", "[::1]", "Api.Example.com"])
    func `a usable pattern is accepted`(text: String) throws {
        try HostPattern(text).validate(field: "hosts")
    }

    @Test(arguments: [
        "", "*", "*.", "*.com", "*.localhost", "*.[::1]", "**.example.com", "api.*.com", "api.example.com/", "a b.com",
        "api.example.com:443", "user@api.example.com", "bücher.example", "api%2eexample.com", ".example.com",
        "api.example.com.", "*.com.", "*.example.com.", "*..example.com", "https://api.example.com", "[::2]",
    ])
    func `a pattern that could match too much or nothing is refused`(text: String) {
        let error = #expect(throws: InvalidInput.self) { try HostPattern(text).validate(field: "hosts") }
        #expect(error?.field == "hosts" && error?.remedy.contains("*.example.com") == true)
    }

    @Test func `a credential goes only to the connector's hosts over TLS`() async throws {
        let world = World { $0.allowsLoopbackHTTP = true }
        let (_, books) = try await world.connectedBooks()
        let credential = try await books.credential(at: world.sale, for: nil)
        for address in ["https://api.example.com/", "https://API.example.com.:8443/x"] {
            #expect(try credential.parts(for: try WebAddress(address)).count == 1)
        }
        for address in [
            "http://api.example.com/", "https://example.com/", "https://api.example.com.evil.com/",
            "https://evil-api.example.com/", "https://localhost/", "http://localhost/",
        ] {
            let error = #expect(throws: CredentialError.self) { try credential.parts(for: try WebAddress(address)) }
            #expect(error?.code == .hostNotAllowed)
        }
    }
}
