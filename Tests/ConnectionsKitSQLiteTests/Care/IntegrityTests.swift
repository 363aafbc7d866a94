import ConnectionsKit
import ConnectionsKitTesting
import Foundation
import Testing

@testable import ConnectionsKitSQLite

@Suite struct IntegrityTests {
    private let folder: TemporaryFolder

    init() throws { self.folder = try TemporaryFolder() }

    private func makeStore() async throws -> SQLiteConnectionStore {
        let store = try await SQLiteConnectionStore.open(at: self.folder.file())
        try await store.commit(Records.insertion, link: chain)
        return store
    }

    @Test(arguments: SQLiteIntegrityReport.Depth.allCases)
    func `a sound store has no findings`(_ depth: SQLiteIntegrityReport.Depth) async throws {
        for store in [try await self.makeStore(), try await SQLiteConnectionStore.inMemory()] {
            let report = try await store.checkIntegrity(depth)
            #expect(report == SQLiteIntegrityReport(depth: depth, findings: []))
            #expect(report.isSound)
        }
    }

    @Test func `a row that refers to nothing is found, with the tables and how often`() async throws {
        let store = try await self.makeStore()
        try await store.engine.writer.write { database throws(SQLiteFailure) in
            // Deferred, the rule would be judged at the end of the commit; off, it is not judged.
            try database.execute("DROP TRIGGER system_connection_deleted")
        }
        do {
            let other = try Database.open(.file(self.folder.file()))
            try other.execute("PRAGMA foreign_keys = OFF; DELETE FROM accounts;")
        }
        let report = try await store.checkIntegrity(.quick)
        #expect(report.findings.map(\.subject) == [.schema, .reference])
        #expect(report.findings.last?.description.contains("audit_records, 1 times, to accounts") == true)
        #expect(report.findings.first?.description.contains("trigger system_connection_deleted is missing") == true)
        #expect(!report.isSound)
    }

    @Test func `an index that does not match its table is found by the full check`() async throws {
        let store = try await self.makeStore()
        do {
            let other = try Database.open(.file(self.folder.file()))
            // The index then says that it holds what it does not.
            try other.execute(
                """
                PRAGMA writable_schema = ON;
                UPDATE sqlite_schema SET sql = replace(sql, 'ON grants (account, user, id)', 'ON grants (account, id, user)')
                WHERE name = 'grants_by_user'; PRAGMA writable_schema = RESET;
                """)
        }
        let full = try await store.checkIntegrity(.full)
        #expect(Set(full.findings.map(\.subject)) == [.index, .schema])
        #expect(full.findings.contains { $0.detail.contains("grants_by_user was changed") })
        #expect(full.findings.contains { $0.description.contains("REINDEX") })
        #expect(try await store.checkIntegrity(.quick).findings.map(\.subject) == [.schema])
    }

    @Test func `damaged pages are findings, not failures`() async throws {
        do {
            let store = try await self.makeStore()
            try await store.commit { changes in
                for number in 0..<2_000 { changes.insert(Application.fixture(.init("application \(number)"))) }
            }
        }
        // The last pages hold rows of the applications alone.
        try self.folder.damageLastPages()
        let store = try #require(try? await SQLiteConnectionStore.open(at: self.folder.file()))
        let report = try await store.checkIntegrity()
        #expect(report.findings.count { $0.subject == .page } > 1)
        #expect(report.findings.allSatisfy { $0.description.hasSuffix(".") })
        #expect(report.findings.contains { $0.description.contains("restore the last sound backup") })
    }

    @Test func `a cancelled check says so`() async throws {
        let store = try await self.makeStore()
        let task = Task {
            unsafe withUnsafeCurrentTask { unsafe $0?.cancel() }
            return await storeError { () throws(StoreError) in
                try await store.commit { _ in }
                while true { _ = try await store.checkIntegrity() }
            }
        }
        #expect(await task.value?.code == .cancelled)
    }

    @Test func `counts tell every kind of record, of one account and of all`() async throws {
        let store = try await self.makeStore()
        try await store.commit { $0.insert(Application.fixture("another", in: "neighbour")) }
        let all = try await store.counts()
        #expect(Set(all.records.keys) == Set(Record.tables.map(\.name)))
        #expect(all.records["applications"] == 2)
        #expect(all.records.values.reduce(0, +) == Records.all.count + 1)
        #expect(all.accounts == 2)
        #expect(all.auditRecords == 1)
        let one = try await store.counts(of: "neighbour")
        #expect(one.records.filter { $0.value > 0 } == ["applications": 1])
        #expect(one.accounts == 1)
        #expect(one.auditRecords == 0)
        #expect(try await store.counts(of: "nobody").accounts == 0)
        #expect(try await SQLiteConnectionStore.inMemory().counts().records["grants"] == 0)
    }
}
