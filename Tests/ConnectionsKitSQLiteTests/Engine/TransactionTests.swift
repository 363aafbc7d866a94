import Testing

@testable import ConnectionsKitSQLite

@Suite struct TransactionTests {
    private struct Refusal: SQLiteFailureConvertible, Equatable {
        var reason: String
        init(_ reason: String) { self.reason = reason }
        init(_ failure: SQLiteFailure) { self.reason = "\(failure.kind)" }
    }

    @Test func `a transaction that throws leaves nothing`() throws {
        let database = try Database.fixture()
        #expect(throws: Refusal("no")) {
            try database.transaction { () throws(Refusal) in
                try Refusal.converting { () throws(SQLiteFailure) in try database.addConnection("books") }
                throw Refusal("no")
            }
        }
        #expect(try database.connectionCount() == 0)
        try database.transaction { () throws(SQLiteFailure) in try database.addConnection("books") }
        #expect(try database.connectionCount() == 1)
    }

    @Test func `a failure of SQLite becomes the error of the closure`() throws {
        let folder = try TemporaryFolder()
        let holder = try Database.fixture(at: folder.file())
        let other = try Database.open(.file(folder.file()), busyTimeout: .zero)
        try holder.transaction { () throws(SQLiteFailure) in
            _ = #expect(throws: Refusal("busy")) { try other.transaction { () throws(Refusal) in } }
        }
    }

    @Test func `transactions do not nest, and the outer one is undone`() throws {
        let database = try Database.fixture()
        let refused = failure { () throws(SQLiteFailure) in
            try database.transaction { () throws(SQLiteFailure) in
                try database.addConnection("books")
                try database.transaction { () throws(SQLiteFailure) in try database.addConnection("people") }
            }
        }
        #expect(refused?.detail == "a transaction is already under way")
        #expect(try database.connectionCount() == 0)
    }

    private enum NextStep: CaseIterable { case run, execute, rethrow }

    @Test(arguments: NextStep.allCases)
    private func `nothing runs alone after SQLite rolled back by itself`(next: NextStep) throws {
        let database = try Database.fixture()
        try database.addConnection("books")
        let insert = "INSERT INTO connections (account, link_name) VALUES ('zylker', 'after')"
        let conflicting = "INSERT OR ROLLBACK INTO connections (account, link_name) VALUES ('zylker', 'books')"
        let refused = failure { () throws(SQLiteFailure) in
            try database.transaction { () throws(SQLiteFailure) in
                try database.addConnection("before")
                let first = failure { () throws(SQLiteFailure) in try database.run(conflicting) }
                switch next {
                case .run: try database.run(insert)
                case .execute: try database.execute(insert)
                case .rethrow: if let first { throw first }
                }
            }
        }
        let broken = ConstraintViolation(.unique, name: "connections.account, connections.link_name")
        #expect(refused?.kind == (next == .rethrow ? .constraint(broken) : .other))
        #expect(try database.connectionCount() == 1)
    }

    @Test func `a transaction that a statement ended is an error`() throws {
        let database = try Database.fixture()
        let refused = failure { () throws(SQLiteFailure) in
            try database.transaction { () throws(SQLiteFailure) in try database.execute("COMMIT") }
        }
        #expect(refused?.kind == .other)
        try database.transaction { () throws(SQLiteFailure) in try database.addConnection("books") }
    }

    @Test func `a broken deferred rule fails the commit and undoes it`() throws {
        let database = try Database.fixture()
        let refused = failure { () throws(SQLiteFailure) in
            try database.transaction { () throws(SQLiteFailure) in
                try database.execute("PRAGMA defer_foreign_keys = ON")
                try database.run("INSERT INTO grants (connection, uses) VALUES (?, ?)", 99, 0)
            }
        }
        #expect(refused?.kind == .constraint(ConstraintViolation(.foreignKey)))
        #expect(try database.firstInteger("SELECT count(*) FROM grants") == 0)
    }

    @Test func `a returned row whose commit fails is an error`() throws {
        let database = try Database.fixture()
        try database.execute(
            "CREATE TABLE uses (id INTEGER PRIMARY KEY REFERENCES grants DEFERRABLE INITIALLY DEFERRED)")
        let refused = failure { () throws(SQLiteFailure) in
            _ = try database.firstInteger("INSERT INTO uses VALUES (?) RETURNING id", 7)
        }
        #expect(refused?.kind == .constraint(ConstraintViolation(.foreignKey)))
        #expect(try database.firstInteger("SELECT count(*) FROM uses") == 0)
    }

    @Test func `a deferred transaction sees one state`() throws {
        let folder = try TemporaryFolder()
        let writing = try Database.fixture(at: folder.file())
        let reading = try Database.open(.file(folder.file()), .readOnly)
        let counts = try reading.transaction(.deferred) { () throws(SQLiteFailure) in
            let before = try reading.connectionCount()
            try writing.addConnection("people")
            return [before, try reading.connectionCount()]
        }
        #expect(counts == [1, 1])
        #expect(try reading.connectionCount() == 2)
    }
}
