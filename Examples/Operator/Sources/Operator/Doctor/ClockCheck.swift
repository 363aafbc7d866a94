import ConnectionsKit

/// Compares the clock of this machine with the moments in the records.
struct ClockCheck {
    /// The newest moment that a record names as past.
    private(set) var newest: Timestamp?

    /// By how much clocks of machines may differ without harm.
    private static let tolerance = Duration.seconds(5)

    mutating func add(_ standing: GrantStanding) {
        for moment in [standing.grant.createdAt, standing.health?.lastRefreshedAt, standing.health?.lastFailure?.at] {
            guard let moment else { continue }
            self.newest = max(self.newest ?? moment, moment)
        }
    }

    func findings(at now: Timestamp) -> [Finding] {
        guard let newest, newest > now + Self.tolerance else { return [] }
        return [
            Finding(
                severity: .warning, check: .clock,
                message: "The clock says \(now), and the newest record is of \(newest).",
                remedy: "Set the clock: leases and the ends of tokens are judged by it, in every process of the file.")
        ]
    }
}
