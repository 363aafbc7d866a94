import ConnectionsKitOAuthTesting
import Testing

@Suite struct RegistrationTests {
    typealias Client = AuthorizationServer.Client

    @Test(arguments: [
        "", "login.example", "ftp://login.example", "https://", "https:///path", "https://login.example/",
        "https://login.example?x=1", "https://login.example#x", "https://user@login.example", "HTTPS://login.example",
    ])
    func `an issuer that RFC 8414 does not allow is refused`(issuer: String) {
        let error = #expect(throws: AuthorizationServerError.self) { try AuthorizationServer(issuer: issuer) }
        #expect(error?.code == .invalidIssuer)
    }

    @Test(arguments: [
        "/callback", "app.example/callback", "https://", "https://app.example/callback#x", "https://*.example/callback",
        "https://app.example/*", "http://app.example/callback", "http://127.0.0.1.example/",
        "http://localhost.example/",
        "https://app.example/a b", "https://app.example/é", "https://user@app.example/", "javascript:alert(1)",
        "app:/callback", "",
    ])
    func `a redirect address that could lead astray is refused`(address: String) {
        let client = Client(id: "app", authentication: .none, redirectURIs: [address], scopes: ["a"])
        let error = #expect(throws: AuthorizationServerError.self) {
            try AuthorizationServer(issuer: "https://login.example", clients: [client])
        }
        #expect(error?.code == .invalidClient)
    }

    @Test(arguments: [
        "https://app.example/callback", "https://app.example:8443/callback?tenant=1", "http://127.0.0.1:7000/callback",
        "http://localhost/callback", "http://[::1]:7000/callback", "com.example.app:/callback",
    ])
    func `a lawful redirect address is taken`(address: String) throws {
        let client = Client(id: "app", authentication: .none, redirectURIs: [address], scopes: ["a"])
        _ = try AuthorizationServer(issuer: "https://login.example", clients: [client])
    }

    static let unlawful: [Client] = [
        Client(id: "", authentication: .none, redirectURIs: [], scopes: []),
        Client(id: "é", authentication: .none, redirectURIs: [], scopes: []),
        Client(id: "app", authentication: .basic(secret: ""), redirectURIs: [], scopes: []),
        Client(id: "app", authentication: .post(secret: "a\n"), redirectURIs: [], scopes: []),
        Client(id: "app", authentication: .none, redirectURIs: [], scopes: ["two words"]),
        Client(id: "app", authentication: .none, redirectURIs: [], scopes: [""]),
        {
            var client = Client(id: "app", authentication: .none, redirectURIs: [], scopes: ["a"])
            client.defaultScopes = ["b"]
            return client
        }(),
    ]

    @Test(arguments: unlawful.indices) func `an unlawful client is refused`(index: Int) throws {
        var server = try AuthorizationServer(issuer: "https://login.example")
        let client = Self.unlawful[index]
        #expect(throws: AuthorizationServerError.self) { try server.add(client) }
        try server.add(Client(id: "app", authentication: .none, redirectURIs: [], scopes: []))
        #expect(throws: AuthorizationServerError.self) { try server.replace(client) }
    }

    @Test func `names are taken once, and only what is there is replaced`() throws {
        var server = try AuthorizationServer(issuer: "https://login.example")
        let client = Client(id: "app", authentication: .none, redirectURIs: [], scopes: [])
        #expect(self.code { try server.replace(client) } == .missing)
        try server.add(client)
        #expect(self.code { try server.add(client) } == .exists)
        let user = AuthorizationServer.User(name: "maria", password: "x")
        try server.add(user)
        #expect(self.code { try server.add(user) } == .exists)
        let resource = AuthorizationServer.Resource(name: "numbers")
        try server.add(resource)
        #expect(self.code { try server.add(resource) } == .exists)
    }

    @Test func `unlawful users and resources are refused`() throws {
        var server = try AuthorizationServer(issuer: "https://login.example")
        #expect(self.code { try server.add(AuthorizationServer.User(name: "", password: "x")) } == .invalidUser)
        #expect(self.code { try server.add(AuthorizationServer.User(name: "x", password: "")) } == .invalidUser)
        for name in ["", "a/b", "a b", "é"] {
            let resource = AuthorizationServer.Resource(name: name)
            #expect(self.code { try server.add(resource) } == .invalidResource)
        }
        let resource = AuthorizationServer.Resource(name: "a", readScope: "b", writeScope: "two words")
        #expect(self.code { try server.add(resource) } == .invalidResource)
    }

    private func code(_ body: () throws -> Void) -> AuthorizationServerError.Code? {
        do {
            try body()
            return nil
        } catch {
            return (error as? AuthorizationServerError)?.code
        }
    }
}
