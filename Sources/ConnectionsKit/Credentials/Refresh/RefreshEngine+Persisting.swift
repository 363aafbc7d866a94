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
            UnsavedTokens.Entry(grant: call.grant, epoch: epoch, tokenVersion: tokenVersion, tokens: sealed))
    }

    func saveWhatIsUnsaved(_ target: RefreshTarget) async throws(CredentialError) {
        if let entry = self.unsaved.take(target) { _ = try await self.save(entry) }
    }

    /// Commits new tokens; what the store does not take is tried again with the same bytes, and kept for the next flight.
    ///
    /// - Returns: whether they are the grant's tokens now.
    private func save(_ entry: UnsavedTokens.Entry) async throws(CredentialError) -> Bool {
        let grant = entry.grant
        var wait = Duration.milliseconds(20)
        for attempt in 1...max(1, self.settings.persistTries) {
            do throws(StoreError) {
                try await self.take(
                    .succeed(epoch: entry.epoch, tokenVersion: entry.tokenVersion, tokens: entry.tokens), grant)
                return true
            } catch {
                switch error.conflict {
                // Other tokens are stored already, or these by a commit whose answer was lost; the caller reads them.
                case .epoch: return false
                case .missing:
                    try await self.revokeLate(entry)
                    return false
                default:
                    if attempt == self.settings.persistTries {
                        self.unsaved.keep(entry)
                        throw CredentialError(error)
                    }
                }
            }
            try? await self.time.sleep(wait)
            wait = wait * 2
        }
        return false
    }

    /// Tokens that arrive after their grant was revoked and its old ones destroyed go straight to the revocation duty.
    private func revokeLate(_ entry: UnsavedTokens.Entry) async throws(CredentialError) {
        do throws(StoreError) {
            guard var grant = try await self.store.read(Grant.self, entry.grant.id, in: entry.grant.account) else {
                return
            }
            let now = self.time.now()
            var changes = ChangeSet()
            grant.revocation = .pending
            changes.update(grant)
            changes.insert(
                TokenState(
                    grant: grant.id, account: grant.account, access: entry.tokens.access, refresh: entry.tokens.refresh,
                    obtainedAt: now, expiresAt: entry.tokens.expiresAt))
            changes.insert(
                Duty(id: Duty.ID(self.random.uuid()), account: grant.account, work: .revoke(grant.id), dueAt: now))
            try await self.store.commit(changes, with: self.sealer)
        } catch {
            self.unsaved.keep(entry)
            throw CredentialError(error)
        }
    }
}
