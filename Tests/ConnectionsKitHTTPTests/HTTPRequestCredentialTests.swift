import ConnectionsKit
import ConnectionsKitHTTP
import ConnectionsKitTesting
import HTTPTypes
import Testing

@Suite struct HTTPRequestCredentialTests {
    static func connector(_ placement: CredentialField.Placement) -> Connector {
        Connector(
            id: "service", name: "Service", category: "Test",
            authentication: .apiKey([CredentialField("key", label: "Key", placement: placement)]),
            hosts: ["api.example.com"])
    }

    static func credential(_ placement: CredentialField.Placement, key: String = "k y&") throws -> Credential {
        try Credential(
            access: SecretFields([("key", Secret(key))]).encoded, of: .fixture(), grant: .fixture(),
            connector: self.connector(placement), allowsLoopbackHTTP: false)
    }

    static let keyField = HTTPField.Name("X-Key") ?? .accept

    static func request(_ host: String = "api.example.com", scheme: String = "https") -> HTTPRequest {
        HTTPRequest(method: .get, scheme: scheme, authority: host, path: "/v1/things?a=1")
    }

    @Test func `a key goes into its header, after its prefix`() throws {
        var request = Self.request()
        try request.authorize(with: try Self.credential(.header(name: "X-Key", prefix: "Key ")))
        #expect(request.headerFields[Self.keyField] == "Key k y&")
        #expect(request.path == "/v1/things?a=1")
    }

    @Test func `a key goes into the query, encoded, behind what is there`() throws {
        var request = Self.request()
        try request.authorize(with: try Self.credential(.query(name: "key")))
        #expect(request.path == "/v1/things?a=1&key=k+y%26")
    }

    @Test func `a key goes into the form, behind what is there`() throws {
        var request = Self.request()
        var form = Array("text=hello".utf8)
        try request.authorize(with: try Self.credential(.form(name: "key")), form: &form)
        #expect(String(decoding: form, as: UTF8.self) == "text=hello&key=k+y%26")
    }

    @Test func `a key for a form is refused where there is none, and the request stays as it is`() throws {
        var request = Self.request()
        let credential = try Self.credential(.form(name: "key"))
        let error = #expect(throws: CredentialError.self) { try request.authorize(with: credential) }
        #expect(error?.code == .invalidInput)
        #expect(request == Self.request())
    }

    @Test(arguments: [
        ("evil.example.com", "https"), ("api.example.com.evil.com", "https"), ("api.example.com", "http"),
        ("127.0.0.1", "http"), ("user@api.example.com", "https"), ("api.example.com%2e", "https"), ("", "https"),
        ("äpi.example.com", "https"),
    ])
    func `no credential goes to another host, or without TLS`(_ host: String, _ scheme: String) throws {
        var request = Self.request(host, scheme: scheme)
        let before = request
        let credential = try Self.credential(.header(name: "X-Key", prefix: ""))
        #expect(throws: CredentialError.self) { try request.authorize(with: credential) }
        #expect(request == before)
    }

    @Test(arguments: ["API.example.com", "api.example.com.", "api.example.com:443"])
    func `the connector's own host is found in every spelling`(_ host: String) throws {
        var request = Self.request(host)
        try request.authorize(with: try Self.credential(.header(name: "X-Key", prefix: "")))
        #expect(request.headerFields[Self.keyField] == "k y&")
    }

    @Test func `a reply and an error print no body`() {
        let reply = HTTPReply(response: HTTPResponse(status: .ok), body: Array("canary".utf8))
        #expect("\(reply) \(String(reflecting: reply))".contains("canary") == false)
        #expect(Mirror(reflecting: reply).children.isEmpty)
    }
}
