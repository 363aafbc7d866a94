/// The steps of an erasure; each can be repeated.
struct AccountErasure: Sendable {
    let system: ConnectionSystem
    let account: AccountID
    let actor: AuditEntry.Actor

    /// How long to rest between two rounds of asking services.
    private static let rest = Duration.seconds(5)

    // MARK: - Nothing is usable

    /// Uninstalls what is installed, removes every connection, and revokes every grant; the revocation at the services is
    /// queued with each.
    func stop() async throws(ConnectionError) {
        for installation in try await self.system.all(.installations, in: self.account) {
            try await self.uninstall(installation.id)
        }
        for connection in try await self.system.all(.connections(), in: self.account) {
            try await self.system.remove(connection, by: self.actor)
        }
        for grant in try await self.system.all(.grants(), in: self.account) where !grant.isOver {
            try await self.system.commit { () throws(ConnectionError) in
                var changes = ChangeSet()
                guard let current = try await self.system.find(Grant.self, grant.id, in: self.account), !current.isOver
                else { return Planned((), changes) }
                changes.update(try self.system.advance { () throws(IllegalTransition) in try current.revoking() })
                changes.insert(self.system.revocationDuty(for: current))
                changes.record(self.system.entry(revoking: current, by: self.actor))
                return Planned((), changes)
            }
        }
    }

    private func uninstall(_ id: Installation.ID) async throws(ConnectionError) {
        try await self.system.commit { () throws(ConnectionError) in
            var changes = ChangeSet()
            guard let current = try await self.system.find(Installation.self, id, in: self.account),
                current.status != .uninstalled
            else { return Planned((), changes) }
            changes.update(try self.system.advance { () throws(IllegalTransition) in try current.uninstalled() })
            changes.record(self.entry(.uninstall, subject: "installation:\(id)", changed: ["status"]))
            return Planned((), changes)
        }
    }

    // MARK: - The services

    /// Asks the services to revoke what waits for it, and again for as long as `patience` lasts.
    ///
    /// Each grant has a duty of this call's own, since that of its revocation may be waiting for its time; whichever comes
    /// second finds the tokens gone.
    func revokeAtServices(patience: Duration) async throws(ConnectionError) {
        let deadline = self.system.time.now() + patience
        var duties: [Grant.ID: Duty] = [:]
        var failure: ConnectionError?
        while failure == nil {
            do throws(ConnectionError) {
                let waiting = try await self.waiting()
                if waiting.isEmpty { break }
                for grant in waiting where duties[grant.id] == nil {
                    duties[grant.id] = try await self.insert(self.system.revocationDuty(for: grant))
                }
                let mine = waiting.compactMap { duties[$0.id]?.id }
                _ = await Maintenance(self.system).inParallel(mine) { duty in
                    await self.perform(duty)
                    return Maintenance.Report()
                }
                let left = deadline - self.system.time.now()
                if left <= .zero || Task.isCancelled { break }
                if try await self.waiting().isEmpty { break }
                try? await self.system.time.sleep(min(left, Self.rest))
            } catch {
                failure = error
            }
        }
        for duty in duties.values { await self.remove(duty.id) }
        if let failure { throw failure }
        if Task.isCancelled { throw ConnectionError(.cancelled, "The task was cancelled.") }
    }

    private func waiting() async throws(ConnectionError) -> [Grant] {
        try await self.system.all(.grants(), in: self.account).filter { $0.revocation == .pending }
    }

    private func insert(_ duty: Duty) async throws(ConnectionError) -> Duty {
        try await self.system.commit { () throws(ConnectionError) in
            var changes = ChangeSet()
            changes.insert(duty)
            return Planned(duty, changes)
        }
    }

    private func perform(_ id: Duty.ID) async {
        guard let duty = try? await self.system.find(Duty.self, id, in: self.account) else { return }
        _ = await DutyWorker(system: self.system).perform(duty, isLastChance: true)
    }

    /// Removes a duty of this call's own that is left; one that stays is done by maintenance.
    private func remove(_ id: Duty.ID) async {
        guard let duty = try? await self.system.find(Duty.self, id, in: self.account) else { return }
        var changes = ChangeSet()
        changes.delete(duty)
        _ = try? await self.system.store.commit(changes, with: self.system.sealer)
    }

    /// Writes down what became of each grant at its service.
    func judge(into report: inout ErasureReport) async throws(ConnectionError) {
        for grant in try await self.system.all(.grants(), in: self.account) {
            switch grant.revocation {
            case .pending: report.unreachable.append(ErasureReport.Unrevoked(grant))
            case .confirmed: report.revoked.append(grant.id)
            case .notOffered: report.notOffered.append(grant.id)
            case .supersededNotRevoked: report.leftInUse.append(grant.id)
            case .failed(let answer): report.refused.append(ErasureReport.Unrevoked(grant, answer: answer))
            case nil: break
            }
        }
    }

    // MARK: - The records

    /// Takes the account's applications out of the marketplace.
    func withdrawSubmissions() async throws(ConnectionError) -> [Submission.ID] {
        let marketplace = self.system.configuration.marketplaceAccount
        var withdrawn: [Submission.ID] = []
        for application in try await self.system.all(.applications, in: self.account) {
            let submissions = try await self.system.all(
                .submissions(of: application.id, by: self.account), in: marketplace)
            for submission in submissions {
                try await self.system.commit { () throws(ConnectionError) in
                    var changes = ChangeSet()
                    guard let current = try await self.system.find(Submission.self, submission.id, in: marketplace)
                    else { return Planned((), changes) }
                    changes.delete(current)
                    var entry = self.entry(
                        .submitToMarketplace, subject: "submission:\(submission.id)", changed: ["submission"])
                    entry.account = marketplace
                    changes.record(entry)
                    return Planned((), changes)
                }
                withdrawn.append(submission.id)
            }
        }
        return withdrawn
    }

    /// Removes every record, and says so in the trail, which stays.
    func erase() async throws(ConnectionError) {
        try await self.system.commit { () throws(ConnectionError) in
            var changes = ChangeSet()
            // The keys before everything: without them no copy of the rest opens, wherever it is.
            for key in try await self.system.all(.dataKeys, in: self.account) { changes.delete(key) }
            changes.erase(self.account)
            changes.record(
                self.entry(.eraseAccount, subject: "account:\(self.account)", changed: ["data_keys", "records"]))
            return Planned((), changes)
        }
    }

    private func entry(_ action: Action, subject: String, changed: [String]) -> AuditEntry {
        AuditEntry(
            account: self.account, at: self.system.time.now(), actor: self.actor, action: action, subject: subject,
            changed: changed)
    }
}
