import ConnectionsKit
import ConnectionsKitTesting
import Foundation
import Synchronization
import Testing

@testable import ConnectionsKitSQLite

/// Backups beside commits of two stores, each of which writes a record and an entry of the trail.
@Suite struct BackupStormTests {
    private static let tasks = 6

    private final class Storm: Sendable {
        let committed = Mutex(Set<ApplicationID>())
        let isOver = Atomic(false)
    }

    @Test func `a backup beside a storm holds one state, with all that was committed before it began`() async throws {
        let folder = try TemporaryFolder()
        let stores = [
            try await SQLiteConnectionStore.open(at: folder.file()),
            try await SQLiteConnectionStore.open(at: folder.file()),
        ]
        try await stores[0].commit { changes in
            for number in 0..<1_000 {
                changes.insert(Connection.fixture(.fixture(UInt32(number)), linkName: "filler_\(number)"))
            }
        }
        let storm = Storm()
        var seen: [(before: Set<ApplicationID>, during: Int)] = []
        try await withThrowingTaskGroup(of: Void.self) { group in
            for task in 0..<Self.tasks {
                let store = stores[task % 2]
                group.addTask {
                    var round = 0
                    while !storm.isOver.load(ordering: .relaxed) {
                        let id = ApplicationID("\(task) \(round)")
                        try await store.commit { changes in
                            changes.insert(Application.fixture(id))
                            changes.record(.fixture(subject: id.text))
                        }
                        storm.committed.withLock { _ = $0.insert(id) }
                        round += 1
                    }
                }
            }
            while storm.committed.withLock({ $0.isEmpty }) { await Task.yield() }
            for number in 0..<3 {
                let before = storm.committed.withLock { $0 }
                try await stores[0].backUp(to: folder.file("backup \(number)"), pagesPerStep: 4)
                seen.append((before, storm.committed.withLock { $0.count } - before.count))
            }
            storm.isOver.store(true, ordering: .relaxed)
            try await group.waitForAll()
        }
        for (number, moment) in seen.enumerated() {
            // The storm went on while the backup ran.
            #expect(moment.during > 0)
            let copy = try await SQLiteConnectionStore.open(at: folder.file("backup \(number)"))
            let there = Set(try await copy.all(.applications, in: .fixture).map(\.id))
            #expect(there.isSuperset(of: moment.before))
            var (trail, previous): ([AuditRecord], [UInt8]) = ([], [])
            while true {
                let page = try await copy.audit(of: .fixture, after: trail.count, limit: 1_000)
                if page.isEmpty { break }
                trail += page
            }
            #expect(Set(trail.compactMap(\.entry.subject)) == Set(there.map(\.text)))
            #expect(trail.map(\.sequence) == Array(1..<trail.count + 1))
            for record in trail {
                #expect(record.code == chain(record.sequence, previous, record.entry))
                previous = record.code
            }
            #expect(try await copy.checkIntegrity().isSound)
        }
    }

    @Test func `a backup beside the commits of another process is whole`() async throws {
        let folder = try TemporaryFolder()
        let store = try await SQLiteConnectionStore.open(at: folder.file())
        try await store.commit { $0.insert(Application.fixture("first")) }
        let path = folder.path
        async let other = #expect(processExitsWith: .success) { [path = path as String] in
            let store = try await SQLiteConnectionStore.open(at: "\(path)/store.sqlite")
            for round in 0..<10_000 where !FileManager.default.fileExists(atPath: "\(path)/over") {
                try await store.commit { changes in
                    changes.insert(Application.fixture(.init("\(round)")))
                    changes.record(.fixture(subject: "\(round)"))
                }
            }
        }
        while try await store.all(.applications, in: .fixture).count < 50 { await Task.yield() }
        let backup = try await store.backUp(to: folder.file("backup"), pagesPerStep: 1)
        try Data().write(to: URL(fileURLWithPath: folder.file("over")))
        _ = await other
        let copy = try await SQLiteConnectionStore.open(at: backup.path)
        let applications = try await copy.all(.applications, in: .fixture)
        #expect(applications.count >= 50)
        #expect(try await copy.counts().auditRecords == applications.count - 1)
        #expect(try await copy.checkIntegrity().isSound)
    }
}
