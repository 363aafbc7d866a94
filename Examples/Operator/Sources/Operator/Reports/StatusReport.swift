import ConnectionsKit

/// How a database stands.
struct StatusReport: Report {
    var file: DatabaseFile
    /// The one account that was looked at; `nil` for all.
    @OrNull var account: String?
    var accounts = 0
    var applications = 0
    var connections = 0
    /// How many there are of each status.
    var installations = Self.zeros(["active", "disabled", "uninstalled"])
    var grants = Grants()
    var work = Work()
    var nextActions = NextActions()

    struct Grants: Encodable, Sendable {
        var total = 0
        /// How many there are of each status.
        var byStatus = StatusReport.zeros(Grant.Status.words)
        /// How many of those in use fare so.
        var byHealth = StatusReport.zeros(Condition.allCases.map(\.rawValue))
    }

    struct Work: Encodable, Sendable {
        /// Refreshes whose time has come.
        var refreshesDue = 0
        /// Duties whose time has come; 1,000 stands for that many or more.
        var dutiesOverdue = 0
        /// The time of the oldest of these.
        @OrNull var overdueSince: String?
    }

    struct NextActions: Encodable, Sendable {
        var total = 0
        /// The first of them.
        var first: [NextAction] = []
    }

    /// Every word is there, so that its key is in the JSON.
    private static func zeros(_ words: [String]) -> [String: Int] {
        Dictionary(uniqueKeysWithValues: words.map { ($0, 0) })
    }

    /// Counts an authorization.
    mutating func add(_ standing: GrantStanding, at now: Timestamp, showing limit: Int) {
        self.grants.total += 1
        self.grants.byStatus[standing.status.word, default: 0] += 1
        if let condition = standing.condition { self.grants.byHealth[condition.rawValue, default: 0] += 1 }
        if standing.condition != nil, let next = standing.health?.nextRefreshAt, next <= now {
            self.work.refreshesDue += 1
        }
        for action in NextAction.of(standing) {
            self.nextActions.total += 1
            if self.nextActions.first.count < limit { self.nextActions.first.append(action) }
        }
    }
}

extension StatusReport {
    func text(width: Int?) -> String {
        var lines = [self.file.line]
        let installations = self.installations.values.reduce(0, +)
        lines.append(
            [
                self.account.map { "account \($0)" } ?? counted(self.accounts, "account"),
                counted(self.applications, "application"), counted(self.connections, "connection"),
                counted(installations, "installation")
                    + (installations == 0 ? "" : " (\(Self.parts(self.installations)))"),
            ].joined(separator: ", "))
        lines += ["", "Grants: \(grouped(self.grants.total))"]
        lines += Self.rows(self.grants.byStatus, in: Grant.Status.words)
        let health = Self.rows(self.grants.byHealth, in: Condition.allCases.map(\.rawValue))
        if !health.isEmpty { lines += ["Health of those in use:"] + health }
        lines += ["", "Work: \(counted(self.work.refreshesDue, "refresh", "refreshes")) due, \(self.overdue)"]
        lines += ["", "Next actions for people: \(grouped(self.nextActions.total))"]
        lines += self.nextActions.first.map { "  \($0.line)" }
        let left = self.nextActions.total - self.nextActions.first.count
        if left > 0 { lines.append("  … and \(grouped(left)) more; see them with --actions") }
        return lines.joined(separator: "\n")
    }

    private var overdue: String {
        let count = counted(self.work.dutiesOverdue, "duty", "duties")
        return self.work.overdueSince.map { "\(count) overdue since \($0)" } ?? "\(count) overdue"
    }

    private static func parts(_ counts: [String: Int]) -> String {
        counts.filter { $0.value > 0 }.sorted { $0.key < $1.key }.map { "\(grouped($0.value)) \($0.key)" }.joined(
            separator: ", ")
    }

    private static func rows(_ counts: [String: Int], in order: [String]) -> [String] {
        order.compactMap { word in
            counts[word].flatMap { $0 == 0 ? nil : "  " + word.padded(to: 22) + grouped($0) }
        }
    }
}

extension String {
    /// With spaces up to a length.
    func padded(to length: Int) -> String { self + String(repeating: " ", count: max(0, length - self.count)) }
}
