import ConnectionsKit
import ConnectionsKitHTTP
import ConnectionsKitOAuth
import ConnectionsKitOAuthTesting
import HTTPTypes
import Testing

@Suite struct DiscoveryTests {
    private static func document(_ issuer: String) -> String {
        "{\"issuer\":\"\(issuer)\",\"authorization_endpoint\":\"https://a.example/a\",\"token_endpoint\":\"https://a.example/t\"}"
    }

    /// A transport that knows these paths and answers 404 to all others.
    private static func transport(_ pages: [String: HTTPReply]) -> ScriptedTransport {
        ScriptedTransport { (request) throws(HTTPTransportError) in pages[request.path ?? ""] ?? HTTPReply(404, "no") }
    }

    private static func discover(_ issuer: String, _ transport: any HTTPTransport) async throws -> ServerMetadata {
        try await ServerMetadata.discover(issuer: issuer, transport: transport)
    }

    static let places: [(String, [String])] = [
        ("https://a.example", ["/.well-known/oauth-authorization-server", "/.well-known/openid-configuration"]),
        ("https://a.example/", ["/.well-known/oauth-authorization-server", "/.well-known/openid-configuration"]),
        (
            "https://a.example/tenant/1",
            [
                "/.well-known/oauth-authorization-server/tenant/1", "/tenant/1/.well-known/openid-configuration",
                "/.well-known/openid-configuration/tenant/1",
            ]
        ),
        (
            "https://a.example/tenant/",
            [
                "/.well-known/oauth-authorization-server/tenant", "/tenant/.well-known/openid-configuration",
                "/.well-known/openid-configuration/tenant",
            ]
        ),
    ]

    @Test(arguments: Self.places) func `each well-known address is asked in turn`(issuer: String, paths: [String])
        async throws
    {
        for (index, path) in paths.enumerated() {
            let transport = Self.transport([path: HTTPReply(200, Self.document(issuer))])
            #expect(try await Self.discover(issuer, transport).issuer == issuer)
            #expect(transport.calls.map(\.request.path) == paths.prefix(index + 1).map { $0 })
            #expect(transport.calls.allSatisfy { $0.request.method == .get && $0.body.isEmpty })
        }
        let transport = Self.transport([:])
        let error = try await failure { try await Self.discover(issuer, transport) }
        #expect(error.code == .configuration)
        #expect(transport.calls.map(\.request.path) == paths)
    }

    @Test func `a page in the place of a document does not hide the next one`() async throws {
        let transport = Self.transport([
            "/.well-known/oauth-authorization-server": HTTPReply(200, "<html>"),
            "/.well-known/openid-configuration": HTTPReply(200, Self.document("https://a.example")),
        ])
        #expect(try await Self.discover("https://a.example", transport).tokenEndpoint == "https://a.example/t")
    }

    @Test func `another issuer's document is refused`() async throws {
        let transport = Self.transport([
            "/.well-known/oauth-authorization-server": HTTPReply(200, Self.document("https://b.example"))
        ])
        let error = try await failure { try await Self.discover("https://a.example", transport) }
        #expect(error.code == .invalidResponse)
    }

    @Test func `a redirect is not followed`() async throws {
        let transport = ScriptedTransport(302, fields: [.location: "https://b.example/"])
        let error = try await failure { try await Self.discover("https://a.example", transport) }
        #expect(error.code == .configuration)
        #expect(transport.calls.count == 2)
    }

    @Test(arguments: [429, 500, 503]) func `a server that fails is asked again later`(status: Int) async throws {
        let transport = ScriptedTransport(status, fields: [.retryAfter: "5"])
        let error = try await failure { try await Self.discover("https://a.example", transport) }
        #expect(error.code == .transient && error.retryAfter == .seconds(5))
        #expect(transport.calls.count == 1)
    }

    @Test func `a lost question is no lost outcome`() async throws {
        let transport = ScriptedTransport(failing: HTTPTransportError(.timedOut, "late", mayHaveBeenSent: true))
        #expect(try await failure { try await Self.discover("https://a.example", transport) }.code == .transient)
    }

    @Test(arguments: [
        "http://a.example", "http://127.0.0.1", "a.example", "https://a.example/?x=1", "https://a.example/#f",
        "https://u@a.example",
    ]) func `an issuer that is no safe address is refused before any call`(issuer: String) async throws {
        let transport = Self.transport([:])
        #expect(try await failure { try await Self.discover(issuer, transport) }.code == .configuration)
        #expect(transport.calls.isEmpty)
    }

    @Test func `a server in this process is discovered and used`() async throws {
        var scenario = try Scenario()
        let metadata = try await Self.discover(Scenario.issuer, scenario.server)
        #expect(metadata.promisesIssuer && metadata.codeChallengeMethods == ["S256"])
        let known = try #require(scenario.connector.authentication.oauth2)
        var endpoints = known.endpoints
        endpoints.deviceAuthorization = "https://login.example/device_authorization"
        endpoints.pushedAuthorization = "https://login.example/par"
        #expect(metadata.facts.endpoints == endpoints)
        #expect(metadata.introspectionEndpoint == "https://login.example/introspect")
        #expect(metadata.clientAuthentications == [.basic, .post, .privateKeyJWT, .none])
        _ = try await scenario.obtain()
    }
}
