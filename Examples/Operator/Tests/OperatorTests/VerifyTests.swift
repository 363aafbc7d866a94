import ConnectionsKit
import Testing

@testable import Operator

@Suite struct VerifyTests {
    /// Writes a record into a trail as somebody does who has not its key.
    private func forge(_ estate: Estate) async throws {
        var changes = ChangeSet()
        changes.record(
            AuditEntry(account: "acme", at: estate.time.now, actor: .system, action: .revoke, changed: ["status"]))
        try await estate.store.commit(changes) { _, _, _ in [1, 2, 3] }
    }

    private func verify(_ estate: Estate, _ words: String...) async -> Shell.Result {
        await estate.shell.run(["verify", "--database", estate.database, "--keys", estate.keys] + words)
    }

    @Test func `whole trails are told with their records`() async throws {
        let estate = try await Estate.lived()
        let result = await self.verify(estate)
        #expect(result.status == 0 && result.answer.hasPrefix("acme: ") && result.answer.hasSuffix(": all intact\n"))
        let json = try await self.verify(estate, "--json").json()
        #expect(json.keys == ["isIntact", "trails"] && json["isIntact"].bool == true)
        #expect(json["trails"][0].keys == ["account", "isIntact", "after", "last", "count", "broken"])
        #expect(json["trails"].array.map(\.["account"].string) == ["acme", "maker"])
        #expect(json["trails"][0]["broken"].isNull && json["trails"][0]["last"].int == json["trails"][0]["count"].int)
    }

    @Test func `a trail that breaks says where, and the others are verified all the same`() async throws {
        let estate = try await Estate.lived()
        let last = try #require(try await self.verify(estate, "--json").json()["trails"][0]["last"].int)
        try await self.forge(estate)
        let result = await self.verify(estate)
        #expect(result.status == 1 && result.answer.contains("acme: BROKEN at record \(last + 1), which is missing"))
        #expect(result.answer.contains("maker: ") && result.answer.hasSuffix("1 broken\n"))
        let json = try await self.verify(estate, "--json").json()
        #expect(json["isIntact"].bool == false && json["trails"][0]["broken"].int == last + 1)
    }

    @Test func `a verification goes on from a record`() async throws {
        let estate = try await Estate.lived()
        let json = try await self.verify(estate, "--account", "acme", "--from", "5", "--json").json()
        #expect(json["trails"].array.count == 1 && json["trails"][0]["after"].int == 5)
        let beyond = await self.verify(estate, "--account", "acme", "--from", "500")
        #expect(beyond.status == 1 && beyond.answer.contains("BROKEN at record 500"))
        let everywhere = await self.verify(estate, "--from", "5")
        #expect(everywhere.status == 64)
    }

    @Test func `a trail is verified without other keys by none`() async throws {
        let estate = try await Estate.lived()
        let result = await estate.shell.run("verify", "--database", estate.database)
        #expect(result.status == 64 && result.aside.contains("--keys PATH or --keys-env VARIABLE"))
    }

    @Test func `progress is one line that is written over on a terminal`() async throws {
        let estate = try await Estate.lived()
        var shell = estate.shell
        shell.canRewrite = true
        let words = ["verify", "--database", estate.database, "--keys", estate.keys]
        let result = await shell.run(words)
        #expect(result.aside.hasPrefix("\racme: verified up to record ") && result.aside.hasSuffix("\r\u{1B}[K"))
        let quiet = await shell.run(words + ["--quiet"])
        #expect(quiet.aside.isEmpty && quiet.answer == result.answer)
    }
}
