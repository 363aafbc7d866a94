import ConnectionsKit

/// Refreshes what is due beside a rotation, until nothing is.
struct Refreshing {
    let file: FilledFile
    /// How many are due.
    let count: Int
    /// How many became due before these.
    let before: Int

    func run() async throws {
        let target = try await self.file.open(
            providers: [TokenService()], at: Population.moment(due: self.before + self.count),
            sealer: Sealing.writing(Rotation.new, reading: [Rotation.old]))
        var refreshed = 0
        while refreshed < self.count {
            let report = try await target.system.maintenance.runOnce()
            refreshed += report.refreshed
            try require(report.refreshed + report.refreshesFailed > 0, "\(self.count - refreshed) are not due any more")
        }
        Figures.tell("refreshed", Double(refreshed))
    }
}
