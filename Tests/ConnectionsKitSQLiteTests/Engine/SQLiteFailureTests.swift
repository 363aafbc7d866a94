import CSQLite
import Foundation
import Testing

@testable import ConnectionsKitSQLite

@Suite struct SQLiteFailureTests {
    @Test func `a text file is told as no database, and stays as it is`() throws {
        let folder = try TemporaryFolder()
        let text = Data(String(repeating: "This is no database.\n", count: 200).utf8)
        try text.write(to: URL(fileURLWithPath: folder.file()))
        let refused = try #require(
            failure { () throws(SQLiteFailure) in _ = try Database.fixture(at: folder.file()) })
        #expect(refused.kind == .notDatabase)
        #expect(refused.code == SQLITE_NOTADB)
        #expect(refused.message.contains(folder.file()))
        #expect(try Data(contentsOf: URL(fileURLWithPath: folder.file())) == text)
        #expect(try folder.names() == ["store.sqlite"])
    }

    @Test func `overwritten pages are damage`() throws {
        let folder = try TemporaryFolder()
        try Self.makeDamagedFile(folder.file())
        let database = try Database.open(.file(folder.file()))
        let found = failure { () throws(SQLiteFailure) in
            _ = try database.all("SELECT link_name FROM connections") { row throws(SQLiteFailure) in try row.text() }
        }
        #expect(found?.kind == .damaged)
        #expect(found.map { $0.code & 0xFF } == SQLITE_CORRUPT)
        #expect(failure { () throws(SQLiteFailure) in try database.quickCheck() }?.kind == .damaged)
        var migrator = Migrator.fixture
        migrator.checksIntegrity = true
        #expect(failure { () throws(SQLiteFailure) in try migrator.migrate(database) }?.kind == .damaged)
    }

    @Test func `a sound file passes the check`() throws {
        let folder = try TemporaryFolder()
        var migrator = Migrator.fixture
        migrator.checksIntegrity = true
        try migrator.migrate(try Database.fixture(at: folder.file()))
    }

    @Test(arguments: ["missing/store.sqlite", "", "a\u{0}b", "."])
    func `a path that no file can have cannot be opened`(name: String) throws {
        let folder = try TemporaryFolder()
        let path = name.isEmpty ? "" : folder.file(name)
        let refused = try #require(failure { () throws(SQLiteFailure) in _ = try Database.open(.file(path)) })
        #expect(refused.kind == .cannotOpen)
        #expect(refused.message.contains("Check that its folder exists"))
    }

    @Test func `a missing file cannot be opened for reading, and is not made`() throws {
        let folder = try TemporaryFolder()
        let refused = failure { () throws(SQLiteFailure) in _ = try Database.open(.file(folder.file()), .readOnly) }
        #expect(refused?.kind == .cannotOpen)
        #expect(try folder.names().isEmpty)
    }

    @Test(arguments: ["deleted", "moved", "replaced"])
    func `a file that vanished takes no more commits`(how: String) throws {
        let folder = try TemporaryFolder()
        let path = folder.file()
        let database = try Database.fixture(at: path)
        let reading = try Database.open(.file(path), .readOnly)
        _ = try reading.dataVersion()
        switch how {
        case "deleted": try FileManager.default.removeItem(atPath: path)
        case "moved": try FileManager.default.moveItem(atPath: path, toPath: folder.file("moved"))
        default:
            try Data().write(to: URL(fileURLWithPath: folder.file("new")))
            _ = unsafe rename(folder.file("new"), path)
        }
        let refused = failure { () throws(SQLiteFailure) in
            try database.transaction { () throws(SQLiteFailure) in try database.addConnection("people") }
        }
        #expect(refused?.kind == .vanished)
        #expect(try database.connectionCount() == 1)
        #expect(failure { () throws(SQLiteFailure) in _ = try reading.dataVersion() }?.kind == .vanished)
    }

    @Test func `an interrupted statement says so`() throws {
        let database = try Database.fixture()
        unsafe sqlite3_progress_handler(database.connection, 100, { _ in 1 }, nil)
        let endless = "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) SELECT max(i) FROM n"
        #expect(failure { () throws(SQLiteFailure) in try database.run(endless) }?.kind == .interrupted)
        unsafe sqlite3_progress_handler(database.connection, 0, nil, nil)
        #expect(try database.connectionCount() == 0)
    }

    @Test func `a full database keeps what it had`() throws {
        let folder = try TemporaryFolder()
        let database = try Database.fixture(at: folder.file())
        try database.execute("PRAGMA max_page_count = 12")
        let refused = failure { () throws(SQLiteFailure) in
            try database.transaction { () throws(SQLiteFailure) in
                try database.addConnection("before")
                try database.addConnection(String(repeating: "x", count: 100_000))
            }
        }
        #expect(refused?.kind == .full)
        #expect(try database.connectionCount() == 1)
        try database.addConnection("people")
    }

    private static let codes: [(code: Int32, systemError: Int32, kind: SQLiteFailure.Kind)] = [
        (SQLITE_BUSY, 0, .busy), (SQLITE_LOCKED, 0, .busy), (SQLITE_PROTOCOL, 0, .busy),
        (SQLITE_BUSY + 2 * 256, 0, .busy), (SQLITE_FULL, 0, .full), (SQLITE_READONLY, 0, .readOnly),
        (SQLITE_READONLY + 4 * 256, 0, .vanished), (SQLITE_CORRUPT, 0, .damaged), (SQLITE_NOTADB, 0, .notDatabase),
        (SQLITE_CORRUPT + 3 * 256, 0, .damaged), (SQLITE_IOERR + 33 * 256, 0, .damaged),
        (SQLITE_IOERR + 32 * 256, 0, .damaged), (SQLITE_IOERR + 4 * 256, EIO, .inputOutput),
        (SQLITE_IOERR + 19 * 256, ENOSPC, .full), (SQLITE_IOERR + 3 * 256, EDQUOT, .full),
        (SQLITE_IOERR + 12 * 256, 0, .other), (SQLITE_IOERR + 27 * 256, 0, .vanished),
        (SQLITE_CANTOPEN, ENOENT, .cannotOpen), (SQLITE_CANTOPEN, ENOSPC, .full), (SQLITE_PERM, 0, .permissionDenied),
        (SQLITE_AUTH, 0, .permissionDenied), (SQLITE_CANTOPEN, EACCES, .permissionDenied),
        (SQLITE_INTERRUPT, 0, .interrupted), (SQLITE_NOMEM, 0, .other),
        (SQLITE_TOOBIG, 0, .other), (SQLITE_MISUSE, 0, .other), (SQLITE_ERROR, 0, .other),
    ]

    @Test(arguments: Self.codes)
    func `a result code has its kind`(code: Int32, systemError: Int32, kind: SQLiteFailure.Kind) {
        let found = SQLiteFailure(code: code, systemError: systemError, text: "canary", file: "store.sqlite")
        #expect(found.kind == kind)
        #expect(found.message.hasPrefix("The database \"store.sqlite\" "))
        #expect(found.message.contains("SQLite result code \(code)"))
        #expect(found.message.hasSuffix("."))
        #expect(!found.description.contains("canary"))
    }

    /// Makes a file whose header and schema are sound and whose rows are not.
    private static func makeDamagedFile(_ path: String) throws {
        do {
            let database = try Database.fixture(at: path)
            for number in 0..<500 { try database.addConnection("link_name_\(number)") }
        }
        let handle = try FileHandle(forUpdating: URL(fileURLWithPath: path))
        let size = try handle.seekToEnd()
        try handle.seek(toOffset: 4096)
        try handle.write(contentsOf: Data(repeating: 0xA5, count: Int(size) - 4096))
        try handle.close()
    }
}
