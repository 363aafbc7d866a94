import CPowerLoss
import ConnectionsKit
import ConnectionsKitSQLite
import ConnectionsKitTesting
import Foundation

/// One cut of the power during a workload, and perhaps another while the file is opened again.
struct Cut: Codable, Sendable {
    /// Before which call the power fails.
    let position: Int
    /// What the disk makes of it.
    let seed: UInt64

    /// Makes the files that are left of `disk`, which is as it was before the call, and judges them.
    ///
    /// - Throws: ``Fault``.
    func judge(_ recording: Recording, _ plan: Plan, _ disk: Disk) async throws {
        var generator = SeededGenerator(seed: self.seed)
        var files = disk.files(after: self.loss(&generator), using: &generator)
        if self.isDouble {
            let calls = try await self.opening(files)
            var again = Disk(files)
            for call in calls[..<Int.random(in: 0...calls.count, using: &generator)] { try again.apply(call) }
            files = again.files(after: self.loss(&generator), using: &generator)
        }
        try await Folder.with(files) { folder in
            _ = try await Judge(plan: plan, path: folder.file)
                .judge(acknowledged: recording.acknowledged(before: self.position))
        }
    }

    /// What is asked of the disk when the store is opened on these files and closed.
    private func opening(_ files: [String: Data]) async throws -> [Call] {
        try await Folder.with(files) { folder in
            power_start(folder.path)
            defer { power_stop() }
            do throws(StoreError) {
                _ = try await SQLiteConnectionStore.open(
                    at: folder.file, time: ManualTimeSource(at: Records.now).source)
            } catch {
                throw Fault(.unusable, "\(error)")
            }
            // Another program that comes first, as when a disk is looked at before a host is started.
            _ = power_checkpoint(folder.file, 3)
            return try Call.recorded()
        }
    }

    /// Whether the power fails again while the file is opened.
    var isDouble: Bool { self.seed.isMultiple(of: 3) }

    /// How the first cut treats what was not synced.
    var loss: Loss {
        var generator = SeededGenerator(seed: self.seed)
        return self.loss(&generator)
    }

    private func loss(_ generator: inout SeededGenerator) -> Loss {
        Loss.allCases.randomElement(using: &generator) ?? .everything
    }
}
