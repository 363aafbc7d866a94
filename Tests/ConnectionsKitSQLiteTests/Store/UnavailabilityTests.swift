import ConnectionsKit
import ConnectionsKitTesting
import Foundation
import Testing

@testable import ConnectionsKitSQLite

@Suite struct UnavailabilityTests {
    @Test func `a commit gives up when another process keeps the lock, and holds once it is free`() async throws {
        let folder = try TemporaryFolder()
        var configuration = SQLiteConnectionStore.Configuration()
        configuration.busyTimeout = .milliseconds(20)
        let store = try await SQLiteConnectionStore.open(at: folder.file(), configuration: configuration)
        let application = Application.fixture()
        do {
            let other = try Database.open(.file(folder.file()))
            try other.execute("BEGIN IMMEDIATE")
            let refused = await storeError { () throws(StoreError) in try await store.commit { $0.insert(application) }
            }
            #expect(refused?.code == .unavailable)
            #expect(refused?.message.contains("is busy") == true)
            #expect(try await store.record(application.recordKey, in: .fixture) == nil)
            try other.execute("ROLLBACK")
        }
        try await store.commit { $0.insert(application) }
        #expect(try await store.record(application.recordKey, in: .fixture)?.version == 1)
    }

    @Test func `a commit to a file that was taken away is refused`() async throws {
        let folder = try TemporaryFolder()
        let store = try await SQLiteConnectionStore.open(at: folder.file())
        try await store.commit { $0.insert(Application.fixture("before")) }
        try FileManager.default.moveItem(atPath: folder.file(), toPath: folder.file("elsewhere"))
        let refused = await storeError { () throws(StoreError) in
            try await store.commit { $0.insert(Application.fixture("after")) }
        }
        #expect(refused?.code == .unavailable)
        #expect(refused?.message.contains("Put the file back") == true)
    }

    @Test func `a commit whose task is cancelled while it waits for the lock writes nothing`() async throws {
        let folder = try TemporaryFolder()
        let store = try await SQLiteConnectionStore.open(at: folder.file())
        let other = try Database.open(.file(folder.file()))
        try other.execute("BEGIN IMMEDIATE")
        let waiting = Task {
            await storeError { () throws(StoreError) in try await store.commit { $0.record(.fixture()) } }
        }
        waiting.cancel()
        try other.execute("ROLLBACK")
        #expect(await waiting.value?.code == .cancelled)
        #expect(try await store.audit(of: .fixture, after: 0, limit: 1).isEmpty)
    }

    #if os(Linux)
    @Test(.enabled(if: SmallDisk.isPermitted, "only root may mount a file system"))
    func `a full disk refuses a commit, loses nothing, and the store is well again once there is room`() async throws {
        try await SmallDisk.withDisk { folder in
            let store = try await SQLiteConnectionStore.open(at: "\(folder)/store.sqlite")
            try await store.commit(Records.insertion, link: chain)
            let ballast = try Ballast(fillingDiskAt: folder)
            var committed = 1
            var refused: StoreError?
            while refused == nil {
                let name = String(repeating: "x", count: 10_000)
                let number = committed
                refused = await storeError { () throws(StoreError) in
                    try await store.commit { changes in
                        changes.insert(Application.fixture(.init("\(number)"), name: name))
                        changes.record(.fixture())
                    }
                }
                if refused == nil { committed += 1 }
            }
            #expect(refused?.code == .unavailable)
            #expect(refused?.message.contains("Free some space") == true)
            #expect(try await store.audit(of: .fixture, after: 0, limit: 1_000).count == committed)
            #expect(try await store.all(.applications, in: .fixture).count == committed)
            try ballast.remove()
            let records = try await store.commit { $0.record(.fixture()) }
            #expect(records.map(\.sequence) == [committed + 1])
        }
    }

    @Test(.enabled(if: SmallDisk.isPermitted, "only root may mount a file system"))
    func `a file that cannot be written is refused when it is opened`() async throws {
        try await SmallDisk.withDisk { folder in
            do {
                let store = try await SQLiteConnectionStore.open(at: "\(folder)/store.sqlite")
                try await store.commit(Records.insertion, link: chain)
            }
            try SmallDisk.forbidWriting(folder)
            let refused = await storeError { () throws(StoreError) in
                _ = try await SQLiteConnectionStore.open(at: "\(folder)/store.sqlite")
            }
            #expect(refused?.code == .unavailable)
            #expect(refused?.message.contains("Let this process write the file and its folder") == true)
        }
    }
    #endif
}
