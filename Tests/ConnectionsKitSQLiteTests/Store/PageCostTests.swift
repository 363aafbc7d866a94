import CSQLite
import ConnectionsKit
import ConnectionsKitTesting
import Testing

@testable import ConnectionsKitSQLite

/// What a question costs is counted in the steps of SQLite's own machine, which are the same on every computer.
@Suite struct PageCostTests {
    /// A list with as many rows as there are, of which a page is read.
    struct List: Sendable, CustomTestStringConvertible {
        var testDescription: String { "\(self.selection)" }
        let selection: Selection
        /// The cursor after a row, by its number.
        let cursor: @Sendable (UInt32) -> Cursor

        static let all = [
            List(.connections(application: nil)) { Connection.ID.fixture($0).cursor },
            List(.connections(application: "application")) { Connection.ID.fixture($0).cursor },
            List(.connectionsOf(installation: .fixture(7))) { Connection.ID.fixture($0).cursor },
            List(.grants(of: nil)) { Grant.ID.fixture($0).cursor },
            List(.grants(of: "user")) { Grant.ID.fixture($0).cursor },
            List(.slots(.fixture(0))) {
                Slot.ID(connection: .fixture(0), environment: .production, user: Self.user($0)).cursor
            },
            List(.slotsPointing(at: .fixture(0))) {
                Slot.ID(connection: .fixture(0), environment: .production, user: Self.user($0)).cursor
            },
        ]

        private init(_ selection: Selection, cursor: @escaping @Sendable (UInt32) -> Cursor) {
            self.selection = selection
            self.cursor = cursor
        }

        static func user(_ number: UInt32) -> UserID { UserID("user-\(1_000_000 + number)") }
    }

    private static func store(rows: UInt32) async throws -> SQLiteConnectionStore {
        let store = try await SQLiteConnectionStore.inMemory(time: ManualTimeSource().source)
        try await store.commit { changes in
            for number in 0..<rows {
                changes.insert(
                    Connection.fixture(
                        .fixture(number), linkName: "books_\(number)", application: "application",
                        installation: .fixture(7)))
                // Every third is for the person alone, every third for another person.
                changes.insert(
                    Grant.fixture(
                        .fixture(number), connection: .fixture(number), user: number % 3 == 0 ? nil : "user",
                        authorizedBy: number % 3 == 1 ? "other" : "user"))
                changes.insert(TokenState.fixture(of: .fixture(number)))
                changes.insert(Slot.fixture(of: .fixture(0), user: List.user(number), grant: .fixture(0)))
            }
            for number in rows..<(rows + 20) {
                // System connections are of the application as well.
                var shared = Connection.fixture(
                    .fixture(number), kind: .system, connector: ConnectorID(rawValue: "service-\(number)"),
                    linkName: "system_\(number)")
                shared.systemApplications = ["application"]
                changes.insert(shared)
            }
        }
        return store
    }

    @Test(arguments: List.all)
    func `a page costs the same in a list of any length`(_ list: List) async throws {
        var steps: [[Int]] = []
        for rows in [UInt32(60), 3_000] {
            let store = try await Self.store(rows: rows)
            var costs: [Int] = []
            for cursor in [nil, list.cursor(rows / 2)] {
                costs.append(
                    try await store.steps {
                        let page = try await store.page(list.selection, in: .fixture, after: cursor, limit: 10)
                        #expect(page.elements.count == 10 && page.next != nil)
                    })
            }
            steps.append(costs)
        }
        for (short, long) in zip(steps[0], steps[1]) { #expect(long * 2 <= short * 3, "\(short) and \(long) steps") }
    }

    @Test func `what is due costs the same of any number of tokens`() async throws {
        var steps: [Int] = []
        for rows in [UInt32(60), 3_000] {
            let store = try await Self.store(rows: rows)
            steps.append(
                try await store.steps {
                    let due = try await store.due(.refreshes, at: .fixture + .seconds(7_200), limit: 10)
                    #expect(due.count == 10)
                })
        }
        #expect(steps[0] > 0 && steps[1] * 2 <= steps[0] * 3, "\(steps) steps")
    }

    @Test func `the pages of a list that two indexes lead to hold each row once and in order`() async throws {
        let store = try await Self.store(rows: 100)
        for (query, expected) in [
            (Selection.connections(application: "application"), 120), (.grants(of: "user"), 100),
        ] {
            var keys: [String] = []
            var cursor: Cursor?
            repeat {
                let page = try await store.page(query, in: .fixture, after: cursor, limit: 7)
                keys += page.elements.map { "\($0.key)" }
                cursor = page.next
            } while cursor != nil
            #expect(keys.count == expected)
            #expect(keys == Set(keys).sorted())
        }
    }
}

extension SQLiteConnectionStore {
    /// How many steps SQLite's machine takes for what `body` asks.
    fileprivate func steps(_ body: () async throws -> Void) async throws -> Int {
        _ = try self.takenSteps()
        try await body()
        return try self.takenSteps()
    }

    /// The steps since the last time that this was asked.
    private func takenSteps() throws -> Int {
        // In memory the connection that reads is the one that writes.
        try self.engine.reader.read { database throws(SQLiteFailure) in
            database.keptStatements.values.reduce(0) { sum, statement in
                unsafe sum + Int(sqlite3_stmt_status(statement.pointer, SQLITE_STMTSTATUS_VM_STEP, 1))
            }
        }
    }
}
