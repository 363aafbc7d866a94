/// The steps of the refresh record, and the commit of new tokens, which are never thrown away.
extension RefreshEngine {
    func take(_ step: RefreshStep, _ grant: Grant) async throws(StoreError) {
        var changes = ChangeSet()
        changes.refresh(grant.id, in: grant.account, step)
        try await self.store.commit(changes, with: self.sealer)
    }

    func give(back epoch: Int, _ grant: Grant) async {
        // A lease that cannot be given back runs out by itself.
        try? await self.take(.release(epoch: epoch), grant)
    }

    /// Seals what a call brought and commits it.
    func store(
        _ obtained: ObtainedCredential, of call: PreparedCall, _ tokenVersion: Int, _ epoch: Int
    ) async throws(CredentialError) -> Bool {
        let sealed: RefreshedTokens
        do throws(SealerError) { sealed = try call.seal(obtained, now: self.time.now()) } catch {
            throw CredentialError(error)
        }
        return try await self.save(
            UnsavedTokens.Entry(
                grant: call.grant, epoch: epoch, tokenVersion: tokenVersion, tokens: sealed, keys: call.keys))
    }

    func saveWhatIsUnsaved(_ target: RefreshTarget) async throws(CredentialError) {
        if let entry = self.unsaved.take(target) { _ = try await self.save(entry) }
    }

    /// Commits new tokens; what the store does not take is tried again with the same bytes, and kept for the next flight.
    ///
    /// Where the key that sealed them no longer seals, they are sealed anew from what is in memory: the service is not asked
    /// again.
    ///
    /// - Returns: whether they are the grant's tokens now.
    private func save(_ entry: UnsavedTokens.Entry) async throws(CredentialError) -> Bool {
        var entry = entry
        var wait = Duration.milliseconds(20)
        for attempt in 1...max(1, self.settings.persistTries) {
            do throws(StoreError) {
                var changes = ChangeSet()
                changes.refresh(
                    entry.grant.id, in: entry.grant.account,
                    .succeed(epoch: entry.epoch, tokenVersion: entry.tokenVersion, tokens: entry.tokens))
                changes.expect(entry.keys)
                try await self.store.commit(changes, with: self.sealer)
                return true
            } catch {
                switch error.code {
                // Other tokens are stored already, or these by a commit whose answer was lost; the caller reads them.
                case .conflict(_, .epoch): return false
                case .conflict(0, .missing):
                    try await self.revokeLate(entry)
                    return false
                default:
                    if attempt == max(1, self.settings.persistTries) {
                        self.unsaved.keep(entry)
                        throw CredentialError(error)
                    }
                    if error.isOfSealingKey { entry = try await self.resealed(entry) }
                }
                // The key that seals is known by now: there is nothing to wait for.
                if error.isOfSealingKey { continue }
            }
            try? await self.time.sleep(wait)
            wait = wait * 2
        }
        return false
    }

    /// The same tokens under the key that seals now; kept for the next flight when it cannot be had.
    private func resealed(_ entry: UnsavedTokens.Entry) async throws(CredentialError) -> UnsavedTokens.Entry {
        do throws(CredentialError) {
            let keys = try await self.keys.sealing(for: entry.grant.account)
            do throws(SealerError) { return try entry.sealed(with: keys) } catch { throw CredentialError(error) }
        } catch {
            self.unsaved.keep(entry)
            throw error
        }
    }

    /// Tokens that arrive after their grant was revoked and its old ones destroyed go straight to the revocation duty.
    private func revokeLate(_ entry: UnsavedTokens.Entry) async throws(CredentialError) {
        var entry = entry
        for tries in 1... {
            do throws(StoreError) {
                guard var grant = try await self.store.read(Grant.self, entry.grant.id, in: entry.grant.account) else {
                    return
                }
                let now = self.time.now()
                var changes = ChangeSet()
                changes.expect(entry.keys)
                grant.revocation = .pending
                changes.update(grant)
                changes.insert(
                    TokenState(
                        grant: grant.id, account: grant.account, access: entry.tokens.access,
                        refresh: entry.tokens.refresh, obtainedAt: now, expiresAt: entry.tokens.expiresAt))
                changes.insert(
                    Duty(id: Duty.ID(self.random.uuid()), account: grant.account, work: .revoke(grant.id), dueAt: now))
                try await self.store.commit(changes, with: self.sealer)
                return
            } catch {
                if case .conflict(0, _) = error.code, tries < 16 {
                    entry = try await self.resealed(entry)
                    continue
                }
                self.unsaved.keep(entry)
                throw CredentialError(error)
            }
        }
    }
}

extension StoreError {
    /// Whether a commit of sealed tokens failed since the key that sealed them no longer seals: its expectation is the
    /// second change.
    fileprivate var isOfSealingKey: Bool {
        if case .conflict(1, _) = self.code { true } else { false }
    }
}
