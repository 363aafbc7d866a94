/// The revocation of one grant at its service.
///
/// What is not the service's refusal is tried again for days, since tokens that are destroyed can never be revoked.
struct RevocationDuty: Sendable {
    let worker: DutyWorker
    /// The duty as it was claimed.
    let duty: Duty
    let grantID: Grant.ID
    /// Whether nobody will look again for whether it has become possible.
    let isLastChance: Bool

    private var system: ConnectionSystem { self.worker.system }
    private var settings: Maintenance.Settings { self.system.configuration.maintenance }
    /// The tries before this one.
    private var earlier: Int { max(0, self.duty.tries - 1) }
    private var patience: Int { max(1, self.settings.revocationPatience) }

    /// What one try came to.
    private enum Outcome {
        case ended(Grant.Revocation)
        /// It could end a grant in use, of a person who is not known.
        case couldReachUnknown
    }

    func perform() async throws(ConnectionError) -> DutyWorker.Result {
        guard let grant = try await self.system.find(Grant.self, self.grantID, in: self.duty.account),
            let tokens = try await self.system.find(TokenState.self, self.grantID, in: self.duty.account)
        else { return try await self.finish(nil, .notOffered) }
        let now = self.system.time.now()
        // A refresh under way may bring other tokens than these.
        if let until = tokens.lease.until, now < until {
            return await self.worker.postpone(self.duty, tries: self.earlier, until: until)
        }
        let outcome: Outcome
        do throws(CredentialError) {
            outcome = try await self.call(grant, tokens)
        } catch {
            return try await self.judge(error, tokens)
        }
        switch outcome {
        case .ended(let revocation): return try await self.finish(tokens, revocation)
        case .couldReachUnknown:
            let tries = self.earlier + self.share(of: self.settings.reachLooks)
            guard tries < self.patience, !self.isLastChance else {
                return try await self.finish(tokens, .supersededNotRevoked)
            }
            return await self.worker.postpone(self.duty, tries: tries, until: now + self.settings.reachRest)
        }
    }

    /// The tries that one of `limit` chances counts for: a duty has one count for all that can befall it.
    private func share(of limit: Int) -> Int {
        let chances = max(1, limit)
        return max(1, (self.patience + chances - 1) / chances)
    }

    private func judge(_ error: CredentialError, _ tokens: TokenState) async throws(ConnectionError)
        -> DutyWorker.Result
    {
        let now = self.system.time.now()
        let tries: Int
        switch error.code {
        case .configuration, .storeUnavailable, .storeCorrupt, .wrongKey, .cancelled:
            // Ours to put right: never a reason to give up.
            let rest = max(DutyWorker.ownRest, error.retryAfter ?? .zero)
            return await self.worker.postpone(self.duty, tries: self.earlier, until: now + rest)
        case .clientRetired:
            // Without its client nobody can ask the service any more.
            return try await self.finish(tokens, .failed(error.code.description))
        case .transient, .outcomeUnknown: tries = self.earlier + 1
        default: tries = self.earlier + self.share(of: self.settings.revocationTries)
        }
        guard tries < self.patience else {
            return try await self.finish(tokens, .failed(error.providerCode ?? error.code.description))
        }
        let delay = self.worker.backOff(afterTries: tries, asked: error.retryAfter)
        return await self.worker.postpone(self.duty, tries: tries, until: now + delay)
    }

    // MARK: - The call

    private func call(_ grant: Grant, _ tokens: TokenState) async throws(CredentialError) -> Outcome {
        guard let connector = self.system.catalogue[grant.connector],
            let provider = self.system.providers[connector.authentication.method]
        else { throw CredentialError(.configuration, "no provider serves the connector \(grant.connector)") }
        if try await self.couldReachAnother(grant, connector) {
            return grant.subject == nil ? .couldReachUnknown : .ended(.supersededNotRevoked)
        }
        let client = try await ClientDirectory(store: self.system.store, keys: self.system.keys)
            .registration(of: grant.client)
        let (access, refresh) = try await self.open(grant, tokens)
        let request = RevocationRequest(
            connector: try connector.serving(grant), dataCentre: grant.dataCentre, client: client,
            clientID: grant.client?.clientID,
            access: access, refresh: refresh)
        let limit = self.system.configuration.refresh.callLimit
        let answer = await withDeadline(limit, time: self.system.time) { () -> Result<Bool, CredentialError> in
            do throws(CredentialError) { return .success(try await provider.revoke(request)) } catch {
                return .failure(error)
            }
        }
        guard let answer else {
            throw CredentialError(.transient, "the service did not answer within \(limit)")
        }
        return .ended(try answer.get() ? .confirmed(self.system.time.now()) : .notOffered)
    }

    /// Whether a revocation at the service could end a grant of the same person and client that is in use.
    private func couldReachAnother(_ grant: Grant, _ connector: Connector) async throws(CredentialError) -> Bool {
        guard let facts = connector.authentication.oauth2, facts.revocationReach != .token, let client = grant.client
        else { return false }
        do throws(StoreError) {
            return try await self.system.store.hasLiveGrant(
                connector: connector.id, clientID: client.clientID, subject: grant.subject, excluding: grant.id)
        } catch {
            throw CredentialError(error)
        }
    }

    private func open(_ grant: Grant, _ tokens: TokenState) async throws(CredentialError) -> (Secret, Secret?) {
        try await self.system.keys.open(tokens) { (tokens, keys) throws(SealerError) in
            var refresh: Secret?
            if let sealed = tokens.refresh { refresh = try keys.open(sealed, in: grant.sealContext(.refresh)) }
            return (try keys.open(tokens.access, in: grant.sealContext(.access)), refresh)
        }
    }

    // MARK: - The end

    /// Ends the revocation: its outcome stands on the grant, and the tokens are destroyed.
    ///
    /// - Returns: `.postponed` when newer tokens arrived meanwhile, which need a call of their own.
    private func finish(
        _ tokens: TokenState?, _ outcome: Grant.Revocation
    ) async throws(ConnectionError) -> DutyWorker.Result {
        try await self.system.commit { () throws(ConnectionError) in
            var changes = ChangeSet()
            changes.delete(self.duty)
            if let current = try await self.system.find(TokenState.self, self.grantID, in: self.duty.account) {
                guard current.tokenVersion == tokens?.tokenVersion else { return Planned(.postponed, ChangeSet()) }
                changes.delete(current)
            }
            if var grant = try await self.system.find(Grant.self, self.grantID, in: self.duty.account), tokens != nil {
                grant.revocation = outcome
                changes.update(grant)
                var entry = AuditEntry(
                    account: self.duty.account, at: self.system.time.now(), actor: .system, action: .revoke,
                    connection: grant.connection, grant: self.grantID, changed: ["revocation"])
                if case .failed(let code) = outcome { entry.outcome = .failed(code: code) }
                changes.record(entry)
            }
            return Planned(.done, changes)
        }
    }
}
