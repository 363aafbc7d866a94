import ConnectionsKit
import Synchronization

/// Rotates keys, and remembers how far it came when it is stopped.
struct Rotator {
    var system: ConnectionSystem
    var rotation: KeyRotation
    var settings: KeyRotation.Settings

    func rotate(by person: UserID, _ progress: ProgressLine) async throws -> RotationDoneReport {
        let total = try await self.system.planKeyRotation().accounts
        progress.note(
            "rotating the keys of \(counted(total, "account")); Ctrl-C stops, and the next run goes on from there")
        let reached = Mutex<KeyRotationProgress?>(nil)
        do throws(ConnectionError) {
            let report = try await self.system.rotateKeys(self.rotation, by: person, settings: self.settings) { done in
                reached.withLock { $0 = done }
                progress.show(Self.line(done, of: total))
            }
            return RotationDoneReport(self.rotation, report)
        } catch {
            guard error.code == .cancelled else { throw error }
            return RotationDoneReport(self.rotation, stoppedAt: reached.withLock { $0 })
        }
    }

    private static func line(_ done: KeyRotationProgress, of total: Int) -> String {
        var parts = ["\(grouped(done.accounts)) of \(counted(total, "account"))"]
        if done.wrapped > 0 { parts.append("\(counted(done.wrapped, "data key")) wrapped") }
        if done.secrets > 0 { parts.append("\(counted(done.secrets, "secret")) sealed anew") }
        return parts.joined(separator: ", ")
    }
}
