import ConnectionsKit
import ConnectionsKitHTTP
import ConnectionsKitOAuth
import HTTPTypes
import Testing

@Suite struct RefreshTests {
    @Test func `the token is sent once, within the limit that was asked for`() async throws {
        let transport = ScriptedTransport(200, "{\"access_token\":\"a\",\"expires_in\":\"60\"}")
        let obtained = try await OAuthProvider(transport).refresh(.fixture(limit: .milliseconds(1_250)))
        #expect(obtained.access.reveal() == "a")
        #expect(obtained.refresh == nil)
        #expect(obtained.lifetime == .seconds(60))
        let call = try #require(transport.calls.first)
        #expect(transport.calls.count == 1)
        #expect(call.limits.timeout == .milliseconds(1_250))
        #expect(call.limits.maximumBodyBytes == HTTPLimits.token.maximumBodyBytes)
        #expect(
            String(decoding: call.body, as: UTF8.self) == "grant_type=refresh_token&refresh_token=\(Canary.refresh)")
    }

    @Test func `an endpoint for renewals takes the place of the token endpoint, there alone`() async throws {
        let connector = Connector.fixture { $0.endpoints.refresh = "https://login.example/renew" }
        let transport = ScriptedTransport(200, CompleteTests.granted)
        _ = try await OAuthProvider(transport).refresh(.fixture(connector))
        _ = try await OAuthProvider(transport).complete(
            .fixture(connector, callback: "state=s&code=c&iss=https%3A%2F%2Flogin.example"))
        #expect(transport.calls.map(\.request.path) == ["/renew", "/token"])
    }

    @Test(arguments: [("", 3_600), (",\"expires_in\":60", 60)])
    func `a life that the answer does not tell is assumed`(member: String, seconds: Int) async throws {
        let connector = Connector.fixture { $0.assumedLifetime = .seconds(3_600) }
        let transport = ScriptedTransport(200, "{\"access_token\":\"a\"\(member)}")
        let obtained = try await OAuthProvider(transport).refresh(.fixture(connector))
        #expect(obtained.lifetime == .seconds(seconds))
    }

    @Test func `an endpoint's own query is kept`() async throws {
        let transport = ScriptedTransport(200, CompleteTests.granted)
        let connector = Connector.fixture { $0.endpoints.token = "https://login.example:444/t?p=b2c" }
        _ = try await OAuthProvider(transport).refresh(.fixture(connector))
        let request = try #require(transport.calls.first).request
        #expect(request.authority == "login.example:444" && request.path == "/t?p=b2c")
    }

    static let replies: [(Int, String, CredentialError.Code)] = [
        (400, "{\"error\":\"invalid_grant\"}", .refused), (401, "{\"error\":\"invalid_grant\"}", .refused),
        (200, "{\"error\":\"invalid_code\"}", .refused), (400, "{\"error\":\"invalid_client\"}", .configuration),
        (401, "", .configuration), (307, "", .configuration), (429, "", .transient), (500, "<html>", .transient),
        (200, "Access Denied", .transient), (502, "", .outcomeUnknown), (200, "", .outcomeUnknown),
        (200, "{\"access_token\":\"a", .outcomeUnknown), (200, "{\"refresh_token\":\"r\"}", .outcomeUnknown),
        (200, "{\"access_token\":\"a\",\"token_type\":\"DPoP\"}", .outcomeUnknown), (206, "x", .outcomeUnknown),
    ]

    @Test(arguments: Self.replies)
    func `an answer without tokens has its class`(status: Int, body: String, code: CredentialError.Code) async throws {
        let transport = ScriptedTransport(status, body, fields: [.location: "https://login.example/token"])
        let error = try await failure { try await OAuthProvider(transport).refresh(.fixture()) }
        #expect(error.code == code)
        #expect(transport.calls.count == 1)
    }

    @Test func `a token that came with an error is kept`() async throws {
        let transport = ScriptedTransport(200, "{\"error\":\"warning\",\"access_token\":\"a\"}")
        #expect(try await OAuthProvider(transport).refresh(.fixture()).access.reveal() == "a")
    }

    @Test func `a token in an error reply is not taken`() async throws {
        let transport = ScriptedTransport(400, "{\"access_token\":\"a\"}")
        #expect(try await failure { try await OAuthProvider(transport).refresh(.fixture()) }.code == .configuration)
    }

    @Test(arguments: [
        [0xFF, 0xFE, 0x00], Array("{\"access_token\":\"a\u{0}\"}".utf8), [UInt8](repeating: 0x5B, count: 100_000),
        Array("{\"access_token\":\"".utf8) + [0xC3, 0x28] + Array("\"}".utf8),
    ]) func `bytes that are no answer leave the outcome unknown`(bytes: [UInt8]) async throws {
        let transport = ScriptedTransport(reply: HTTPReply(200, bytes: bytes))
        #expect(try await failure { try await OAuthProvider(transport).refresh(.fixture()) }.code == .outcomeUnknown)
    }

    @Test(arguments: ["http://login.example/token", "nonsense", "https://login.example/#f"])
    func `a token is not sent to an address that is not safe`(address: String) async throws {
        let transport = ScriptedTransport(200, CompleteTests.granted)
        let connector = Connector.fixture { $0.endpoints.token = address }
        let error = try await failure { try await OAuthProvider(transport).refresh(.fixture(connector)) }
        #expect(error.code == .configuration)
        #expect(transport.calls.isEmpty)
    }

    @Test func `a lost call says whether it may have arrived`() async throws {
        for mayHaveBeenSent in [true, false] {
            let transport = ScriptedTransport(
                failing: HTTPTransportError(.interrupted, "broken", mayHaveBeenSent: mayHaveBeenSent))
            let error = try await failure { try await OAuthProvider(transport).refresh(.fixture()) }
            #expect(error.code == (mayHaveBeenSent ? .outcomeUnknown : .transient))
            #expect(error.cause is HTTPTransportError)
        }
    }
}
