import ConnectionsKit
import Testing

@testable import Operator

@Suite struct ExplainTests {
    private func books(_ estate: Estate) async throws -> [String] {
        ["--link-name", "zoho_books", "--installation", try await estate.installation().id.description]
    }

    private func explain(_ estate: Estate, _ words: [String]) async -> Shell.Result {
        await estate.shell.run(
            ["explain", "--database", estate.database, "--account", "acme", "--side", "client"] + words)
    }

    @Test func `a denial names every reason, its rule and who could`() async throws {
        let estate = try await Estate.lived()
        let words = ["--user", "maria", "--role", "liveUser", "--action", "authorize"] + (try await self.books(estate))
        let result = await self.explain(estate, words)
        #expect(result.status == 1)
        #expect(
            result.answer == """
                maria (user) may not authorize the admin connection "Zoho Books": only a super admin, admin or developer \
                of this account can.

                Reasons:
                  refuse by client.authorize-shared: only a super admin, admin or developer of this account can
                Who could: super admin, admin, developer

                """)
        let json = try await self.explain(estate, words + ["--json"]).json()
        #expect(json.keys == ["isAllowed", "sentence", "action", "reasons", "whoCould", "authorization"])
        #expect(json["isAllowed"].bool == false && json["action"].string == "authorize" && json["authorization"].isNull)
        #expect(json["reasons"][0].keys == ["rule", "effect", "explanation", "whoCould"])
        #expect(json["reasons"][0]["effect"].string == "refuse")
        #expect(json["whoCould"].array.map(\.string) == ["super admin", "admin", "developer"])
    }

    @Test func `a permission ends with 0`() async throws {
        let estate = try await Estate.lived()
        let connection = try await estate.connection("zoho_books").id.description
        let result = await self.explain(
            estate, ["--user", "adam", "--role", "admin", "--action", "authorize", "--connection", connection])
        #expect(result.status == 0 && result.answer.hasPrefix("adam (admin) may authorize the admin connection"))
    }

    @Test func `a task that may, but has nothing to use, is told why`() async throws {
        let estate = try await Estate.lived()
        let words = ["--action", "use", "--place", "invokeURL:push_invoice"] + (try await self.books(estate))
        let result = await self.explain(estate, words)
        #expect(result.status == 1 && result.answer.hasPrefix("A task without a user may use"))
        #expect(result.answer.contains("Authorization: not connected"))
        #expect(
            result.answer.contains("Authorize the connection again: the service no longer accepts the authorization."))
        let json = try await self.explain(estate, words + ["--json"]).json()
        #expect(json["authorization"].keys == ["isConnected", "waitsUntil", "grant", "nextAction"])
        #expect(json["isAllowed"].bool == true && json["authorization"]["isConnected"].bool == false)
    }

    @Test func `a task whose service is asked again later is told until when`() async throws {
        let estate = try await Estate.lived()
        let words = [
            "--action", "use", "--place", "pagePanel:home:numbers", "--link-name", "zoho_sheets", "--installation",
            try await estate.installation().id.description, "--user", "maria", "--role", "liveUser",
        ]
        let result = await self.explain(estate, words)
        #expect(result.status == 1 && result.answer.contains("the next is at 2026-01-01T01:01:01Z"))
    }

    @Test func `a connection that nobody authorized there is told so`() async throws {
        let estate = try await Estate.lived()
        let result = await estate.shell.run(
            "explain", "--database", estate.database, "--account", "maker", "--side", "console", "--action", "use",
            "--place", "smsAction:note", "--link-name", "twilio")
        #expect(result.status == 1 && result.answer.contains("Nobody has authorized it in development"))
    }

    @Test(arguments: [
        ("publish", "developer", 1), ("publish", "superAdmin", 0), ("create_connection", "developer", 0),
    ]) func `an action without a connection is decided`(action: String, role: String, status: Int) async throws {
        let estate = try await Estate.lived()
        let result = await estate.shell.run(
            "explain", "decision", "--database", estate.database, "--account", "maker", "--side", "console", "--user",
            "dan", "--role", role, "--action", action, "--application", "estate", "--connector", "zoho_books", "--kind",
            "admin", "--rights", "other=all", "--rights", "estate=development")
        #expect(Int(result.status) == status, "\(result.answer)\(result.aside)")
    }

    @Test func `rights count for their application`() async throws {
        let estate = try await Estate.lived()
        for (rights, status) in [("estate=publish,stage", 0), ("estate=stage", 1), ("other=publish", 1)] {
            let result = await estate.shell.run(
                "explain", "--database", estate.database, "--account", "maker", "--side", "console", "--user", "dan",
                "--role", "developer", "--action", "publish", "--application", "estate", "--rights", rights)
            #expect(Int(result.status) == status, "\(rights): \(result.answer)\(result.aside)")
        }
    }

    @Test(arguments: [
        (["--action", "authorize", "--link-name", "zoho_books"], 64),
        (["--action", "use", "--user", "adam", "--role", "admin"], 64),
        (["--action", "fly", "--user", "adam", "--role", "admin"], 64),
        (["--action", "install", "--user", "adam"], 64),
        (["--action", "create_connection", "--user", "adam", "--role", "admin"], 64),
        (["--action", "authorize", "--user", "adam", "--role", "admin", "--environment", "development"], 64),
        (["--action", "use", "--place", "nowhere", "--link-name", "x"], 64),
        (["--action", "authorize", "--user", "adam", "--role", "admin", "--link-name", "no_such"], 2),
    ]) func `what cannot be asked is refused`(words: [String], status: Int) async throws {
        let estate = try await Estate.lived()
        let result = await self.explain(estate, words)
        #expect(Int(result.status) == status && result.answer.isEmpty && !result.aside.isEmpty, "\(result.aside)")
    }
}
