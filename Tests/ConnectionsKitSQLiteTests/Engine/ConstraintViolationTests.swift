import Testing

@testable import ConnectionsKitSQLite

@Suite struct ConstraintViolationTests {
    @Test(arguments: [
        (
            "INSERT INTO connections (account, link_name) VALUES ('zylker', 'books')",
            ConstraintViolation(.unique, name: "connections.account, connections.link_name")
        ),
        (
            "INSERT INTO connections (account, link_name, kind) VALUES ('ZYLKER', 'other', 'system')",
            ConstraintViolation(.unique, name: "one_system_connection")
        ),
        (
            "INSERT INTO connections (id, account, link_name) VALUES (1, 'zylker', 'other')",
            ConstraintViolation(.unique, name: "connections.id")
        ),
        (
            "INSERT INTO connections (account) VALUES ('zylker')",
            ConstraintViolation(.notNull, name: "connections.link_name")
        ),
        ("INSERT INTO grants (connection, uses) VALUES (99, 0)", ConstraintViolation(.foreignKey)),
        (
            "INSERT INTO grants (connection, uses) VALUES (1, -1)",
            ConstraintViolation(.check, name: "uses_are_not_negative")
        ),
        ("INSERT INTO grants (connection, uses) VALUES (1, 'many')", ConstraintViolation(.other)),
    ])
    func `a broken rule is told with its name`(sql: String, expected: ConstraintViolation) throws {
        let database = try Database.fixture()
        try database.addConnection("books", kind: "system")
        let refused = try #require(failure { () throws(SQLiteFailure) in try database.run(sql) })
        #expect(refused.kind == .constraint(expected))
        #expect(refused.message.contains(expected.name))
    }

    @Test func `no bound value is in a failure`() throws {
        let database = try Database.fixture()
        try database.addConnection("canary-1234")
        let refused = try #require(failure { () throws(SQLiteFailure) in try database.addConnection("canary-1234") })
        #expect(!refused.description.contains("canary"))
        // The message of SQLite holds the path that was bound, ours must not.
        let sql = "SELECT json_extract('{}', ?)"
        let other = try #require(failure { () throws(SQLiteFailure) in _ = try database.firstText(sql, "canary-1234") })
        #expect(other.kind == .other)
        #expect(!other.description.contains("canary"))
    }
}
