import ConnectionsKit
import ConnectionsKitHTTP
import ConnectionsKitOAuth
import ConnectionsKitOAuthTesting
import HTTPTypes
import Testing

@Suite struct ClientAuthenticationTests {
    static func basic(_ credentials: String) -> String {
        "Basic " + Base64.encode(Array(credentials.utf8), .standard)
    }

    static let lawful: [(String, String?, [FormField])] = [
        ("app", Scenario.basic, []),
        ("app", Scenario.basic, [FormField("client_id", "app")]),
        ("app", "bAsIc" + Scenario.basic.dropFirst(5), []),
        ("posting app", nil, [FormField("client_id", "posting app"), FormField("client_secret", "p0st")]),
        ("desktop", nil, [FormField("client_id", "desktop")]),
        ("desktop", nil, [FormField("client_id", "desktop"), FormField("client_secret", "")]),
    ]

    @Test(arguments: lawful, ["/token", "/revoke"]) func `a client authenticates as it was registered`(
        client: (name: String, authorization: String?, fields: [FormField]), path: String
    ) throws {
        var scenario = try Scenario()
        let fields = [
            FormField("token", "unknown"), FormField("grant_type", "refresh_token"),
            FormField("refresh_token", "unknown"),
        ]
        let reply = scenario.post(path, fields + client.fields, authorization: client.authorization)
        #expect(path == "/token" ? reply.error == "invalid_grant" : reply.response.status == .ok, "\(client.name)")
    }

    static let unlawful: [(String, String?, [FormField])] = [
        ("nobody", nil, []),
        ("an unknown client", nil, [FormField("client_id", "nobody")]),
        ("an unknown client by Basic", basic("nobody:x"), []),
        ("a wrong secret", basic("app:wrong"), []),
        ("no secret", basic("app:"), []),
        ("a secret that is not form-encoded", basic("app:s3cret: %+&"), []),
        ("no colon", basic("app"), []),
        ("no base 64", "Basic app:s3cret", []),
        ("no credentials", "Basic", []),
        ("another scheme", "Bearer abc", []),
        ("Basic and post mixed up", nil, [FormField("client_id", "app"), FormField("client_secret", "s3cret: %+&")]),
        ("post and Basic mixed up", basic("posting+app:p0st"), []),
        ("a confidential client without secret", nil, [FormField("client_id", "app")]),
        ("a public client with a secret", nil, [FormField("client_id", "desktop"), FormField("client_secret", "x")]),
        ("a public client by Basic", basic("desktop:"), []),
        ("a wrong secret in the body", nil, [FormField("client_id", "posting app"), FormField("client_secret", "x")]),
        ("a secret alone", nil, [FormField("client_secret", "p0st")]),
    ]

    @Test(arguments: unlawful, ["/token", "/revoke"]) func `any other way is refused`(
        client: (name: String, authorization: String?, fields: [FormField]), path: String
    ) throws {
        var scenario = try Scenario()
        let fields = Scenario.redemption("x") + [FormField("token", "x")] + client.fields
        let reply = scenario.post(path, fields, authorization: client.authorization)
        #expect(reply.response.status == .unauthorized, "\(client.name)")
        #expect(reply.error == "invalid_client")
        #expect(reply.response.headerFields[.wwwAuthenticate]?.hasPrefix("Basic realm=") == true)
    }

    @Test(arguments: ["/token", "/revoke"]) func `two ways at once are refused`(path: String) throws {
        var scenario = try Scenario()
        let both = [FormField("client_id", "posting app"), FormField("client_secret", "p0st"), FormField("token", "x")]
        #expect(scenario.post(path, both, authorization: Scenario.basic).error == "invalid_request")
    }

    @Test func `a repeated Authorization field is refused`() throws {
        var scenario = try Scenario()
        var request = HTTPRequest(method: .post, scheme: "https", authority: "login.example", path: "/token")
        request.headerFields[.contentType] = "application/x-www-form-urlencoded"
        request.headerFields[values: .authorization] = [Scenario.basic, Scenario.basic]
        let body = Array(FormEncoding.encode(Scenario.redemption("x")).utf8)
        let reply = scenario.server.respond(to: request, body: body, at: scenario.now)
        #expect(reply.error == "invalid_request")
    }

    @Test func `a replaced secret locks the old one out and keeps the grants`() throws {
        var scenario = try Scenario()
        let tokens = try scenario.tokens()
        var client = Scenario.clients[0]
        client.authentication = .basic(secret: "new")
        try scenario.server.replace(client)
        #expect(scenario.refresh(tokens.refresh).error == "invalid_client")
        client.authentication = .basic(secret: "s3cret: %+&")
        try scenario.server.replace(client)
        #expect(scenario.refresh(tokens.refresh).response.status == .ok)
    }
}
