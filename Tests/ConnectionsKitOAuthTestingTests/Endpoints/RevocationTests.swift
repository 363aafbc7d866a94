import ConnectionsKit
import ConnectionsKitHTTP
import ConnectionsKitOAuth
import ConnectionsKitOAuthTesting
import HTTPTypes
import Testing

@Suite struct RevocationTests {
    func revoke(_ token: String, _ scenario: inout Scenario, hint: String? = nil) -> HTTPReply {
        let fields = [FormField("token", token)] + (hint.map { [FormField("token_type_hint", $0)] } ?? [])
        return scenario.post("/revoke", fields)
    }

    @Test(arguments: [nil, "refresh_token", "access_token", "nonsense"]) func `a refresh token takes its grant with it`(
        hint: String?
    ) throws {
        var scenario = try Scenario()
        let first = try scenario.tokens()
        let other = try scenario.tokens()
        let second = try Tokens(scenario.refresh(first.refresh))
        #expect(self.revoke(second.refresh, &scenario, hint: hint).response.status == .ok)
        for token in [first.access, second.access] {
            #expect(scenario.resource("numbers", token: token).response.status == .unauthorized)
        }
        #expect(scenario.refresh(second.refresh).error == "invalid_grant")
        #expect(scenario.resource("numbers", token: other.access).response.status == .ok)
    }

    @Test func `a spent refresh token takes its grant with it too`() throws {
        var scenario = try Scenario()
        let first = try scenario.tokens()
        let second = try Tokens(scenario.refresh(first.refresh))
        #expect(self.revoke(first.refresh, &scenario).response.status == .ok)
        #expect(scenario.refresh(second.refresh).error == "invalid_grant")
    }

    @Test func `an access token takes only itself`() throws {
        var scenario = try Scenario()
        let tokens = try scenario.tokens()
        #expect(self.revoke(tokens.access, &scenario).response.status == .ok)
        #expect(scenario.resource("numbers", token: tokens.access).response.status == .unauthorized)
        #expect(scenario.refresh(tokens.refresh).response.status == .ok)
    }

    @Test(arguments: [true, false]) func `with the longer reach any token takes all grants of user and client`(
        isRefreshToken: Bool
    ) throws {
        var scenario = try Scenario { $0.revocationReach = .grant }
        let first = try scenario.tokens()
        let second = try scenario.tokens()
        scenario.browser = AuthorizationBrowser(userName: "jon", password: "other")
        let foreign = try scenario.tokens()
        let token = isRefreshToken ? first.refresh : first.access
        #expect(self.revoke(token, &scenario).response.status == .ok)
        #expect(scenario.refresh(second.refresh).error == "invalid_grant")
        #expect(scenario.refresh(foreign.refresh).response.status == .ok)
        #expect(scenario.server.liveGrantCount(user: "maria", client: "app") == 0)
    }

    @Test(arguments: ["guess", "refresh-guess", "access-guess"]) func `an unknown token is no error`(
        token: String
    ) throws {
        var scenario = try Scenario()
        let reply = self.revoke(token, &scenario)
        #expect(reply.response.status == .ok)
        #expect(reply.body.isEmpty)
    }

    @Test func `a revoked token is no error`() throws {
        var scenario = try Scenario()
        let tokens = try scenario.tokens()
        for _ in 0..<2 { #expect(self.revoke(tokens.refresh, &scenario).response.status == .ok) }
    }

    @Test(arguments: [true, false], [AuthorizationServer.RevocationReach.token, .grant])
    func `nobody revokes another client's token`(
        isRefreshToken: Bool, reach: AuthorizationServer.RevocationReach
    ) throws {
        var scenario = try Scenario { $0.revocationReach = reach }
        let tokens = try scenario.tokens()
        let fields = [
            FormField("token", isRefreshToken ? tokens.refresh : tokens.access),
            FormField("client_id", "posting app"), FormField("client_secret", "p0st"),
        ]
        #expect(scenario.post("/revoke", fields, authorization: nil).error == "invalid_grant")
        #expect(scenario.resource("numbers", token: tokens.access).response.status == .ok)
        #expect(scenario.refresh(tokens.refresh).response.status == .ok)
    }

    @Test func `the token must be there, once`() throws {
        var scenario = try Scenario()
        #expect(scenario.post("/revoke", []).error == "invalid_request")
        #expect(scenario.post("/revoke", [FormField("token", "")]).error == "invalid_request")
        #expect(
            scenario.post("/revoke", [FormField("token", "a"), FormField("token", "b")]).error == "invalid_request")
        #expect(scenario.post("/revoke?token=a", [FormField("token", "a")]).error == "invalid_request")
        let reply = scenario.post("/revoke", [FormField("token", "a")], contentType: "application/json")
        #expect(reply.error == "invalid_request")
    }
}
