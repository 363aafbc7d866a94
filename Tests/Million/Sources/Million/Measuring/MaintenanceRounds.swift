import ConnectionsKit

/// Rounds of maintenance until nothing is due any more.
struct MaintenanceRounds {
    let file: FilledFile
    /// How many tokens have become due.
    let due: Int
    /// How many of these were refreshed before.
    let before: Int

    func measure() async throws {
        let target = try await self.file.open(
            providers: [TokenService()], at: Population.moment(due: self.due))
        let seen = try await self.dueTokens(target, limit: 1_000)
        let start = ContinuousClock.now
        let first = try await target.system.maintenance.runOnce()
        let firstRound = (ContinuousClock.now - start).seconds
        try await self.requireFairness(target, seen, first.refreshed)
        var refreshed = first.refreshed
        var rounds = 1
        while true {
            let report = try await target.system.maintenance.runOnce()
            try require(report.refreshesFailed == 0, "\(report.refreshesFailed) refreshes failed")
            if report.refreshed == 0 { break }
            refreshed += report.refreshed
            rounds += 1
        }
        let seconds = (ContinuousClock.now - start).seconds
        try require(refreshed == self.due - self.before, "\(refreshed) of \(self.due - self.before) were refreshed")
        let rest = try await self.dueTokens(target, limit: 1)
        try require(rest.isEmpty, "some are still due")
        Figures.tell("peak", try ProcessMemory.peak())
        say(
            "\(refreshed) due of \(self.file.population.grants): \(rounds) rounds, \(seconds.rounded(2)) s, "
                + "the first \(firstRound.rounded(3)) s, \((Double(refreshed) / seconds).rounded(0)) refreshes/s, "
                + "at most \(try ProcessMemory.peak().rounded(1)) MB")
    }

    private func dueTokens(_ target: Target, limit: Int) async throws -> [TokenState] {
        try await target.store.due(.refreshes, at: Population.moment(due: self.due), limit: limit)
            .compactMap(TokenState.init)
    }

    /// Refuses a round that gave one account more than its turn while another waited.
    private func requireFairness(_ target: Target, _ seen: [TokenState], _ refreshed: Int) async throws {
        var waiting: [AccountID: Int] = [:]
        var served: [AccountID: Int] = [:]
        for tokens in seen {
            let now = try await target.store.read(TokenState.self, tokens.grant, in: tokens.account)
            if now?.tokenVersion == tokens.tokenVersion {
                waiting[tokens.account, default: 0] += 1
            } else {
                served[tokens.account, default: 0] += 1
            }
        }
        let most = served.values.max() ?? 0
        try require(served.values.reduce(0, +) == refreshed, "the round refreshed others than those due first")
        for account in waiting.keys {
            try require(
                served[account, default: 0] >= most - 1,
                "\(account) got \(served[account, default: 0]) refreshes in a round in which another got \(most)")
        }
        Figures.tell("accounts", Double(served.count))
    }
}
