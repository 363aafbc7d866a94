import ConnectionsKit

/// Looks whether maintenance keeps up: it works off what is due within a round or two.
struct MaintenanceCheck {
    /// How late work may be before somebody should look.
    private static let patience = Duration.seconds(10 * 60)

    static func findings(
        _ store: any ConnectionStore, at now: Timestamp
    ) async throws -> [Finding] {
        let late = now - self.patience
        var findings: [Finding] = []
        let duties = try await store.due(.duties, at: late, limit: 1_000).compactMap { Duty($0) }
        if let oldest = duties.map(\.dueAt).min() {
            findings.append(
                Finding(
                    severity: .warning, check: .maintenance,
                    message: "\(Self.many(duties.count, "duty is", "duties are")) overdue, the oldest since \(oldest).",
                    remedy: "Look whether the host runs `system.maintenance.run()`: revocations wait for it."))
        }
        let refreshes = try await store.due(.refreshes, at: late, limit: 1_000).compactMap { TokenState($0) }
        if let oldest = refreshes.compactMap(\.refreshDueAt).min() {
            findings.append(
                Finding(
                    severity: .warning, check: .maintenance,
                    message:
                        "\(Self.many(refreshes.count, "refresh is", "refreshes are")) overdue, the oldest since \(oldest).",
                    remedy:
                        "Look whether the host runs `system.maintenance.run()`; until then tasks wait for refreshes."))
        }
        return findings
    }

    /// A thousand is the most that is looked at.
    private static func many(_ count: Int, _ one: String, _ several: String) -> String {
        count == 1_000 ? "1,000 or more \(several)" : counted(count, one, several)
    }
}
