import ConnectionsKitHTTP
import ConnectionsKitOAuthTesting
import HTTPTypes
import Testing

@Suite struct DeterminismTests {
    /// Every byte and header field that a whole story gives.
    func story(seed: UInt64) throws -> [String] {
        var scenario = try Scenario(seed: seed)
        var replies = [scenario.authorize()]
        let first = scenario.redeem(try scenario.code())
        replies.append(first)
        replies.append(scenario.refresh(try Tokens(first).refresh))
        replies.append(scenario.refresh(try Tokens(first).refresh))
        replies.append(scenario.get("/.well-known/oauth-authorization-server"))
        return replies.map { "\($0.response.status) \($0.response.headerFields.map(\.description)) \($0.text)" }
    }

    @Test(arguments: [0, 1, .max] as [UInt64]) func `one seed gives the same bytes`(seed: UInt64) throws {
        #expect(try self.story(seed: seed) == self.story(seed: seed))
    }

    @Test func `another seed gives other tokens`() throws {
        #expect(try self.story(seed: 1)[1] != self.story(seed: 2)[1])
    }

    @Test func `a copy goes its own way`() throws {
        var scenario = try Scenario()
        let tokens = try scenario.tokens()
        var copy = scenario
        copy.server.revokeGrants(user: "maria", client: "app")
        #expect(copy.refresh(tokens.refresh).error == "invalid_grant")
        #expect(scenario.refresh(tokens.refresh).response.status == .ok)
    }

    @Test func `no token is made twice`() throws {
        var scenario = try Scenario { $0.rotation = .always(gracePeriod: .zero) }
        var tokens = try scenario.tokens()
        var seen: Set<String> = [tokens.access, tokens.refresh]
        for _ in 0..<500 {
            tokens = try Tokens(scenario.refresh(tokens.refresh))
            #expect(seen.insert(tokens.access).inserted && seen.insert(tokens.refresh).inserted)
        }
    }
}
