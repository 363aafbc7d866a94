/// Does duties: one at a time by one process, since whoever takes a duty moves its due time first.
struct DutyWorker: Sendable {
    let system: ConnectionSystem

    enum Result: Sendable {
        case done
        case postponed
        /// Another process has it, or it is gone.
        case taken
    }

    /// Does a duty, if it is still there as it was read.
    ///
    /// - Parameters:
    ///   - duty: the duty.
    ///   - isLastChance: whether the account is about to be erased, so that a revocation cannot wait for days.
    /// - Returns: what came of it.
    func perform(_ duty: Duty, isLastChance: Bool = false) async -> Result {
        var mine = duty
        mine.tries += 1
        mine.dueAt = self.system.time.now() + self.backOff(afterTries: mine.tries)
        var claim = ChangeSet()
        claim.update(mine)
        do throws(StoreError) {
            try await self.system.store.commit(claim, with: self.system.sealer)
        } catch {
            return .taken
        }
        mine.version += 1
        do throws(ConnectionError) {
            switch mine.work {
            case .revoke(let grant):
                return try await RevocationDuty(
                    worker: self, duty: mine, grantID: grant, isLastChance: isLastChance
                ).perform()
            case .sweep(let installation): return try await self.sweep(installation, mine)
            case .depart(let user): return try await self.depart(user, mine)
            }
        } catch {
            // Our own failure is no try.
            mine.dueAt = max(mine.dueAt, self.system.time.now() + Self.ownRest)
            return await self.postpone(mine, tries: duty.tries, until: mine.dueAt)
        }
    }

    /// How long to wait after a failure of our own, such as keys that are away; nothing says how long that lasts.
    static let ownRest = Duration.seconds(10 * 60)

    /// How long to wait before the next try: doubled for each, with jitter, and at least what the service asked for.
    func backOff(afterTries tries: Int, asked: Duration? = nil) -> Duration {
        var pace = self.system.configuration.refresh
        pace.longestBackOff = self.system.configuration.maintenance.longestRevocationBackOff
        return pace.backOff(afterFailures: tries + 4, asked: asked, random: self.system.random)
    }

    /// Puts a claimed duty off.
    func postpone(_ duty: Duty, tries: Int, until moment: Timestamp) async -> Result {
        var next = duty
        next.tries = tries
        next.dueAt = moment
        var changes = ChangeSet()
        changes.update(next)
        // What cannot be written leaves the time of the claim.
        _ = try? await self.system.store.commit(changes, with: self.system.sealer)
        return .postponed
    }

    // MARK: - Sweep

    /// Removes the connections of an installation that is gone; a sweep that is cut off goes on where connections are left.
    private func sweep(_ id: Installation.ID, _ duty: Duty) async throws(ConnectionError) -> Result {
        try await self.system.forEach(.connections(of: id), in: duty.account) {
            (connection: Connection) throws(ConnectionError) in
            try await self.system.remove(connection, by: .system)
        }
        return try await self.finish(duty)
    }

    // MARK: - Departure

    /// Revokes what was suspended of a person who did not return in time, and what had to be authorized again anyway; one
    /// grant a commit, so that a departure that is cut off goes on with those that are left.
    private func depart(_ user: UserID, _ duty: Duty) async throws(ConnectionError) -> Result {
        let now = self.system.time.now()
        try await self.system.forEach(.grants(of: user), in: duty.account) { (grant: Grant) throws(ConnectionError) in
            guard grant.authorizedBy == user else { return }
            try await self.system.commit { () throws(ConnectionError) in
                var changes = ChangeSet()
                guard let current = try await self.system.find(Grant.self, grant.id, in: duty.account) else {
                    return Planned((), changes)
                }
                switch current.status {
                case .suspended(let until) where until <= now: break
                case .needsReauthorization:
                    guard let guardian = try await self.system.find(UserGuard.self, user, in: duty.account),
                        case .deactivated(let until) = guardian.status, until <= now
                    else { return Planned((), changes) }
                    changes.expect(guardian)
                default: return Planned((), changes)
                }
                changes.update(try self.system.advance { () throws(IllegalTransition) in try current.revoking() })
                changes.insert(self.system.revocationDuty(for: current))
                changes.record(self.system.entry(revoking: current, by: .system))
                return Planned((), changes)
            }
        }
        return try await self.finish(duty)
    }

    private func finish(_ duty: Duty) async throws(ConnectionError) -> Result {
        try await self.system.commit { () throws(ConnectionError) in
            var changes = ChangeSet()
            changes.delete(duty)
            return Planned((), changes)
        }
        return .done
    }
}
