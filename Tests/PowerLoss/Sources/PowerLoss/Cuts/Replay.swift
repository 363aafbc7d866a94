import Foundation
import Shared

/// A workload as it was recorded, and one cut of it: the same judgment each time, however the writers' tasks were
/// scheduled then.
struct Replay: Codable, Sendable {
    let recording: Recording
    let cut: Cut

    /// Keeps it for ``run(_:)``.
    ///
    /// - Returns: the path of the file.
    func save() throws -> String {
        let file = FileManager.default.temporaryDirectory
            .appendingPathComponent("power-loss-\(self.recording.seed)-\(self.cut.position).json")
        try JSONEncoder().encode(self).write(to: file)
        return file.path
    }

    /// Makes the cut again that was kept at a path.
    ///
    /// - Throws: ``Fault``.
    static func run(_ path: String) async throws -> String {
        let replay = try JSONDecoder().decode(Replay.self, from: Data(contentsOf: URL(fileURLWithPath: path)))
        var disk = Disk()
        for call in replay.recording.calls[..<replay.cut.position] { try disk.apply(call) }
        try await replay.cut.judge(replay.recording, Recording.plan(replay.recording.seed), disk)
        return "\(replay): nothing is wrong"
    }
}

extension Replay: CustomStringConvertible {
    var description: String {
        let position = self.cut.position
        let calls = self.recording.calls
        let call = position < calls.count ? "\(calls[position])" : "anything more"
        return "workload \(self.recording.seed), cut before call \(position) of \(calls.count) (\(call)), "
            + "of what was not synced \(self.cut.loss.rawValue)\(self.cut.isDouble ? ", and cut again in opening" : "")"
    }
}
