import ConnectionsKit
import ConnectionsKitSQLite
import ConnectionsKitSealing
import Foundation

/// Verifies the audit trails of a copy, opened as a store as it would be after a disaster.
///
/// To open a file changes it, if only in its header and by what SQLite lays beside it: so a passing copy of the copy is opened,
/// and the copy stays as it was made.
struct CopyCheck {
    var path: String

    private var passing: String { self.path + ".check" }

    func verify(with keys: any KeyProvider, _ progress: ProgressLine) async throws -> VerificationReport {
        do { try FileManager.default.copyItem(atPath: self.path, toPath: self.passing) } catch {
            throw Failure(
                "copyNotChecked", "The copy is made and sound, but \(self.passing) could not be, to verify its trails.",
                remedy: "Make room beside it, and run `connections verify` on a copy of it.", exit: .unusable)
        }
        defer {
            for ending in ["", "-wal", "-shm"] { try? FileManager.default.removeItem(atPath: self.passing + ending) }
        }
        let time = Desk.current.time
        let store = try await SQLiteConnectionStore.open(at: self.passing, time: time)
        return try await TrailVerifier(store: store, system: Platform.system(over: store, keys: keys, time: time))
            .verify(nil, progress)
    }
}
