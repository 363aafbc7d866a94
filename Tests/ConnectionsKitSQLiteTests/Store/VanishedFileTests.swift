import ConnectionsKit
import ConnectionsKitTesting
import Foundation
import Testing

@testable import ConnectionsKitSQLite

/// A file that is taken away under an open store lives on for the processes that have it open: what they write there is
/// lost, and what they read there is old.
@Suite struct VanishedFileTests {
    private let folder: TemporaryFolder
    private let store: SQLiteConnectionStore

    init() async throws {
        self.folder = try TemporaryFolder()
        self.store = try await SQLiteConnectionStore.open(at: self.folder.file())
        try await self.store.commit(Records.insertion, link: chain)
    }

    /// Reads until it is refused, for half a minute at most.
    private func refusalOfReads() async -> StoreError? {
        let start = ContinuousClock.now
        while ContinuousClock.now - start < .seconds(30) {
            let refused = await storeError { () throws(StoreError) in _ = try await self.store.revision(of: .fixture) }
            if let refused { return refused }
        }
        return nil
    }

    private func refusal(_ body: (inout ChangeSet) -> Void) async -> StoreError? {
        await storeError { () throws(StoreError) in try await self.store.commit(body) }
    }

    enum Loss: String, CaseIterable, Sendable {
        case deleted, moved, replaced

        func happen(to path: String) throws {
            switch self {
            case .deleted: try FileManager.default.removeItem(atPath: path)
            case .moved: try FileManager.default.moveItem(atPath: path, toPath: path + ".moved")
            case .replaced:
                try FileManager.default.copyItem(atPath: path, toPath: path + ".copy")
                _ = unsafe rename(path + ".copy", path)
            }
        }
    }

    @Test(arguments: Loss.allCases, ["", "-wal", "-shm"])
    func `what belongs to a store and is taken away ends its commits at once and its reads soon`(
        _ loss: Loss, suffix: String
    ) async throws {
        try loss.happen(to: self.folder.file() + suffix)
        let refused = await self.refusal { $0.insert(Application.fixture("after")) }
        #expect(refused?.code == .unavailable)
        #expect((refused?.cause as? SQLiteFailure)?.reason == .vanished)
        #expect(refused?.message.contains("Put the file back") == true)
        let unread = await self.refusalOfReads()
        #expect(unread?.code == .unavailable)
        #expect((unread?.cause as? SQLiteFailure)?.reason == .vanished)
    }

    @Test func `pages, scans, checks and counts are refused as well`() async throws {
        try Loss.deleted.happen(to: self.folder.file())
        _ = await self.refusalOfReads()
        let reads: [StoreError?] = [
            await storeError { () throws(StoreError) in _ = try await self.store.all(.applications, in: .fixture) },
            await storeError { () throws(StoreError) in
                _ = try await self.store.due(.duties, at: .fixture, limit: 1)
            },
            await storeError { () throws(StoreError) in
                _ = try await self.store.audit(
                    of: .fixture, matching: AuditFilter(action: .authorize), after: 0, limit: 1)
            },
            await storeError { () throws(StoreError) in _ = try await self.store.checkIntegrity() },
            await storeError { () throws(StoreError) in _ = try await self.store.counts() },
        ]
        for refused in reads { #expect((refused?.cause as? SQLiteFailure)?.reason == .vanished) }
    }

    @Test(arguments: ["", "-wal", "-shm"])
    func `what is put back goes on without being opened again`(suffix: String) async throws {
        let path = self.folder.file() + suffix
        try FileManager.default.moveItem(atPath: path, toPath: path + ".moved")
        #expect(await self.refusal { $0.insert(Application.fixture("refused")) } != nil)
        try FileManager.default.moveItem(atPath: path + ".moved", toPath: path)
        try await self.store.commit { $0.insert(Application.fixture("accepted")) }
        #expect(try await self.store.read(Application.self, "accepted", in: .fixture) != nil)
        #expect(try await self.store.read(Application.self, "refused", in: .fixture) == nil)
        #expect(try await self.store.checkIntegrity().isSound)
    }
}
