import ConnectionsKit
import Testing

@testable import Operator

@Suite struct ExplainGrantTests {
    private func explain(
        _ estate: Estate, _ user: UserID, _ connector: ConnectorID, _ words: String...
    ) async throws -> Shell.Result {
        let grant = try await estate.grant(by: user, at: connector)
        return await estate.shell.run(
            ["explain", "grant", grant.id.description, "--database", estate.database] + words)
    }

    @Test func `a grant that the service refused says why and what to do`() async throws {
        let estate = try await Estate.lived()
        let result = try await self.explain(estate, "adam", "zoho_books")
        let grant = try await estate.grant(by: "adam", at: "zoho_books")
        #expect(result.status == 1)
        #expect(
            result.answer == """
                Grant \(grant.id) of acme
                  Zoho Books Account 1 at zoho_books, admin, authorized by adam at 2026-01-01T00:00:00Z
                  status: needsReauthorization
                  Somebody must authorize again: the service no longer accepts the authorization.

                Tokens
                  health: -, token version 1
                  access token ends: 2026-01-01T01:00:00Z
                  last refresh: none yet; next: none
                  last failure: invalid_grant (terminal) at 2026-01-01T01:00:01Z, 1 in a row since 2026-01-01T01:00:01Z

                Serves
                  "Zoho Books" (zoho_books) in production: not connected. Authorize the connection again: the service no \
                longer accepts the authorization.

                No task gets a credential of it. Next: Authorize the connection again: the service no longer accepts the \
                authorization.

                """)
    }

    @Test func `a grant whose answer was lost says until when tasks wait`() async throws {
        let estate = try await Estate.lived()
        let result = try await self.explain(estate, "maria", "zoho_sheets")
        #expect(result.status == 1 && result.answer.contains("the answer to the last refresh was lost"))
        #expect(result.answer.contains("No task gets a credential of it before 2026-01-01T01:01:01Z"))
        let json = try await self.explain(estate, "maria", "zoho_sheets", "--json").json()
        #expect(json["waitsUntil"].string == "2026-01-01T01:01:01Z")
        #expect(json["tokens"]["isOutcomeUnknown"].bool == true && json["tokens"]["health"].string == "outcomeUnknown")
    }

    @Test func `a grant in use ends with 0, under keys that are always there`() async throws {
        let estate = try await Estate.lived()
        let result = try await self.explain(estate, "adam", "twilio", "--json", "--account", "acme")
        let json = try result.json()
        #expect(result.status == 0)
        #expect(
            json.keys == [
                "grant", "account", "connector", "kind", "accountName", "authorizedBy", "user", "authorizedAt",
                "grantedScopes", "status", "explanation", "revocation", "tokens", "uses", "waitsUntil",
            ])
        #expect(
            json["tokens"].keys == [
                "version", "health", "expiresAt", "lastRefreshedAt", "nextRefreshAt", "failure", "isOutcomeUnknown",
            ])
        #expect(
            json["uses"][0].keys == [
                "connection", "linkName", "environment", "isShared", "user", "isConnected", "missingScopes",
                "nextAction",
            ])
        #expect(json["status"].string == "authorized" && json["uses"][0]["isConnected"].bool == true)
    }

    @Test func `a grant that was revoked says what became of it at the service`() async throws {
        let estate = try await Estate.lived()
        let result = try await self.explain(estate, "nils", "zoho_sheets")
        #expect(result.status == 1 && result.answer.contains("revocation at the service: queued"))
    }

    @Test func `a grant of another account is not there`() async throws {
        let estate = try await Estate.lived()
        let result = try await self.explain(estate, "adam", "twilio", "--account", "maker")
        #expect(result.status == 2 && result.aside.contains("There is no grant"))
        let nonsense = await estate.shell.run("explain", "grant", "nonsense", "--database", estate.database)
        #expect(nonsense.status == 64)
    }
}
