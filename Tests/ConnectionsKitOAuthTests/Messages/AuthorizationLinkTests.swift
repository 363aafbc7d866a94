import ConnectionsKit
import ConnectionsKitOAuth
import Testing

@Suite struct AuthorizationLinkTests {
    private static func url(
        at endpoint: String = "https://login.example/authorize", scopes: [String] = ["a.read", "b:write"],
        state: String = "st&te =+~é", _ change: (inout OAuth2Facts) -> Void = { _ in }
    ) throws -> String {
        let connector = Connector.fixture(change)
        let link = try AuthorizationLink(
            clientID: "app 1", redirectURI: "https://app.example/cb?tenant=1&x=2", state: state, scopes: scopes,
            challenge: "E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM",
            facts: try #require(connector.authentication.oauth2))
        return link.url(at: try WebAddress(endpoint))
    }

    @Test func `all parameters are there, encoded`() throws {
        #expect(
            try Self.url() == "https://login.example/authorize?response_type=code&client_id=app+1"
                + "&redirect_uri=https%3A%2F%2Fapp.example%2Fcb%3Ftenant%3D1%26x%3D2&scope=a.read+b%3Awrite"
                + "&state=st%26te+%3D%2B%7E%C3%A9&code_challenge=E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM"
                + "&code_challenge_method=S256")
    }

    @Test func `scopes are joined as the service wants them`() throws {
        #expect(try Self.url { $0.scopeSeparator = "," }.contains("&scope=a.read%2Cb%3Awrite&"))
        #expect(try !Self.url(scopes: []).contains("scope="))
    }

    @Test func `the service's own parameters follow in a fixed order`() throws {
        let url = try Self.url { $0.authorizationParameters = ["prompt": "consent", "access_type": "offline"] }
        #expect(url.hasSuffix("&code_challenge_method=S256&access_type=offline&prompt=consent"))
    }

    @Test(arguments: [
        ("https://login.example/a?p=b2c", "https://login.example/a?p=b2c&response_type=code&"),
        ("https://login.example/a?", "https://login.example/a?response_type=code&"),
        ("https://login.example", "https://login.example/?response_type=code&"),
        ("https://LOGIN.example:8443/a", "https://login.example:8443/a?response_type=code&"),
    ]) func `a query that the endpoint has is kept`(endpoint: String, start: String) throws {
        #expect(try Self.url(at: endpoint).hasPrefix(start))
    }

    @Test(arguments: [
        "state", "client_id", "redirect_uri", "scope", "code_challenge", "code_challenge_method", "response_type",
        "request", "request_uri",
    ])
    func `an extra parameter may not take the place of one that is set`(name: String) {
        for scopes in [["a"], []] {
            let error = #expect(throws: CredentialError.self) {
                try Self.url(scopes: scopes) { $0.authorizationParameters = [name: "x"] }
            }
            #expect(error?.code == .configuration)
            #expect(error?.message.contains("\"\(name)\"") == true)
        }
    }
}
