// What is removed since it is old: invitations that nobody accepted, and audit records.
extension Maintenance {
    func removeInvitations() async throws(ConnectionError) -> Report {
        let moment = self.system.time.now() - self.settings.invitationRetention
        var report = Report()
        for invitation in try await self.due(Invitation.self, .invitations, at: moment) {
            var changes = ChangeSet()
            changes.delete(invitation)
            changes.record(
                AuditEntry(
                    account: invitation.account, at: self.system.time.now(), actor: .system, action: .inviteClient,
                    subject: "invitation:\(invitation.id)", changed: ["invitation"]))
            do throws(StoreError) {
                self.system.broadcaster.publish(try await self.system.store.commit(changes, with: self.system.sealer))
                report.invitationsRemoved += 1
            } catch {
                // Accepted or sent again meanwhile, or tried again in the next round.
            }
        }
        return report
    }

    /// Walks the accounts and trims their trails, so many commits a round.
    func trimTrails() async throws(ConnectionError) -> Report {
        var report = Report()
        let (now, walk) = (self.system.time.now(), self.system.retentionWalk)
        guard let retention = self.system.configuration.auditRetention,
            var last = walk.position(at: now, rest: self.settings.retentionRest)
        else { return report }
        var budget = self.settings.batch
        var failure: ConnectionError?
        while true {
            let accounts: [AccountID]
            do throws(StoreError) { accounts = try await self.system.store.accounts(after: last, limit: 500) } catch {
                throw ConnectionError(error)
            }
            if accounts.isEmpty { break }
            for account in accounts {
                guard budget > 0, !Task.isCancelled else {
                    walk.pause(after: last)
                    if let failure { throw failure }
                    return report
                }
                do throws(ConnectionError) {
                    report.auditRecordsTrimmed += try await self.trim(account, before: now - retention, budget: &budget)
                } catch {
                    // One account's trail or key must not keep the others waiting.
                    failure = failure ?? error
                    budget -= 1
                }
                // An account that used up what was left is looked at again.
                if budget > 0 { last = account }
            }
        }
        walk.rest(until: now + self.settings.retentionRest)
        if let failure { throw failure }
        return report
    }

    /// Trims one trail, a page of records a commit.
    private func trim(
        _ account: AccountID, before moment: Timestamp, budget: inout Int
    ) async throws(ConnectionError) -> Int {
        var trimmed = 0
        while budget > 0 {
            let count = try await self.system.commit { () throws(ConnectionError) in
                try await self.trimming(account, before: moment)
            }
            if count == 0 { break }
            trimmed += count
            budget -= 1
        }
        return trimmed
    }

    /// What trims a page of a trail; nothing where nothing is old but earlier trims.
    private func trimming(
        _ account: AccountID, before moment: Timestamp
    ) async throws(ConnectionError) -> Planned<Int> {
        let start = try await self.system.auditStart(of: account)
        let page = try await self.system.audit(
            of: account, after: start.sequence, limit: max(1, self.settings.auditTrimBatch))
        let old = page.prefix { $0.entry.at < moment }
        guard let last = old.last, old.contains(where: { $0.entry.action != .trimAudit }) else {
            return Planned(0, ChangeSet())
        }
        var changes = ChangeSet()
        changes.trimAudit(of: account, through: last.sequence)
        changes.record(
            AuditEntry(
                account: account, at: self.system.time.now(), actor: .system, action: .trimAudit,
                subject: "audit:\(last.sequence)", changed: ["audit"]))
        return Planned(last.sequence - start.sequence, changes)
    }
}
