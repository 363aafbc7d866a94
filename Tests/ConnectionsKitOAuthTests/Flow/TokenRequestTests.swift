import ConnectionsKit
import ConnectionsKitHTTP
import ConnectionsKitOAuth
import HTTPTypes
import Testing

/// How token requests are written, and what is kept of their answers.
@Suite struct TokenRequestTests {
    @Test func `a service that wants JSON gets JSON`() async throws {
        let connector = Connector.fixture {
            $0.tokenRequestFormat = .json
            $0.clientAuthentication = .post
            $0.tokenParameters = ["audience": "api \"one\""]
        }
        let transport = ScriptedTransport(200, CompleteTests.granted)
        _ = try await OAuthProvider(transport).refresh(.fixture(connector))
        _ = try await OAuthProvider(transport).complete(try .fixture(connector))
        let calls = transport.calls
        for call in calls {
            #expect(call.request.headerFields[.contentType] == "application/json")
            #expect(call.request.headerFields[.accept] == "application/json")
        }
        #expect(
            calls[0].text == """
                {"audience":"api \\"one\\"","client_id":"app","client_secret":"canary-client-secret",\
                "grant_type":"refresh_token","refresh_token":"canary-refresh-token"}
                """)
        #expect(
            JSONReader.value(in: calls[1].body)
                == .object([
                    "grant_type": .string("authorization_code"), "code": .string(Canary.code),
                    "redirect_uri": .string("https://app.example/callback"), "code_verifier": .string(Canary.verifier),
                    "audience": .string("api \"one\""), "client_id": .string("app"),
                    "client_secret": .string(Canary.clientSecret),
                ]))
    }

    @Test func `a client that authenticates by the header does so with JSON as well`() async throws {
        let transport = ScriptedTransport(200, CompleteTests.granted)
        let connector = Connector.fixture { $0.tokenRequestFormat = .json }
        _ = try await OAuthProvider(transport).refresh(.fixture(connector))
        let call = try #require(transport.calls.first)
        #expect(call.request.headerFields[.authorization]?.hasPrefix("Basic ") == true)
        #expect(call.text == "{\"grant_type\":\"refresh_token\",\"refresh_token\":\"canary-refresh-token\"}")
    }

    @Test func `a name that is repeated is an array in JSON`() async throws {
        var connector = ClientCredentialsTests.plain
        connector.change {
            $0.tokenRequestFormat = .json
            $0.resources = ["https://a.example/", "https://b.example/"]
        }
        let transport = ScriptedTransport(200, CompleteTests.granted)
        _ = try await OAuthProvider(transport).complete(ClientCredentialsTests.exchange(connector, scopes: []))
        #expect(
            try #require(transport.calls.first).text == """
                {"grant_type":"client_credentials","resource":["https://a.example/","https://b.example/"]}
                """)
    }

    @Test func `what the connector adds stands in every token request, in its order`() async throws {
        let connector = Connector.fixture { $0.tokenParameters = ["b": "2 &", "a": "1"] }
        let transport = ScriptedTransport(200, CompleteTests.granted)
        _ = try await OAuthProvider(transport).refresh(.fixture(connector))
        #expect(
            try #require(transport.calls.first).text
                == "grant_type=refresh_token&refresh_token=canary-refresh-token&a=1&b=2+%26")
        _ = try await OAuthProvider(transport).complete(try .fixture(connector))
        #expect(transport.calls[1].text.hasSuffix("&a=1&b=2+%26"))
        _ = try await OAuthProvider(transport).revoke(.fixture(connector))
        #expect(!transport.calls[2].text.contains("a=1"))
    }

    @Test(arguments: ["grant_type", "refresh_token", "client_id", "client_secret"])
    func `what the connector adds may not set what the request sets`(name: String) async throws {
        for format in [OAuth2Facts.TokenRequestFormat.form, .json] {
            let connector = Connector.fixture {
                $0.tokenParameters = [name: "other"]
                $0.clientAuthentication = .post
                $0.tokenRequestFormat = format
            }
            let transport = ScriptedTransport(200, CompleteTests.granted)
            let error = try await failure { try await OAuthProvider(transport).refresh(.fixture(connector)) }
            #expect(error.code == .configuration && error.message.contains(name))
            #expect(transport.calls.isEmpty)
        }
    }

    @Test func `each request of a client with a private key has an assertion of its own`() async throws {
        let client = ClientRegistration(
            clientID: "app", secret: Secret(SpecificationKeys.p256), authentication: .privateKeyJWT,
            redirectURI: "https://app.example/callback")
        let transport = ScriptedTransport { (request) throws(HTTPTransportError) in
            request.path == "/revoke"
                ? HTTPReply(400, "{\"error\":\"unsupported_token_type\"}") : HTTPReply(200, CompleteTests.granted)
        }
        let provider = OAuthProvider(clients: PlatformClients(["numbers": client]), transport: transport)
        _ = try await provider.refresh(.fixture())
        #expect(try await !provider.revoke(.fixture()))
        try #require(transport.calls.count == 3)
        #expect(
            transport.calls[0].names == [
                "grant_type", "refresh_token", "client_id", "client_assertion_type", "client_assertion",
            ])
        var identifiers: Set<String?> = []
        for call in transport.calls {
            #expect(call.request.headerFields[.authorization] == nil)
            let token = try DecodedToken(try call.value("client_assertion"))
            #expect(token.claims["aud"]?.text == "https://login.example")
            identifiers.insert(token.claims["jti"]?.text)
        }
        #expect(identifiers.count == 3 && !identifiers.contains(nil))
    }

    // MARK: - Details

    static let telling =
        "{\"access_token\":\"a\",\"instance_url\":\"https://eu1.example\",\"team\":{\"id\":\"T1\"},\"n\":7}"

    @Test func `what the service tells of the account is kept where the connector wants it`() async throws {
        let connector = Connector.fixture { $0.tokenResponseDetails = ["instance_url", "team.id", "missing"] }
        let obtained = try await OAuthProvider(ScriptedTransport(200, Self.telling)).complete(try .fixture(connector))
        #expect(obtained.details == ["instance_url": "https://eu1.example", "team.id": "T1"])
        let plain = try await OAuthProvider(ScriptedTransport(200, Self.telling)).complete(try .fixture())
        #expect(plain.details.isEmpty)
    }

    @Test func `what the callback tells is kept, after what the service said itself`() async throws {
        let connector = Connector.fixture {
            $0.callbackDetails = ["realmId", "instance_url", "missing", "long"]
            $0.tokenResponseDetails = ["instance_url"]
        }
        let callback =
            "state=s&code=c&iss=https%3A%2F%2Flogin.example&realmId=9130&instance_url=https%3A%2F%2Fevil.example"
            + "&other=o&long=\(String(repeating: "x", count: 2_049))"
        let obtained = try await OAuthProvider(ScriptedTransport(200, Self.telling)).complete(
            try .fixture(connector, callback: callback))
        #expect(obtained.details == ["realmId": "9130", "instance_url": "https://eu1.example"])
    }

    @Test func `there are twenty details at most, of both together`() async throws {
        let connector = Connector.fixture {
            $0.tokenResponseDetails = (0..<15).map { "m\($0)" }
            $0.callbackDetails = (0..<15).map { "p\($0)" }
        }
        let answer = "{\"access_token\":\"a\"" + (0..<15).map { ",\"m\($0)\":1" }.joined() + "}"
        let callback = "state=s&code=c&iss=https%3A%2F%2Flogin.example" + (0..<15).map { "&p\($0)=2" }.joined()
        let obtained = try await OAuthProvider(ScriptedTransport(200, answer)).complete(
            try .fixture(connector, callback: callback))
        #expect(obtained.details.count == 20 && obtained.details["m14"] == "1" && obtained.details["p4"] == "2")
    }

    @Test func `a repeated parameter that is asked for is refused before the code is sent`() async throws {
        let callback = "state=s&code=c&iss=https%3A%2F%2Flogin.example&realmId=1&realmId=2"
        let transport = ScriptedTransport(200, Self.telling)
        let asking = Connector.fixture { $0.callbackDetails = ["realmId"] }
        let error = try await failure {
            try await OAuthProvider(transport).complete(try .fixture(asking, callback: callback))
        }
        #expect(error.code == .invalidResponse && error.message.contains("realmId"))
        #expect(transport.calls.isEmpty)
        _ = try await OAuthProvider(transport).complete(try .fixture(callback: callback))
        #expect(transport.calls.count == 1)
    }
}
