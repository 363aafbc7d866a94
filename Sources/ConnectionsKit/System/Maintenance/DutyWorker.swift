/// Does duties: one at a time by one process, since whoever takes a duty moves its due time first.
struct DutyWorker: Sendable {
    let system: ConnectionSystem

    enum Result: Sendable {
        case done
        case postponed
        /// Another process has it, or it is gone.
        case taken
    }

    func perform(_ duty: Duty) async -> Result {
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
                return try await RevocationDuty(worker: self, duty: mine, grantID: grant).perform()
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

    /// Revokes the grants of an installation that is gone and removes its connections with their slots; a sweep that
    /// is cut off goes on where slots are left.
    ///
    /// A grant that another application's connection uses goes on. The trail says of each connection with which installation it
    /// went, since nothing else does then.
    private func sweep(_ id: Installation.ID, _ duty: Duty) async throws(ConnectionError) -> Result {
        for connection in try await self.system.all(.connections(of: id), in: duty.account) {
            for slot in try await self.system.all(.slots(of: connection.id), in: duty.account) {
                try await self.system.commit { () throws(ConnectionError) in
                    var changes = ChangeSet()
                    guard let current = try await self.system.find(Slot.self, slot.id, in: duty.account) else {
                        return Planned((), changes)
                    }
                    try await self.clear([current], of: connection, in: &changes)
                    return Planned((), changes)
                }
            }
            try await self.system.commit { () throws(ConnectionError) in
                var changes = ChangeSet()
                guard let current = try await self.system.find(Connection.self, connection.id, in: duty.account) else {
                    return Planned((), changes)
                }
                // An authorization that ended meanwhile.
                let late = try await self.system.all(.slots(of: connection.id), in: duty.account)
                try await self.clear(late, of: connection, in: &changes)
                for reference in try await self.system.all(.references(to: connection.id), in: duty.account) {
                    changes.delete(reference)
                }
                changes.delete(current)
                changes.record(
                    AuditEntry(
                        account: duty.account, at: self.system.time.now(), actor: .system, action: .uninstall,
                        connection: current.id, subject: "installation:\(id)", changed: ["connection"]))
                return Planned((), changes)
            }
        }
        return try await self.finish(duty)
    }

    /// Revokes the grants of slots of a connection, unless they serve others, and removes the slots.
    private func clear(
        _ slots: [Slot], of connection: Connection, in changes: inout ChangeSet
    ) async throws(ConnectionError) {
        for grant in try await self.system.clear(slots, in: &changes, of: connection.account).revoked {
            var entry = self.entry(revoking: grant)
            entry.connection = connection.id
            changes.record(entry)
        }
    }

    // MARK: - Departure

    /// Revokes what was suspended of a person who did not return in time; one grant a commit, so that a departure that is
    /// cut off goes on with those that are left.
    private func depart(_ user: UserID, _ duty: Duty) async throws(ConnectionError) -> Result {
        let now = self.system.time.now()
        for grant in try await self.system.all(.grants(of: user), in: duty.account) where grant.authorizedBy == user {
            try await self.system.commit { () throws(ConnectionError) in
                var changes = ChangeSet()
                guard let current = try await self.system.find(Grant.self, grant.id, in: duty.account),
                    case .suspended(let until) = current.status, until <= now
                else { return Planned((), changes) }
                changes.update(try self.system.advance { () throws(IllegalTransition) in try current.revoking() })
                changes.insert(self.system.revocationDuty(for: current))
                changes.record(self.entry(revoking: current))
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

    private func entry(revoking grant: Grant) -> AuditEntry {
        AuditEntry(
            account: grant.account, at: self.system.time.now(), actor: .system, action: .revoke,
            connection: grant.connection, grant: grant.id, changed: ["status"])
    }
}
