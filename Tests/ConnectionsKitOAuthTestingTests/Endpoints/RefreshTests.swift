import ConnectionsKit
import ConnectionsKitHTTP
import ConnectionsKitOAuth
import ConnectionsKitOAuthTesting
import HTTPTypes
import Testing

@Suite struct RefreshTests {
    @Test func `a refresh gives new tokens and the old access token stays good`() throws {
        var scenario = try Scenario()
        let first = try scenario.tokens()
        let second = try Tokens(scenario.refresh(first.refresh))
        #expect(second.access != first.access && second.refresh != first.refresh)
        for token in [first.access, second.access] {
            #expect(scenario.resource("numbers", token: token).response.status == .ok)
        }
        #expect(!scenario.server.isLive(first.refresh, at: scenario.now))
        #expect(scenario.server.isLive(second.refresh, at: scenario.now))
        #expect(scenario.server.liveGrantCount(user: "maria", client: "app") == 1)
    }

    @Test func `without rotation the refresh token stays and is not repeated`() throws {
        var scenario = try Scenario { $0.rotation = .never }
        let tokens = try scenario.tokens()
        for _ in 0..<3 {
            let reply = scenario.refresh(tokens.refresh)
            #expect(reply.response.status == .ok)
            #expect(try reply.json()["refresh_token"] == nil)
        }
        #expect(scenario.server.isLive(tokens.refresh, at: scenario.now))
    }

    @Test func `reuse without grace revokes the family at once`() throws {
        var scenario = try Scenario()
        let first = try scenario.tokens()
        let second = try Tokens(scenario.refresh(first.refresh))
        let third = try Tokens(scenario.refresh(second.refresh))
        #expect(scenario.refresh(first.refresh).error == "invalid_grant")
        for token in [first.access, second.access, third.access] {
            #expect(scenario.resource("numbers", token: token).response.status == .unauthorized)
        }
        #expect(scenario.refresh(third.refresh).error == "invalid_grant")
        #expect(scenario.server.liveGrantCount(user: "maria", client: "app") == 0)
    }

    @Test func `reuse in one family leaves others alone`() throws {
        var scenario = try Scenario()
        let other = try scenario.tokens()
        let first = try scenario.tokens()
        _ = try Tokens(scenario.refresh(first.refresh))
        #expect(scenario.refresh(first.refresh).error == "invalid_grant")
        #expect(scenario.refresh(other.refresh).response.status == .ok)
    }

    @Test func `within its grace a spent token works, afterwards it revokes the family`() throws {
        var scenario = try Scenario { $0.rotation = .always(gracePeriod: .seconds(30)) }
        let first = try scenario.tokens()
        let lost = try Tokens(scenario.refresh(first.refresh))
        scenario.now += .milliseconds(29_999)
        let again = try Tokens(scenario.refresh(first.refresh))
        #expect(again.refresh != lost.refresh)
        scenario.now += .milliseconds(1)
        #expect(scenario.server.liveGrantCount(user: "maria", client: "app") == 1)
        #expect(scenario.refresh(first.refresh).error == "invalid_grant")
        #expect(scenario.server.liveGrantCount(user: "maria", client: "app") == 0)
        #expect(scenario.refresh(again.refresh).error == "invalid_grant")
    }

    @Test func `use within the grace does not lengthen it`() throws {
        var scenario = try Scenario { $0.rotation = .always(gracePeriod: .seconds(30)) }
        let first = try scenario.tokens()
        _ = try Tokens(scenario.refresh(first.refresh))
        scenario.now += .seconds(20)
        _ = try Tokens(scenario.refresh(first.refresh))
        scenario.now += .seconds(20)
        #expect(scenario.refresh(first.refresh).error == "invalid_grant")
    }

    static let refusals: [(String, String, [FormField])] = [
        ("no token", "invalid_request", []),
        ("an empty token", "invalid_request", [FormField("refresh_token", "")]),
        ("an unknown token", "invalid_grant", [FormField("refresh_token", "guess")]),
        ("two tokens", "invalid_request", [FormField("refresh_token", "a"), FormField("refresh_token", "b")]),
    ]

    @Test(arguments: refusals) func `a faulty request is refused`(
        name: String, error: String, fields: [FormField]
    ) throws {
        var scenario = try Scenario()
        let reply = scenario.post("/token", [FormField("grant_type", "refresh_token")] + fields)
        #expect(reply.response.status == .badRequest, "\(name)")
        #expect(reply.error == error)
    }

    @Test func `an access token is no refresh token`() throws {
        var scenario = try Scenario()
        let tokens = try scenario.tokens()
        #expect(scenario.refresh(tokens.access).error == "invalid_grant")
        #expect(scenario.resource("numbers", token: tokens.refresh).response.status == .unauthorized)
    }

    @Test func `a refresh token belongs to its client, and another client's try harms nobody`() throws {
        var scenario = try Scenario()
        let first = try scenario.tokens()
        let fields = [
            FormField("grant_type", "refresh_token"), FormField("refresh_token", first.refresh),
            FormField("client_id", "posting app"), FormField("client_secret", "p0st"),
        ]
        #expect(scenario.post("/token", fields, authorization: nil).error == "invalid_grant")
        #expect(scenario.refresh(first.refresh).response.status == .ok)
    }

    @Test func `a refresh may ask for less, and later again for all`() throws {
        var scenario = try Scenario()
        let first = try scenario.tokens()
        let reply = scenario.refresh(first.refresh, scope: "invoices.write")
        #expect(try reply.json()["scope"] == "invoices.write")
        let narrow = try Tokens(reply)
        #expect(scenario.resource("numbers", token: narrow.access).response.status == .forbidden)
        #expect(try scenario.refresh(narrow.refresh).json()["scope"] == "numbers.read invoices.write")
    }

    @Test(arguments: [
        "invoices.read", "numbers.read invoices.read", "everything", "numbers.read  invoices.write", "\"",
    ])
    func `a refresh that asks for more is refused and spends nothing`(scope: String) throws {
        var scenario = try Scenario()
        let tokens = try scenario.tokens()
        #expect(scenario.refresh(tokens.refresh, scope: scope).error == "invalid_scope")
        #expect(scenario.server.isLive(tokens.refresh, at: scenario.now))
    }

    @Test func `a refresh token may have an end, counted from its issue`() throws {
        var scenario = try Scenario { $0.refreshTokenLifetime = .seconds(100) }
        let first = try scenario.tokens()
        scenario.now += .seconds(99)
        let second = try Tokens(scenario.refresh(first.refresh))
        scenario.now += .seconds(100)
        #expect(scenario.refresh(second.refresh).error == "invalid_grant")
        #expect(!scenario.server.isLive(second.refresh, at: scenario.now))
    }

    @Test func `what the user removes at the service is gone`() throws {
        var scenario = try Scenario()
        let tokens = try scenario.tokens()
        scenario.server.revokeGrants(user: "maria", client: "app")
        #expect(scenario.refresh(tokens.refresh).error == "invalid_grant")
        #expect(scenario.resource("numbers", token: tokens.access).response.status == .unauthorized)
    }

    @Test func `access tokens can be ended without their refresh tokens`() throws {
        var scenario = try Scenario()
        let tokens = try scenario.tokens()
        scenario.server.revokeAccessTokens()
        #expect(scenario.resource("numbers", token: tokens.access).response.status == .unauthorized)
        let next = try Tokens(scenario.refresh(tokens.refresh))
        #expect(scenario.resource("numbers", token: next.access).response.status == .ok)
    }
}
