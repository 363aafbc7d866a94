import CSQLite
import Foundation
import Testing

@testable import ConnectionsKitSQLite

/// A step forward is whole or not there, whatever happens in it.
@Suite struct MigrationTests {
    private let folder: TemporaryFolder

    init() throws { self.folder = try TemporaryFolder() }

    /// A file of version 2 with 100 connections, which no process has open.
    private func makeSecondVersion() throws {
        let database = try Database.fixture(at: self.folder.file())
        for number in 1..<100 { try database.addConnection("link\(number)") }
    }

    private func expectSecondVersion() throws {
        let database = try Database.open(.file(self.folder.file()))
        #expect(try Migrator.third.version(of: database) == 2)
        #expect(try database.connectionCount() == 100)
        #expect(try database.firstInteger("SELECT count(*) FROM sqlite_schema WHERE name = 'uses'") == 0)
        #expect(
            try database.firstInteger("SELECT count(*) FROM pragma_table_info('connections') WHERE name = 'note'") == 0)
        try database.quickCheck()
    }

    private func expectThirdVersion() throws {
        let database = try Database.open(.file(self.folder.file()))
        try Migrator.third.migrate(database)
        #expect(try Migrator.third.version(of: database) == 3)
        #expect(try database.firstInteger("SELECT count(*) FROM uses") == 50_000)
        #expect(try database.firstInteger("SELECT count(*) FROM connections WHERE note = 'third'") == 100)
        try database.quickCheck()
    }

    @Test(arguments: KillMoment.allCases)
    func `a killed step leaves the old version whole, or the new one`(_ moment: KillMoment) async throws {
        try self.makeSecondVersion()
        let path = self.folder.file()
        await #expect(processExitsWith: .signal(SIGKILL)) { [path = path as String, moment = moment as KillMoment] in
            let database = try Database.open(.file(path))
            _ = try Migrator.third.version(of: database)
            moment.arm(database)
            try Migrator.third.migrate(database)
        }
        if moment == .afterCommit {
            let database = try Database.open(.file(path))
            #expect(try Migrator.third.version(of: database) == 3)
        } else {
            try self.expectSecondVersion()
        }
        try self.expectThirdVersion()
    }

    @Test func `a step that fails in the middle leaves the old version whole, and the store of it usable`() throws {
        try self.makeSecondVersion()
        var broken = Migrator.third
        broken.steps[2] += "INSERT INTO uses (id, note) VALUES (1, 'a second one');"
        let database = try Database.open(.file(self.folder.file()))
        let refused = failure { () throws(SQLiteFailure) in try broken.migrate(database) }
        #expect(refused?.kind == .constraint(ConstraintViolation(.unique, name: "uses.id")))
        try self.expectSecondVersion()
        try database.execute("DELETE FROM connections WHERE link_name = 'link1'")
        try database.addConnection("link1")
        try self.expectThirdVersion()
    }

    @Test func `processes that migrate at once run each step once`() async throws {
        try self.makeSecondVersion()
        let path = self.folder.file()
        await withTaskGroup(of: Void.self) { group in
            for _ in 0..<4 {
                group.addTask {
                    await #expect(processExitsWith: .success) { [path = path as String] in
                        let database = try Database.open(.file(path), busyTimeout: .seconds(60))
                        try Migrator.third.migrate(database)
                        #expect(try database.firstInteger("SELECT count(*) FROM uses") == 50_000)
                    }
                }
            }
        }
        try self.expectThirdVersion()
    }

    @Test func `a process of the old version that has the file open goes on until it opens it again`() throws {
        try self.makeSecondVersion()
        let old = try Database.open(.file(self.folder.file()))
        #expect(try old.connectionCount() == 100)
        try self.expectThirdVersion()
        try old.addConnection("from the old version")
        let refused = failure { () throws(SQLiteFailure) in try Migrator.fixture.migrate(old) }
        #expect(refused?.kind == .newerSchema(found: 3, supported: 2))
    }

    @Test func `a full page limit in a step leaves the old version whole`() throws {
        try self.makeSecondVersion()
        let database = try Database.open(.file(self.folder.file()))
        try database.execute("PRAGMA max_page_count = 60")
        let refused = failure { () throws(SQLiteFailure) in try Migrator.third.migrate(database) }
        #expect(refused?.kind == .full)
        try self.expectSecondVersion()
        try self.expectThirdVersion()
    }
}
