import ConnectionsKitOAuthTesting
import Testing

@Suite struct RedactionTests {
    static let canary = "canary-7f3a"

    /// Everything that can print a value.
    func prints(_ value: Any) -> String {
        var dumped = ""
        dump(value, to: &dumped)
        return ["\(value)", String(reflecting: value), "\([value])", "\(Optional(value) as Any)", dumped].joined()
    }

    @Test func `no secret prints`() throws {
        let canary = Self.canary
        let clients: [AuthorizationServer.Client] = [
            .init(id: "a", authentication: .basic(secret: canary), redirectURIs: [], scopes: []),
            .init(id: "b", authentication: .post(secret: canary), redirectURIs: [], scopes: []),
        ]
        let user = AuthorizationServer.User(name: "maria", password: canary)
        let server = try AuthorizationServer(issuer: "https://login.example", clients: clients, users: [user])
        let values: [Any] = [
            clients, clients[0].authentication, user, server, InProcessAuthorizationServer(server, now: { .zero }),
            AuthorizationBrowser(userName: "maria", password: canary),
        ]
        for value in values { #expect(!self.prints(value).contains(canary)) }
    }

    @Test func `no token prints`() throws {
        var scenario = try Scenario()
        let reply = scenario.redeem(try scenario.code())
        let tokens = try Tokens(reply)
        let running = InProcessAuthorizationServer(scenario.server, now: { .zero })
        running.inject(.reply(reply))
        for value in [scenario.server, scenario.browser, running, reply] as [Any] {
            let text = self.prints(value)
            #expect(!text.contains(tokens.access) && !text.contains(tokens.refresh))
            #expect(!text.contains("session-") && !text.contains("code-"))
        }
    }

    @Test func `an error names the client and never its secret`() {
        let client = AuthorizationServer.Client(
            id: "app", authentication: .basic(secret: "\(Self.canary)\n"), redirectURIs: [], scopes: [])
        let error = #expect(throws: AuthorizationServerError.self) {
            try AuthorizationServer(issuer: "https://login.example", clients: [client])
        }
        #expect(error?.description.contains("app") == true)
        #expect(error?.description.contains(Self.canary) == false)
    }
}
