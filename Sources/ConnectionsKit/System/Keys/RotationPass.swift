/// One rotation of keys under way: what it does to an account.
struct RotationPass {
    let system: ConnectionSystem
    let actor: AuditEntry.Actor
    let settings: KeyRotation.Settings
    /// The key of the host that wraps.
    let writing: String
    var report = KeyRotationReport()
    /// The accounts that are left as they are, since something of theirs does not open.
    var failed: Set<AccountID> = []

    /// Wraps anew what another key of the host wrapped.
    mutating func wrapDataKeys(of account: AccountID) async throws(ConnectionError) {
        let (system, writing, actor) = (self.system, self.writing, self.actor)
        let count = try await system.commit { () throws(ConnectionError) in
            var changes = ChangeSet()
            for var key in try await system.all(.dataKeys, in: account) where key.wrapped.wrappingKey != writing {
                do throws(SealerError) { key.wrapped = try await system.sealer.rewrap(key) } catch {
                    throw ConnectionError(error)
                }
                changes.update(key)
            }
            let count = changes.changes.count
            if count > 0 { changes.record(Self.entry(account, at: system.time.now(), actor, ["wrapping_key"])) }
            return Planned(count, changes)
        }
        self.report.done.wrapped += count
        try await self.rest(after: count)
    }

    /// Gives an account a data key that seals from now on, unless the one that does was made at `start` or later; the old one
    /// only opens.
    mutating func replaceDataKey(of account: AccountID, madeBefore start: Timestamp) async throws(ConnectionError) {
        let (system, actor) = (self.system, self.actor)
        let isMade = try await system.commit { () throws(ConnectionError) in
            let keys = try await system.all(.dataKeys, in: account)
            guard var old = keys.first(where: \.isWriting), old.createdAt < start else {
                return Planned(false, ChangeSet())
            }
            var changes = ChangeSet()
            do throws(CredentialError) {
                // Nobody gets a new key while an old one cannot be opened: what it sealed could not be sealed anew.
                _ = try await system.keys.opening(for: account)
                var new = try await system.keys.makeDataKey(for: account)
                new.createdAt = start
                old.retiredAt = system.time.now()
                changes.update(old)
                changes.insert(new)
            } catch {
                throw ConnectionError(error)
            }
            changes.record(Self.entry(account, at: system.time.now(), actor, ["data_key"]))
            return Planned(true, changes)
        }
        if isMade { self.report.done.made += 1 }
        try await self.rest(after: isMade ? 1 : 0)
    }

    /// Seals anew what the account's older data keys sealed, and destroys them.
    mutating func sealAnew(
        _ account: AccountID, _ progress: (KeyRotationProgress) async -> Void
    ) async throws(ConnectionError) {
        for tries in 0... {
            let keys = try await self.system.all(.dataKeys, in: account)
            let retired = keys.filter { !$0.isWriting }
            guard !retired.isEmpty else { return }
            var resealing = AccountResealing(
                system: self.system, account: account, held: try await self.held(account), retired: retired,
                settings: self.settings)
            do throws(ConnectionError) {
                while let count = try await resealing.step() {
                    self.report.done.secrets += count
                    await progress(self.report.done)
                    try await self.rest(after: count)
                    if Task.isCancelled { throw ConnectionError(.cancelled, "The task was cancelled.") }
                }
                guard resealing.unreadable == 0 else {
                    throw ConnectionError(
                        .corrupt,
                        "\(resealing.unreadable) secrets of the account do not open, so their data key is kept.",
                        remedy: "Authorize again what they belong to, and rotate once more.")
                }
                try await self.destroy(retired, of: account, under: resealing.held)
                return
            } catch {
                // Another rotation has begun meanwhile, or wrapped the keys anew: begin from what is stored now.
                guard error.code == .conflict, tries < 16 else { throw error }
            }
        }
    }

    private func held(_ account: AccountID) async throws(ConnectionError) -> HeldKeys {
        do throws(CredentialError) { return try await self.system.keys.opening(for: account) } catch {
            throw ConnectionError(error)
        }
    }

    /// Destroys data keys that nothing needs any more.
    ///
    /// Once a key only opens, no commit stores anything under it, since each expects the key that sealed to seal still; and
    /// everything that it had sealed was gone through after that.
    private mutating func destroy(
        _ retired: [DataKey], of account: AccountID, under held: HeldKeys
    ) async throws(ConnectionError) {
        let (system, actor) = (self.system, self.actor)
        let count = try await system.commit { () throws(ConnectionError) in
            var changes = ChangeSet()
            for key in try await system.all(.dataKeys, in: account) where !key.isWriting {
                if retired.contains(where: { $0.id == key.id }) { changes.delete(key) }
            }
            guard !changes.isEmpty else { return Planned(0, changes) }
            changes.record(Self.entry(account, at: system.time.now(), actor, ["secrets", "data_key"]))
            return Planned(changes.changes.count, changes)
        }
        self.report.done.destroyed += count
    }

    private func rest(after count: Int) async throws(ConnectionError) {
        guard count > 0, let rate = self.settings.rate else { return }
        do { try await self.system.time.sleep(.seconds(1) * count / rate) } catch {
            throw ConnectionError(.cancelled, "The task was cancelled.")
        }
    }

    private static func entry(
        _ account: AccountID, at moment: Timestamp, _ actor: AuditEntry.Actor, _ changed: [String]
    ) -> AuditEntry {
        AuditEntry(
            account: account, at: moment, actor: actor, action: .rotateKeys, subject: "account:\(account)",
            changed: changed)
    }
}
