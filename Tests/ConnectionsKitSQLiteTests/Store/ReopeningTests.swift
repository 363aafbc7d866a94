import ConnectionsKit
import ConnectionsKitTesting
import Testing

@testable import ConnectionsKitSQLite

@Suite struct ReopeningTests {
    @Test func `a file that is opened again holds every record, the revision and the trail`() async throws {
        let folder = try TemporaryFolder()
        let written: [AuditRecord]
        do {
            let store = try await SQLiteConnectionStore.open(at: folder.file())
            written = try await store.commit(Records.insertion, link: chain)
        }
        let store = try await SQLiteConnectionStore.open(at: folder.file())
        for var record in Records.all {
            record.version = 1
            #expect(try await store.record(record.recordKey, in: .fixture) == record.record)
        }
        #expect(try await store.revision(of: .fixture) == 1)
        #expect(try await store.audit(of: .fixture, after: 0, limit: 10) == written)
        #expect(try await store.all(.connections(of: "shop"), in: .fixture).map(\.id) == [.fixture(2)])
    }

    @Test func `the chain of a trail goes on where it ended`() async throws {
        let folder = try TemporaryFolder()
        var codes: [[UInt8]] = []
        for round in 1...3 {
            let store = try await SQLiteConnectionStore.open(at: folder.file())
            let records = try await store.commit { changes in
                changes.record(.fixture(subject: "first of \(round)"))
                changes.record(.fixture(subject: "second of \(round)"))
            }
            #expect(records.map(\.sequence) == [2 * round - 1, 2 * round])
            for record in records {
                #expect(record.code == chain(record.sequence, codes.last ?? [], record.entry))
                codes.append(record.code)
            }
        }
        let store = try await SQLiteConnectionStore.open(at: folder.file())
        #expect(try await store.audit(of: .fixture, after: 0, limit: 10).map(\.code) == codes)
    }

    @Test func `a step of a refresh is kept with the moment at which it is due`() async throws {
        let (folder, time) = (try TemporaryFolder(), ManualTimeSource())
        do {
            let store = try await SQLiteConnectionStore.open(at: folder.file(), time: time.source)
            try await store.commit { $0.insert(TokenState.fixture(of: .fixture(5))) }
            try await store.commit {
                $0.refresh(.fixture(5), in: .fixture, .acquire(epoch: 0, duration: .seconds(20)))
                $0.refresh(.fixture(5), in: .fixture, .intend(epoch: 1, tokenVersion: 1))
            }
        }
        let store = try await SQLiteConnectionStore.open(at: folder.file(), time: time.source)
        let tokens = try #require(try await store.read(TokenState.self, .fixture(5), in: .fixture))
        #expect(tokens.lease.phase == .calling(tokenVersion: 1, epoch: 1))
        #expect(tokens.lease.until == .fixture + .seconds(20))
        #expect(try await store.due(.refreshes, at: .fixture + .seconds(2_700), limit: 1) == [tokens.record])
        #expect(try await store.due(.refreshes, at: .fixture + .seconds(2_699), limit: 1).isEmpty)
    }

    @Test func `a store in memory begins empty`() async throws {
        do {
            let store = try await SQLiteConnectionStore.inMemory()
            try await store.commit(Records.insertion, link: chain)
        }
        let store = try await SQLiteConnectionStore.inMemory()
        #expect(try await store.all(.connections(), in: .fixture).isEmpty)
    }
}
