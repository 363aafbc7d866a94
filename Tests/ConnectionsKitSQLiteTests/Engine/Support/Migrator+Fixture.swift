@testable import ConnectionsKitSQLite

extension Migrator {
    /// Two steps, of which the second needs the first.
    static let fixture = Migrator(
        applicationID: 1_129_005_908,
        steps: [
            """
            CREATE TABLE connections (
                id INTEGER PRIMARY KEY, account TEXT NOT NULL, link_name TEXT NOT NULL, kind TEXT,
                UNIQUE (account, link_name)) STRICT;
            """,
            """
            CREATE UNIQUE INDEX one_system_connection ON connections (lower(account)) WHERE kind = 'system';
            CREATE TABLE grants (
                id INTEGER PRIMARY KEY, connection INTEGER NOT NULL REFERENCES connections (id),
                secret BLOB, uses INTEGER NOT NULL CONSTRAINT uses_are_not_negative CHECK (uses >= 0)) STRICT;
            """,
        ])
}

extension Database {
    /// An in-memory database with the schema of ``Migrator/fixture``.
    static func fixture() throws(SQLiteFailure) -> Database {
        let database = try Database.open(.memory)
        try Migrator.fixture.migrate(database)
        return database
    }

    /// A file with the schema of ``Migrator/fixture`` and one connection.
    static func fixture(at path: String) throws(SQLiteFailure) -> Database {
        let database = try Database.open(.file(path), busyTimeout: .milliseconds(20))
        try Migrator.fixture.migrate(database)
        try database.addConnection("books")
        return database
    }

    func addConnection(_ linkName: String, kind: String? = nil) throws(SQLiteFailure) {
        try self.run("INSERT INTO connections (account, link_name, kind) VALUES ('zylker', ?, ?)", linkName, kind)
    }

    func connectionCount() throws(SQLiteFailure) -> Int64? {
        try self.firstInteger("SELECT count(*) FROM connections")
    }
}

extension Reader {
    func connectionCount() throws(SQLiteFailure) -> Int64? {
        try self.read { database throws(SQLiteFailure) in try database.connectionCount() }
    }
}

/// The failure that `body` throws, or `nil`.
func failure(of body: () throws(SQLiteFailure) -> Void) -> SQLiteFailure? {
    do {
        try body()
        return nil
    } catch {
        return error
    }
}
