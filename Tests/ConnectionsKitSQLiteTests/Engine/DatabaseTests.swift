import CSQLite
import Testing

@testable import ConnectionsKitSQLite

@Suite struct DatabaseTests {
    @Test(arguments: [
        ("journal_mode", "wal"), ("synchronous", "2"), ("foreign_keys", "1"), ("trusted_schema", "0"),
        ("cell_size_check", "1"), ("fullfsync", "1"), ("busy_timeout", "1500"), ("application_id", "1129005908"),
        ("user_version", "2"), ("encoding", "UTF-8"),
    ])
    func `a migrated file has its settings in force`(pragma: String, expected: String) throws {
        let folder = try TemporaryFolder()
        let database = try Database.open(.file(folder.file()), busyTimeout: .milliseconds(1500))
        try Migrator.fixture.migrate(database)
        let column = pragma == "busy_timeout" ? "timeout" : pragma
        #expect(try database.firstText("SELECT CAST(\"\(column)\" AS TEXT) FROM pragma_\(pragma)") == expected)
    }

    @Test func `a connection that reads has the same settings and cannot write`() throws {
        let folder = try TemporaryFolder()
        let writing = try Database.fixture(at: folder.file())
        let reading = try Database.open(.file(folder.file()), .readOnly)
        #expect(try reading.firstInteger("PRAGMA synchronous") == 2)
        #expect(try reading.connectionCount() == 1)
        let refused = failure { () throws(SQLiteFailure) in try reading.addConnection("people") }
        #expect(refused?.kind == .readOnly)
        #expect(try writing.connectionCount() == 1)
    }

    @Test func `a statement is prepared once and kept`() throws {
        let database = try Database.fixture()
        let sql = "INSERT INTO connections (account, link_name, kind) VALUES ('zylker', ?, ?)"
        for index in 0..<10 { try database.addConnection("link\(index)") }
        let kept = try database.statement(for: sql)
        #expect(unsafe sqlite3_stmt_status(kept.pointer, SQLITE_STMTSTATUS_RUN, 0) == 10)
        #expect(database.preparedCount(of: sql) == 1)
    }

    @Test func `a statement that is running may be used again further down`() throws {
        let database = try Database.fixture()
        for name in ["a", "b", "c"] { try database.addConnection(name) }
        let sql = "SELECT link_name FROM connections ORDER BY link_name"
        let pairs = try database.all(sql) { row throws(SQLiteFailure) in
            let outer = try row.text()
            return try database.all(sql) { row throws(SQLiteFailure) in outer + (try row.text()) }
        }
        #expect(pairs == [["aa", "ab", "ac"], ["ba", "bb", "bc"], ["ca", "cb", "cc"]])
        #expect(database.preparedCount(of: sql) == 1)
    }

    @Test func `kept statements are bounded`() throws {
        let database = try Database.fixture()
        for number in 0..<1_000 { #expect(try database.firstInteger("SELECT \(number)") == Int64(number)) }
        #expect(database.preparedCount() <= 128)
    }

    @Test func `a statement is reset and holds no values after an error`() throws {
        let database = try Database.fixture()
        try database.addConnection("books")
        #expect(throws: SQLiteFailure.self) { try database.addConnection("books") }
        let sql = "INSERT INTO connections (account, link_name, kind) VALUES ('zylker', ?, ?)"
        let kept = try database.statement(for: sql)
        #expect(!kept.isInUse)
        #expect(unsafe sqlite3_stmt_busy(kept.pointer) == 0)
        let expanded = unsafe sqlite3_expanded_sql(kept.pointer)
        defer { unsafe sqlite3_free(expanded) }
        let text = try #require(unsafe expanded.map { unsafe String(cString: $0) })
        #expect(text.hasSuffix("VALUES ('zylker', NULL, NULL)"))
        try database.addConnection("people")
        #expect(try database.connectionCount() == 2)
        #expect(database.preparedCount(of: sql) == 1)
    }

    @Test func `a reader that throws leaves the statement reset`() throws {
        let database = try Database.fixture()
        try database.addConnection("books")
        let sql = "SELECT link_name FROM connections"
        #expect(failure { () throws(SQLiteFailure) in _ = try database.firstInteger(sql) }?.kind == .damaged)
        #expect(unsafe sqlite3_stmt_busy(try database.statement(for: sql).pointer) == 0)
        #expect(try database.firstText(sql) == "books")
    }

    @Test(arguments: [
        "SELECT ?, ?; SELECT 2", "", "-- nothing", "SELECT", "SELECT * FROM nowhere", "SELECT ?", "SELECT ?, ?, ?",
    ])
    func `SQL that is not one statement with two values is refused`(sql: String) throws {
        let database = try Database.fixture()
        let refused = try #require(failure { () throws(SQLiteFailure) in try database.run(sql, 1, "a secret") })
        #expect(refused.kind == .other)
        #expect(!refused.message.contains("a secret"))
        #expect(try database.firstInteger("SELECT 1; ") == 1)
    }

    @Test func `an insert that returns a row commits it`() throws {
        let folder = try TemporaryFolder()
        let database = try Database.fixture(at: folder.file())
        let sql = "INSERT INTO connections (account, link_name) VALUES (?, ?), (?, ?) RETURNING id"
        #expect(try database.firstInteger(sql, "zylker", "a", "zylker", "b") == 2)
        #expect(try Database.open(.file(folder.file()), .readOnly).connectionCount() == 3)
    }

    @Test func `run counts the rows that it changed`() throws {
        let database = try Database.fixture()
        for name in ["a", "b", "c"] { try database.addConnection(name) }
        #expect(try database.run("UPDATE connections SET kind = ? WHERE link_name < ?", "admin", "c") == 2)
        #expect(try database.run("UPDATE connections SET kind = ? WHERE link_name = ?", "admin", "none") == 0)
    }

    @Test func `the file is closed with its last connection, though statements are kept`() throws {
        let folder = try TemporaryFolder()
        do {
            let writing = try Database.fixture(at: folder.file())
            let reading = try Database.open(.file(folder.file()), .readOnly)
            #expect(try reading.connectionCount() == 1)
            #expect(try folder.names() == ["store.sqlite", "store.sqlite-shm", "store.sqlite-wal"])
            try writing.addConnection("people")
        }
        // SQLite then moves the log into the file and removes it.
        #expect(try folder.names() == ["store.sqlite"])
    }

    @Test(arguments: [":memory:", "file:store?mode=memory", "ünïcode name.db", "with'quote\".db"])
    func `a file may have any name`(name: String) throws {
        let folder = try TemporaryFolder()
        let database = try Database.fixture(at: folder.file(name))
        #expect(try database.connectionCount() == 1)
        #expect(try folder.names().contains(name))
    }

    @Test func `a relative path is never a name with a meaning`() {
        #expect(DatabaseLocation.file(":memory:").fileName == "./:memory:")
        #expect(DatabaseLocation.file("file:x").fileName == "./file:x")
        #expect(DatabaseLocation.file("/a/b").fileName == "/a/b")
    }
}

extension Database {
    /// How many statements SQLite holds for `sql`, or in all.
    func preparedCount(of sql: String? = nil) -> Int {
        var count = 0
        var statement = unsafe sqlite3_next_stmt(self.connection, nil)
        while let next = unsafe statement {
            let text = unsafe sqlite3_sql(next).map { unsafe String(cString: $0) }
            if sql == nil || text == sql { count += 1 }
            unsafe statement = sqlite3_next_stmt(self.connection, next)
        }
        return count
    }
}
