import ConnectionsKit

/// One rotation of the keys of a whole file, which may be killed at any moment and begun again.
struct Rotation {
    let file: FilledFile
    let scope: KeyRotation

    /// The host's keys: what wraps from now on, and what is still needed to read.
    static let new = "key-2"
    static let old = "key-1"

    /// The moment at which everything in a rotated file happens.
    static let moment = Population.moment(due: 1)

    func run() async throws {
        let target = try await self.file.open(
            at: Self.moment, sealer: Sealing.writing(Self.new, reading: [Self.old]))
        var settings = KeyRotation.Settings()
        settings.batch = 500
        let start = ContinuousClock.now
        var hasBegun = false
        let report = try await target.system.rotateKeys(self.scope, by: "operator", settings: settings) { done in
            Figures.tell("secrets", Double(done.secrets))
            Figures.tell("wrapped", Double(done.wrapped))
            Figures.tell("seconds", (ContinuousClock.now - start).seconds)
            guard done.secrets > 0 || done.wrapped > 0, !hasBegun else { return }
            hasBegun = true
            Figures.tell("begun", (ContinuousClock.now - start).seconds)
        }
        try require(report.isFinished, "not finished: \(report.unfinished)")
        Figures.tell("peak", try ProcessMemory.peak())
        Figures.tell("finished", 1)
    }
}
