import ConnectionsKit
import ConnectionsKitTesting
import Testing

@testable import ConnectionsKitSQLite

/// Two stores on one file are what two processes are: nothing is shared but the file.
@Suite struct SharedFileTests {
    private let folder: TemporaryFolder
    private let time = ManualTimeSource()
    private let first: SQLiteConnectionStore
    private let second: SQLiteConnectionStore

    init() async throws {
        self.folder = try TemporaryFolder()
        self.first = try await SQLiteConnectionStore.open(at: self.folder.file(), time: self.time.source)
        self.second = try await SQLiteConnectionStore.open(at: self.folder.file(), time: self.time.source)
    }

    @Test func `a store sees what the other has committed, and its revision`() async throws {
        let application = Application.fixture(name: "before")
        try await self.first.commit { $0.insert(application) }
        var seen = try #require(try await self.second.read(Application.self, application.id, in: .fixture))
        #expect(seen.name == "before")
        let revision = try await self.second.revision(of: .fixture)
        seen.name = "after"
        let update = seen
        try await self.second.commit { $0.update(update) }
        #expect(try await self.first.read(Application.self, application.id, in: .fixture)?.name == "after")
        #expect(try await self.first.revision(of: .fixture) == revision + 1)
    }

    @Test func `a lease that one store holds is refused to the other until it ends`() async throws {
        try await self.first.commit { $0.insert(TokenState.fixture(of: .fixture(5))) }
        func acquire(_ epoch: Int) -> ChangeSet {
            var changes = ChangeSet()
            changes.refresh(.fixture(5), in: .fixture, .acquire(epoch: epoch, duration: .seconds(20)))
            return changes
        }
        try await self.first.commit(acquire(0), link: chain)
        for epoch in [0, 1] {
            let refused = await storeError { () throws(StoreError) in
                try await self.second.commit(acquire(epoch), link: chain)
            }
            #expect(refused?.code == .conflict(0, .epoch))
        }
        self.time.advance(by: .seconds(20))
        try await self.second.commit(acquire(1), link: chain)
        let late = await storeError { () throws(StoreError) in
            try await self.first.commit { $0.refresh(.fixture(5), in: .fixture, .intend(epoch: 1, tokenVersion: 1)) }
        }
        #expect(late?.code == .conflict(0, .epoch))
    }

    @Test func `of two stores that make a system connection one wins, and the other is told to use it`() async throws {
        let outcomes = await withTaskGroup(of: StoreError?.self) { group in
            for store in [self.first, self.second] {
                group.addTask {
                    await storeError { () throws(StoreError) in
                        try await store.commit {
                            $0.insert(Connection.fixture(kind: .system, connector: "crm", linkName: "crm"))
                        }
                    }
                }
            }
            return await group.reduce(into: [StoreError?]()) { $0.append($1) }
        }
        #expect(outcomes.count { $0 == nil } == 1)
        #expect(outcomes.compactMap(\.?.code) == [.conflict(0, .unique(.systemConnection))])
    }

    @Test func `two stores that write at once leave one chain without gaps`() async throws {
        let errors = await withTaskGroup(of: StoreError?.self) { group in
            for task in 0..<8 {
                let store = task.isMultiple(of: 2) ? self.first : self.second
                group.addTask {
                    await storeError { () throws(StoreError) in
                        for round in 0..<10 {
                            try await store.commit { $0.record(.fixture(subject: "\(task) \(round)")) }
                        }
                    }
                }
            }
            return await group.reduce(into: [StoreError?]()) { $0.append($1) }
        }
        #expect(errors.allSatisfy { $0 == nil })
        var previous: [UInt8] = []
        let trail = try await self.first.audit(of: .fixture, after: 0, limit: 1_000)
        #expect(trail.map(\.sequence) == Array(1...80))
        for record in trail {
            #expect(record.code == chain(record.sequence, previous, record.entry))
            previous = record.code
        }
    }

    @Test func `what one store erases and trims is gone for the other, which goes on where it ended`() async throws {
        let written = try await self.second.commit(Records.insertion, link: chain)
        let read = try #require(try await self.second.read(Application.self, "application", in: .fixture))
        try await self.first.commit { changes in
            changes.erase(.fixture)
            changes.trimAudit(of: .fixture, through: 1)
        }
        let late = await storeError { () throws(StoreError) in
            try await self.second.commit { $0.update(read) }
        }
        #expect(late?.code == .conflict(0, .missing))
        #expect(try await self.second.all(.connections(), in: .fixture).isEmpty)
        #expect(try await self.second.revision(of: .fixture) == 2)
        #expect(try await self.second.auditStart(of: .fixture).code == written[0].code)
        let later = try await self.second.commit { $0.record(.fixture(subject: "later")) }
        #expect(later.map(\.code) == [chain(2, written[0].code, .fixture(subject: "later"))])
    }

    @Test func `of two stores that install an application at once one does, and the other is told`() async throws {
        let outcomes = await withTaskGroup(of: StoreError?.self) { group in
            for store in [self.first, self.second] {
                group.addTask {
                    await storeError { () throws(StoreError) in
                        try await store.commit { $0.insert(Installation.fixture(release: .fixture(in: "developer"))) }
                    }
                }
            }
            return await group.reduce(into: [StoreError?]()) { $0.append($1) }
        }
        #expect(outcomes.count { $0 == nil } == 1)
        #expect(outcomes.compactMap(\.?.code) == [.conflict(0, .unique(.installation))])
    }
}
