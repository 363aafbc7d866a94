import Foundation
import Testing

@testable import ConnectionsKitSQLite

@Suite struct MigratorTests {
    @Test func `a new file gets every step, and opening it again changes nothing`() throws {
        let folder = try TemporaryFolder()
        let database = try Database.open(.file(folder.file()))
        #expect(try Migrator.fixture.version(of: database) == 0)
        try Migrator.fixture.migrate(database)
        #expect(try Migrator.fixture.version(of: database) == 2)
        try database.addConnection("books")
        let before = try database.dataVersion()
        try Migrator.fixture.migrate(try Database.open(.file(folder.file())))
        #expect(try database.dataVersion() == before)
    }

    @Test func `an older file gets the steps that it lacks`() throws {
        let folder = try TemporaryFolder()
        let database = try Database.open(.file(folder.file()))
        var older = Migrator.fixture
        older.steps.removeLast()
        try older.migrate(database)
        try database.addConnection("books")
        try Migrator.fixture.migrate(database)
        #expect(try Migrator.fixture.version(of: database) == 2)
        #expect(try database.connectionCount() == 1)
        try database.run("INSERT INTO grants (connection, uses) VALUES (?, ?)", 1, 0)
    }

    @Test func `a newer file is refused and left as it is`() throws {
        let folder = try TemporaryFolder()
        let database = try Database.fixture(at: folder.file())
        var older = Migrator.fixture
        older.steps.removeLast()
        let refused = try #require(failure { () throws(SQLiteFailure) in try older.migrate(database) })
        #expect(refused.kind == .newerSchema(found: 2, supported: 1))
        #expect(refused.message.contains("schema version 2"))
        #expect(refused.message.contains("Update the library"))
        #expect(try Migrator.fixture.version(of: database) == 2)
    }

    @Test(
        arguments: [
            ("PRAGMA application_id = 252006673; CREATE TABLE t (a)", 252_006_673), ("CREATE TABLE t (a)", 0),
            ("PRAGMA user_version = 7", 0), ("PRAGMA application_id = -5", -5),
        ] as [(String, Int32)])
    func `a database of another application is refused and left as it is`(sql: String, id: Int32) throws {
        let folder = try TemporaryFolder()
        do { try Database.open(.file(folder.file())).execute(sql) }
        let before = try Data(contentsOf: URL(fileURLWithPath: folder.file()))
        let refused = try #require(
            failure { () throws(SQLiteFailure) in _ = try Database.fixture(at: folder.file()) })
        #expect(refused.kind == .foreign(applicationID: id))
        #expect(refused.message.contains("belongs to another application"))
        #expect(try Data(contentsOf: URL(fileURLWithPath: folder.file())) == before)
        #expect(try folder.names() == ["store.sqlite"])
    }

    @Test func `an impossible version is damage`() throws {
        let database = try Database.fixture()
        try database.execute("PRAGMA user_version = -1")
        #expect(failure { () throws(SQLiteFailure) in try Migrator.fixture.migrate(database) }?.kind == .damaged)
    }

    @Test func `a step that fails leaves the version before it`() throws {
        let database = try Database.open(.memory)
        var broken = Migrator.fixture
        broken.steps[1] = "CREATE TABLE half (a); INSERT INTO nowhere VALUES (1);"
        let refused = try #require(failure { () throws(SQLiteFailure) in try broken.migrate(database) })
        #expect(refused.kind == .other)
        #expect(refused.message.contains("no such table: nowhere"))
        #expect(try Migrator.fixture.version(of: database) == 1)
        #expect(try database.firstInteger("SELECT count(*) FROM sqlite_schema WHERE name = 'half'") == 0)
        try Migrator.fixture.migrate(database)
        #expect(try Migrator.fixture.version(of: database) == 2)
    }

    @Test(arguments: ["BEGIN", "BEGIN IMMEDIATE", "BEGIN EXCLUSIVE"])
    func `the change to a write-ahead log waits for every lock, within bounds`(lock: String) throws {
        let folder = try TemporaryFolder()
        let holder = try Database.open(.file(folder.file()))
        let database = try Database.open(.file(folder.file()), busyTimeout: .milliseconds(400))
        try holder.execute("CREATE TABLE t (a); \(lock); SELECT * FROM t")
        let start = ContinuousClock.now
        let refused = failure { () throws(SQLiteFailure) in try database.useWriteAheadLog() }
        let waited = ContinuousClock.now - start
        #expect(refused?.kind == .busy)
        #expect(waited >= .milliseconds(400))
        #expect(waited < .seconds(30))
        #expect(try database.firstInteger("PRAGMA busy_timeout") == 400)
        try holder.execute("COMMIT")
        try database.useWriteAheadLog()
        #expect(try database.firstText("PRAGMA journal_mode") == "wal")
    }

    @Test(arguments: 0..<20) func `many connections may open a new file at once`(round: Int) async throws {
        let folder = try TemporaryFolder()
        let path = folder.file()
        let failures = await withTaskGroup(of: SQLiteFailure?.self) { group in
            for index in 0..<8 {
                group.addTask {
                    do throws(SQLiteFailure) {
                        let engine = try await SQLiteEngine.open(
                            .file(path), migrator: .fixture, busyTimeout: .seconds(60))
                        try await engine.writer.write { database throws(SQLiteFailure) in
                            try database.addConnection("link\(index)")
                        }
                        return nil
                    } catch {
                        return error
                    }
                }
            }
            return await group.reduce(into: []) { $0.append($1) }.compactMap { $0 }
        }
        #expect(failures.isEmpty)
        #expect(try Database.open(.file(path), .readOnly).connectionCount() == 8)
    }

    @Test func `many processes may open a new file at once`() async throws {
        let folder = try TemporaryFolder()
        let path = folder.file()
        await withTaskGroup(of: Void.self) { group in
            for index in 0..<4 {
                group.addTask {
                    await #expect(processExitsWith: .success) { [path = path as String, index = index as Int] in
                        let database = try Database.open(.file(path), busyTimeout: .seconds(60))
                        try Migrator.fixture.migrate(database)
                        for number in 0..<20 { try database.addConnection("link\(index)_\(number)") }
                    }
                }
            }
        }
        let database = try Database.open(.file(path), .readOnly)
        #expect(try database.connectionCount() == 80)
        #expect(try database.firstText("PRAGMA journal_mode") == "wal")
    }

    @Test func `another process meets a lock as busy, and reads on`() async throws {
        let folder = try TemporaryFolder()
        let path = folder.file()
        let database = try Database.fixture(at: path)
        try database.execute("BEGIN IMMEDIATE")
        await #expect(processExitsWith: .success) { [path = path as String] in
            let other = try Database.open(.file(path), busyTimeout: .milliseconds(10))
            try Migrator.fixture.migrate(other)
            #expect(try other.connectionCount() == 1)
            let refused = try #require(failure { () throws(SQLiteFailure) in try other.addConnection("people") })
            #expect(refused.kind == .busy)
            #expect(refused.message.contains("Try again"))
        }
        try database.execute("COMMIT")
    }
}
