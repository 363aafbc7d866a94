import ConnectionsKit
import ConnectionsKitTesting
import Testing

@testable import ConnectionsKitSQLite

@Suite struct AccountsTests {
    @Test func `accounts of any text are told, the empty one and one with a zero byte too`() async throws {
        let store = try await SQLiteConnectionStore.inMemory()
        let accounts: [AccountID] = ["", "\0", "a", "a\0", "a\0b", "a ", "e\u{301}", "\u{E9}", "\u{10FFFF}"]
        for account in accounts.reversed() { try await store.commit { $0.record(.fixture(in: account)) } }
        #expect(try await store.accounts(after: nil, limit: 100) == accounts)
        for index in accounts.indices {
            #expect(
                try await store.accounts(after: accounts[index], limit: 1) == Array(accounts[(index + 1)...].prefix(1)))
        }
    }

    @Test func `people of any text are found in a trail`() async throws {
        let store = try await SQLiteConnectionStore.inMemory()
        let users: [UserID] = ["", "\0", "a", "a\0", "a ", "A", "1", "1.0", "e\u{301}", "\u{E9}", "\u{10FFFF}"]
        try await store.commit { changes in
            for user in users {
                changes.record(AuditEntry(account: .fixture, at: .fixture, actor: .platform(user), action: .revoke))
            }
        }
        for (index, user) in users.enumerated() {
            let found = try await store.audit(of: .fixture, matching: AuditFilter(user: user), after: 0, limit: 10)
            #expect(found.map(\.sequence) == [index + 1])
        }
    }

    @Test(arguments: [Int.min, -1, 0, 1, 1_000, 1_001, Int.max])
    func `a limit out of range is taken to the nearest in it`(_ limit: Int) async throws {
        let store = try await SQLiteConnectionStore.inMemory()
        try await store.commit { changes in
            for number in 0..<1_001 { changes.record(.fixture(in: .init("\(number)"))) }
            for _ in 0..<1_001 { changes.record(.fixture()) }
        }
        let wanted = min(max(limit, 1), 1_000)
        #expect(try await store.accounts(after: nil, limit: limit).count == wanted)
        for filter in [AuditFilter.all, AuditFilter(user: .fixture), AuditFilter(action: .createConnection)] {
            let records = try await store.audit(of: .fixture, matching: filter, after: .min, limit: limit)
            #expect(records.map(\.sequence) == Array(1...wanted))
        }
    }

    @Test func `what is rare in a trail is found over all of its stretches, in pages`() async throws {
        let store = try await SQLiteConnectionStore.inMemory()
        let wanted = [1, Database.auditStretch, Database.auditStretch + 1, 2 * Database.auditStretch + 7]
        for _ in 0..<3 {
            try await store.commit { changes in
                for _ in 0..<Database.auditStretch { changes.record(.fixture()) }
            }
        }
        try await store.engine.writer.write { database throws(SQLiteFailure) in
            for number in wanted {
                try database.run("UPDATE audit_records SET action = 'revoke' WHERE sequence = ?", number)
            }
        }
        let filter = AuditFilter(action: .revoke)
        for start in 0...wanted.count {
            let after = start == 0 ? 0 : wanted[start - 1]
            for limit in [1, 3, 10] {
                let found = try await store.audit(of: .fixture, matching: filter, after: after, limit: limit)
                #expect(found.map(\.sequence) == Array(wanted[start...].prefix(limit)))
            }
        }
        try await store.commit { $0.trimAudit(of: .fixture, through: Database.auditStretch) }
        let left = try await store.audit(of: .fixture, matching: filter, after: 0, limit: 10)
        #expect(left.map(\.sequence) == Array(wanted[2...]))
        #expect(try await store.audit(of: "another", matching: filter, after: 0, limit: 10).isEmpty)
    }
}
