import ConnectionsKitHTTP
import HTTPTypes
import Testing

/// A request that is sound but for one thing, and a word that the refusal must hold.
struct MalformedRequest: Sendable, CustomTestStringConvertible {
    let testDescription: String
    let names: String
    var method = HTTPRequest.Method.get
    var scheme: String? = "https"
    var authority: String? = "example.com"
    var path: String? = "/"
    var body: [UInt8]?
    var fields: HTTPFields = [:]
    var limits = HTTPLimits()

    init(_ description: String, names: String, _ change: (inout MalformedRequest) -> Void) {
        self.testDescription = description
        self.names = names
        change(&self)
    }

    static var all: [MalformedRequest] {
        Self.addresses + Self.messages + Self.limits + Self.hosts + Self.ports + Self.paths + Self.dotSegments
            + Self.reservedFields
    }

    private static let addresses = [
        MalformedRequest("no scheme", names: "scheme") { $0.scheme = nil },
        MalformedRequest("another scheme", names: "scheme") { $0.scheme = "ftp" },
        MalformedRequest("no authority", names: "authority") { $0.authority = nil },
        MalformedRequest("an empty authority", names: "authority") { $0.authority = "" },
        MalformedRequest("no path", names: "path") { $0.path = nil },
        MalformedRequest("an empty path", names: "path") { $0.path = "" },
        MalformedRequest("a relative path", names: "path") { $0.path = "a" },
        MalformedRequest("a star for a path", names: "path") { $0.path = "*" },
        MalformedRequest("a userinfo", names: "userinfo") { $0.authority = "user:password@example.com" },
        MalformedRequest("a fragment", names: "fragment") { $0.path = "/a#b" },
    ]

    private static let messages = [
        MalformedRequest("a GET with a body", names: "body") { $0.body = [1] },
        MalformedRequest("a HEAD with a body", names: "body") { request in
            request.method = .head
            request.body = [1]
        },
        MalformedRequest("CONNECT", names: "method") { $0.method = .connect },
        MalformedRequest("TRACE", names: "method") { $0.method = .trace },
        MalformedRequest("a control character in a field", names: "Accept") { request in
            request.fields.append(HTTPField(name: .accept, lenientValue: [0x61, 0x01]))
        },
        MalformedRequest("a field that is not UTF-8", names: "Accept") { request in
            request.fields.append(HTTPField(name: .accept, lenientValue: [0xFF]))
        },
    ]

    private static let limits = [
        MalformedRequest("no time", names: "limits.timeout") { $0.limits.timeout = .zero },
        MalformedRequest("less than no time", names: "limits.timeout") { $0.limits.timeout = .seconds(-1) },
        MalformedRequest("too much time", names: "limits.timeout") { $0.limits.timeout = .seconds(Int64.max) },
        MalformedRequest("a negative size", names: "limits.maximumBodyBytes") { $0.limits.maximumBodyBytes = -1 },
    ]

    private static let hosts = Self.each(
        [
            "a b", "ex_ample.com", "ex\u{E4}mple.com", "a%2eb", "a..b", ".a", ".", "127.1", "0x7f.1", "2130706433",
            "127.0.0.01", "1.2.3.256", "[::1", "::1", "[localhost]", "[::1]x", "a/b", "a?b", "a\\b", "[fe80::1%25a]",
        ], of: "host", names: "host"
    ) { $0.authority = $1 }

    private static let ports = Self.each(
        ["", "0", "65536", "-1", "8o", "1:2", "+80", " 80"], of: "port", names: "port"
    ) { $0.authority = "example.com:" + $1 }

    private static let paths = Self.each(
        [
            "/a b", "/\u{E9}", "/a\tb", "/\u{7F}a", "/%", "/%zz", "/a?b=%2", "/a\"b", "/<a>", "/a\\b", "/a^b", "/{a}",
            "/a|b", "/a?`",
        ], of: "path", names: "path"
    ) { $0.path = $1 }

    private static let dotSegments = Self.each(
        ["/../a", "/a/..", "/./a", "/a/%2E%2e/b", "/a/.?b"], of: "path", names: "dot segment"
    ) { $0.path = $1 }

    private static let reservedFields = Self.each(
        [
            "Connection", "Content-Length", "Expect", "Host", "Keep-Alive", "Proxy-Authorization", "Proxy-Connection",
            "TE", "Trailer", "Transfer-Encoding", "Upgrade",
        ], of: "field", names: "field"
    ) { request, name in
        if let name = HTTPField.Name(name) { request.fields[name] = "1" }
    }

    private static func each(
        _ texts: [String], of part: String, names: String, _ change: (inout MalformedRequest, String) -> Void
    ) -> [MalformedRequest] {
        texts.map { text in
            MalformedRequest("the \(part) '\(text)'", names: names) { change(&$0, text) }
        }
    }
}
