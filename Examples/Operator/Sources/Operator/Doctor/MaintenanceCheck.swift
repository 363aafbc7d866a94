import ConnectionsKit

/// Looks whether maintenance keeps up: it works off what is due within a round or two.
struct MaintenanceCheck {
    /// How late work may be before somebody should look.
    private static let patience = Duration.seconds(10 * 60)

    private let late: Timestamp
    private var refreshes = 0
    private var oldest: Timestamp?

    init(at now: Timestamp) {
        self.late = now - Self.patience
    }

    /// Counts a refresh that is overdue. Those of grants that are not in use wait for nobody.
    mutating func add(_ standing: GrantStanding) {
        guard standing.condition != nil, let due = standing.health?.nextRefreshAt, due <= self.late else { return }
        self.refreshes += 1
        self.oldest = min(self.oldest ?? due, due)
    }

    func findings(_ store: any ConnectionStore) async throws -> [Finding] {
        var findings: [Finding] = []
        let duties = try await store.due(.duties, at: self.late, limit: 1_000).compactMap { Duty($0) }
        if let oldest = duties.map(\.dueAt).min() {
            // A thousand is the most that is looked at.
            let many =
                duties.count == 1_000 ? "1,000 or more duties are" : counted(duties.count, "duty is", "duties are")
            findings.append(
                Finding(
                    severity: .warning, check: .maintenance, message: "\(many) overdue, the oldest since \(oldest).",
                    remedy: "Look whether the host runs `system.maintenance.run()`: revocations wait for it."))
        }
        if let oldest {
            findings.append(
                Finding(
                    severity: .warning, check: .maintenance,
                    message:
                        "\(counted(self.refreshes, "refresh is", "refreshes are")) overdue, the oldest since \(oldest).",
                    remedy:
                        "Look whether the host runs `system.maintenance.run()`; until then tasks wait for refreshes."))
        }
        return findings
    }
}
