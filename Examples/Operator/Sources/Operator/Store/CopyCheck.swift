import ConnectionsKit
import ConnectionsKitSQLite
import ConnectionsKitSealing
import Foundation

/// Opens a copy as a store would be opened after a disaster, and verifies its audit trails.
struct CopyCheck {
    var path: String

    func verify(with keys: any KeyProvider, _ progress: ProgressLine) async throws -> VerificationReport {
        let report = try await self.verifyOpened(with: keys, progress)
        try await self.waitUntilClosed()
        return report
    }

    private func verifyOpened(
        with keys: any KeyProvider, _ progress: ProgressLine
    ) async throws -> VerificationReport {
        let time = Desk.current.time
        let store = try await SQLiteConnectionStore.open(at: self.path, time: time)
        return try await TrailVerifier(
            store: store, system: Platform.system(over: store, keys: keys, time: time)
        ).verify(nil, progress)
    }

    /// A store is closed soon after its last reference is gone; until then files of SQLite lie beside it, and a copy is one
    /// file.
    private func waitUntilClosed() async throws {
        for _ in 0..<500 where FileManager.default.fileExists(atPath: self.path + "-wal") {
            try await Task.sleep(for: .milliseconds(10))
        }
    }
}
