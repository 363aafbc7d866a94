import ConnectionsKit
import ConnectionsKitSQLite
import Foundation
import Testing

@testable import Operator

@Suite struct BackupTests {
    private func backUp(_ estate: Estate, _ words: String...) async -> Shell.Result {
        await estate.shell.run(["backup", "\(estate.folder)/copy.sqlite", "--database", estate.database] + words)
    }

    @Test func `a copy is made, checked, and holds what the database holds`() async throws {
        let estate = try await Estate.lived()
        let result = await self.backUp(estate, "--keys", estate.keys, "--json")
        let json = try result.json()
        #expect(result.status == 0 && json.keys == ["path", "takenAt", "size", "pages", "schemaVersion", "trails"])
        #expect(json["takenAt"].string == "2026-01-01T01:00:31Z" && json["trails"]["isIntact"].bool == true)
        let beside = try FileManager.default.contentsOfDirectory(atPath: estate.folder).filter { $0.hasPrefix("copy") }
        #expect(beside == ["copy.sqlite"])
        let copy = try await SQLiteConnectionStore.open(at: "\(estate.folder)/copy.sqlite", time: estate.time.source)
        #expect(try await copy.counts() == estate.store.counts())
    }

    @Test func `a copy without keys says what was not verified`() async throws {
        let estate = try await Estate.lived()
        let result = await self.backUp(estate)
        #expect(result.status == 0 && result.answer.contains("audit trails: not verified, since no keys were given"))
        #expect(result.aside.contains("note: no keys were given"))
        #expect(await self.backUp(estate, "--quiet").status == 2)
    }

    @Test func `a file that is there is left as it is`() async throws {
        let estate = try await Estate.lived()
        for path in ["\(estate.folder)/other", estate.database] {
            if path != estate.database { try Data("precious".utf8).write(to: URL(fileURLWithPath: path)) }
            let before = try Data(contentsOf: URL(fileURLWithPath: path))
            let result = await estate.shell.run("backup", path, "--database", estate.database, "--json")
            #expect(result.status == 2, "\(result.aside)")
            #expect(try result.json()["error"]["code"].string == "exists")
            #expect(try Data(contentsOf: URL(fileURLWithPath: path)) == before)
        }
    }

    @Test func `a trail that breaks in the copy is a finding`() async throws {
        let estate = try await Estate.lived()
        var changes = ChangeSet()
        changes.record(AuditEntry(account: "acme", at: estate.time.now, actor: .system, action: .revoke))
        try await estate.store.commit(changes) { _, _, _ in [1, 2, 3] }
        let result = await self.backUp(estate, "--keys", estate.keys)
        #expect(result.status == 1 && result.answer.contains("acme: BROKEN"))
        #expect(FileManager.default.fileExists(atPath: "\(estate.folder)/copy.sqlite"))
    }
}
