/// One flight of a refresh, from the look at the stored tokens to the commit of the new ones.
///
/// The order is what makes it survive a crash: acquire the lease, read again, hold the keys, say durably that the call is
/// about to be made, call with a deadline inside the lease, seal, commit. Nothing that can fail stands between the answer
/// and its commit.
struct RefreshEngine: Sendable {
    let store: any ConnectionStore
    let sealer: any SecretSealer
    let providers: [AuthenticationMethod: any CredentialProvider]
    let catalogue: Catalogue
    let time: TimeSource
    let random: RandomSource
    let settings: RefreshSettings
    let unsaved = UnsavedTokens()

    init(
        store: any ConnectionStore, sealer: any SecretSealer, providers: [AuthenticationMethod: any CredentialProvider],
        catalogue: Catalogue, time: TimeSource, random: RandomSource, settings: RefreshSettings
    ) {
        self.store = store
        self.sealer = sealer
        self.providers = providers
        self.catalogue = catalogue
        self.time = time
        self.random = random
        self.settings = settings
    }

    func run(_ target: RefreshTarget, need: RefreshNeed) async -> RefreshCoordinator.Outcome {
        do throws(CredentialError) {
            var waited = Duration.zero
            var isNew = false
            while true {
                try await self.saveWhatIsUnsaved(target)
                let (grant, tokens) = try await self.load(target)
                if isNew || need.isMet(by: tokens, at: self.time.now()) {
                    var fresh = try await self.open(grant, tokens)
                    fresh.isNew = isNew
                    return .success(fresh)
                }
                if tokens.refresh != nil, tokens.isUnexpired(at: self.time.now()) {
                    try need.requireMeetable(by: tokens)
                }
                try self.requireRefreshable(tokens)
                // Before the commit: the store's count begins during it, and the call must end within the lease.
                let acquired = self.time.now()
                do throws(StoreError) {
                    try await self.take(.acquire(epoch: tokens.lease.epoch, duration: self.settings.lease), grant)
                } catch {
                    guard error.conflict == .epoch else { throw CredentialError(error) }
                    try await self.waitForOtherHolder(after: waited)
                    waited += self.settings.poll
                    continue
                }
                isNew = try await self.refresh(grant, need: need, epoch: tokens.lease.epoch + 1, acquired: acquired)
            }
        } catch {
            return .failure(error)
        }
    }

    /// The stored tokens of a grant that was just read, when they meet `need` as they are; `nil` when a refresh is called
    /// for.
    func stored(_ grant: Grant, need: RefreshNeed) async throws(CredentialError) -> FreshTokens? {
        let tokens = try await self.loadTokens(RefreshTarget(grant: grant.id, account: grant.account))
        return need.isMet(by: tokens, at: self.time.now()) ? try await self.open(grant, tokens) : nil
    }

    /// The stored tokens of a grant, when they have an end that is still to come; nothing else.
    func unexpired(_ grant: Grant) async throws(CredentialError) -> FreshTokens? {
        let tokens = try await self.loadTokens(RefreshTarget(grant: grant.id, account: grant.account))
        return tokens.isUnexpired(at: self.time.now()) ? try await self.open(grant, tokens) : nil
    }

    // MARK: - Reading

    private func load(_ target: RefreshTarget) async throws(CredentialError) -> (Grant, TokenState) {
        (try await self.loadGrant(target), try await self.loadTokens(target))
    }

    /// The grant, which may be used.
    func loadGrant(_ target: RefreshTarget) async throws(CredentialError) -> Grant {
        let grant: Grant?
        do throws(StoreError) {
            grant = try await self.store.read(Grant.self, target.grant, in: target.account)
        } catch {
            throw CredentialError(error)
        }
        guard let grant else { throw CredentialError(.notUsable, "the authorization no longer exists") }
        try Self.requireUsable(grant)
        return grant
    }

    private func loadTokens(_ target: RefreshTarget) async throws(CredentialError) -> TokenState {
        let tokens: TokenState?
        do throws(StoreError) {
            tokens = try await self.store.read(TokenState.self, target.grant, in: target.account)
        } catch {
            throw CredentialError(error)
        }
        guard let tokens else {
            throw CredentialError(.notUsable, "the tokens of the authorization no longer exist")
        }
        return tokens
    }

    private static func requireUsable(_ grant: Grant) throws(CredentialError) {
        switch grant.status {
        case .authorized: return
        case .needsReauthorization(let cause): throw CredentialError(reauthorize: cause)
        case .suspended, .revoked, .superseded:
            throw CredentialError(.notUsable, "the authorization is not in use any more")
        }
    }

    private func requireRefreshable(_ tokens: TokenState) throws(CredentialError) {
        guard tokens.refresh != nil else {
            throw CredentialError(reauthorize: .noRefreshToken)
        }
        // No call after a terminal verdict, nor before the time that the last failure set.
        if let failure = tokens.health.lastFailure {
            if failure.kind == .terminal {
                throw CredentialError(reauthorize: .refreshRefused)
            }
            if let retryAt = tokens.health.retryAt, self.time.now() < retryAt {
                var error = CredentialError(
                    failure.kind == .configuration ? .configuration : .transient,
                    "the last refresh failed (\(failure.code)); the next is tried at \(retryAt)",
                    providerCode: failure.code)
                error.retryAt = retryAt
                throw error
            }
        }
    }

    /// Opens the access token, and reads the status again once the keys are there: what was revoked while they were
    /// fetched is not handed out.
    private func open(_ grant: Grant, _ tokens: TokenState) async throws(CredentialError) -> FreshTokens {
        let keys: any AccountKeys
        do throws(SealerError) { keys = try await self.sealer.keys(for: grant.account) } catch {
            throw CredentialError(error)
        }
        let grant = try await self.loadGrant(RefreshTarget(grant: grant.id, account: grant.account))
        do throws(SealerError) {
            return FreshTokens(
                grant: grant, tokens: tokens, access: try keys.open(tokens.access, in: grant.sealContext(.access)))
        } catch {
            throw CredentialError(error)
        }
    }

    /// Waits a little; `waited`, how long the flight has done so already, is counted in sleeps, since the clock may jump.
    ///
    /// - Throws: ``CredentialError/Code/transient`` when it has been too long.
    private func waitForOtherHolder(after waited: Duration) async throws(CredentialError) {
        guard waited < self.settings.maximumWait else {
            throw CredentialError(.transient, "another process has been refreshing this authorization for too long")
        }
        do {
            try await self.time.sleep(self.settings.poll)
        } catch {
            throw CredentialError(.cancelled, "the refresh was cancelled")
        }
    }

    // MARK: - Refreshing

    /// - Returns: whether a call was made and its tokens are stored.
    private func refresh(
        _ seen: Grant, need: RefreshNeed, epoch: Int, acquired: Timestamp
    ) async throws(CredentialError) -> Bool {
        let grant: Grant
        let tokens: TokenState
        do throws(CredentialError) {
            (grant, tokens) = try await self.load(RefreshTarget(grant: seen.id, account: seen.account))
        } catch {
            await self.give(back: epoch, seen)
            throw error
        }
        guard tokens.lease.epoch == epoch else { return false }
        if need.isMet(by: tokens, at: self.time.now()) {
            await self.give(back: epoch, grant)
            return false
        }
        let call: PreparedCall
        do throws(CredentialError) {
            call = try await self.prepare(grant, tokens)
        } catch {
            guard error.code == .clientRetired else { throw await self.recordUnprepared(error, grant, tokens, epoch) }
            // As final as the service's own word, and nobody needs to be asked.
            try await self.record(error, grant, tokens, epoch: epoch, leaseEnd: acquired + self.settings.lease)
            return false
        }
        do throws(StoreError) {
            try await self.take(.intend(epoch: epoch, tokenVersion: tokens.tokenVersion), grant)
        } catch {
            // After a conflict another holder's late tokens are stored, or the lease is another's and stays that.
            await self.give(back: epoch, grant)
            if error.conflict == .epoch { return false }
            throw CredentialError(error)
        }
        let spent = self.time.now() - acquired
        let limit = min(self.settings.callLimit, self.settings.lease - self.settings.margin - spent)
        guard limit > .zero else {
            await self.give(back: epoch, grant)
            throw CredentialError(.transient, "preparing the refresh took longer than its lease")
        }
        let answer = await withDeadline(limit, time: self.time) {
            await call.perform(limit: limit)
        } late: { answer in
            // The answer came after all. The call is still announced unless another holder has begun one.
            guard case .success(let obtained) = answer else { return }
            _ = try? await self.store(obtained, of: call, tokens.tokenVersion, epoch)
        }
        switch answer ?? .failure(CredentialError(.outcomeUnknown, "the service did not answer within \(limit)")) {
        case .success(let obtained):
            return try await self.store(obtained, of: call, tokens.tokenVersion, epoch)
        case .failure(var error):
            // A cancelled call may have arrived; and it is not the callers who were cancelled.
            if error.code == .cancelled { error.code = .outcomeUnknown }
            try await self.record(error, grant, tokens, epoch: epoch, leaseEnd: acquired + self.settings.lease)
            return false
        }
    }

    private func prepare(_ grant: Grant, _ tokens: TokenState) async throws(CredentialError) -> PreparedCall {
        guard let connector = self.catalogue[grant.connector],
            let provider = self.providers[connector.authentication.method]
        else {
            throw CredentialError(.configuration, "no provider serves the connector \"\(grant.connector)\"")
        }
        let filled = try connector.serving(grant)
        let client = try await ClientDirectory(store: self.store, sealer: self.sealer).registration(of: grant.client)
        do throws(SealerError) {
            let keys = try await self.sealer.keys(for: grant.account)
            guard let sealed = tokens.refresh else {
                throw SealerError(.malformed, "there is no refresh token")
            }
            let refreshToken = try keys.open(sealed, in: grant.sealContext(.refresh))
            // Keys that cannot seal would lose the answer.
            _ = try keys.seal(refreshToken, in: grant.sealContext(.refresh))
            return PreparedCall(
                provider: provider, connector: filled, client: client, grant: grant, refreshToken: refreshToken,
                keys: keys)
        } catch {
            throw CredentialError(error)
        }
    }

    /// Puts the next refresh off after one that could not be prepared, so that others come first, and gives the lease back.
    ///
    /// Keys that are away or wrong here may be right in another process: that is no failure of the tokens.
    ///
    /// - Returns: what to throw.
    private func recordUnprepared(
        _ original: CredentialError, _ grant: Grant, _ tokens: TokenState, _ epoch: Int
    ) async -> CredentialError {
        let now = self.time.now()
        let isOurs = [.storeUnavailable, .storeCorrupt, .cancelled].contains(original.code)
        let delay =
            isOurs && tokens.health.lastFailure == nil
            ? self.settings.longestBackOff
            : self.settings.backOff(
                afterFailures: tokens.health.failures + 1, asked: original.retryAfter, random: self.random)
        var changes = ChangeSet()
        var reported = original
        if isOurs {
            changes.refresh(grant.id, in: grant.account, .release(epoch: epoch))
            changes.refresh(grant.id, in: grant.account, .postpone(until: now + delay))
        } else {
            let failure = TokenHealth.Failure(
                kind: original.code == .transient ? .transient : .configuration,
                code: original.recordedCode, at: now)
            changes.refresh(
                grant.id, in: grant.account,
                .fail(epoch: epoch, tokenVersion: tokens.tokenVersion, failure: failure, retryAt: now + delay))
            reported.retryAt = now + delay
        }
        do throws(StoreError) {
            try await self.store.commit(changes, with: self.sealer)
            return reported
        } catch {
            await self.give(back: epoch, grant)
            return original
        }
    }

    // MARK: - Writing

    private func take(_ step: RefreshStep, _ grant: Grant) async throws(StoreError) {
        var changes = ChangeSet()
        changes.refresh(grant.id, in: grant.account, step)
        try await self.store.commit(changes, with: self.sealer)
    }

    private func give(back epoch: Int, _ grant: Grant) async {
        // A lease that cannot be given back runs out by itself.
        try? await self.take(.release(epoch: epoch), grant)
    }

    /// Seals what a call brought and commits it.
    private func store(
        _ obtained: ObtainedCredential, of call: PreparedCall, _ tokenVersion: Int, _ epoch: Int
    ) async throws(CredentialError) -> Bool {
        let sealed: RefreshedTokens
        do throws(SealerError) { sealed = try call.seal(obtained, now: self.time.now()) } catch {
            throw CredentialError(error)
        }
        return try await self.save(
            UnsavedTokens.Entry(grant: call.grant, epoch: epoch, tokenVersion: tokenVersion, tokens: sealed))
    }

    private func saveWhatIsUnsaved(_ target: RefreshTarget) async throws(CredentialError) {
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

    /// Records a failure; a terminal one condemns the grant in the same commit.
    private func record(
        _ error: CredentialError, _ grant: Grant, _ tokens: TokenState, epoch: Int, leaseEnd: Timestamp
    ) async throws(CredentialError) {
        let now = self.time.now()
        let kind = error.code.verdict
        let failure = TokenHealth.Failure(kind: kind, code: error.recordedCode, at: now)
        let delay = self.settings.backOff(
            afterFailures: tokens.health.failures + 1, asked: error.retryAfter, random: self.random)
        // A call whose answer was lost may still be under way at the service: the next waits until its lease has run out.
        let earliest = error.code == .outcomeUnknown ? leaseEnd : now
        let retryAt = kind == .terminal ? nil : max(now + delay, earliest)
        let step = RefreshStep.fail(
            epoch: epoch, tokenVersion: tokens.tokenVersion, failure: failure, retryAt: retryAt)
        let isLost = tokens.lease.outcomeUnknown == tokens.tokenVersion
        let cause = error.reauthorization ?? (isLost ? .rotationOutcomeUnknown : .refreshRefused)
        do throws(StoreError) {
            for tries in 1... {
                var changes = ChangeSet()
                changes.refresh(grant.id, in: grant.account, step)
                if kind == .terminal { try await self.condemn(grant, cause, at: now, in: &changes) }
                do throws(StoreError) {
                    try await self.store.commit(changes, with: self.sealer)
                    break
                } catch {
                    guard error.conflict == .version, tries < 16 else { throw error }
                }
            }
        } catch {
            // The tokens are others by now, or another holder asks about them: the failure is not theirs.
            if error.conflict == .missing { return }
            if error.conflict == .epoch, try await self.isTaken(tokens, epoch) { return }
            throw CredentialError(error)
        }
        guard kind != .terminal else {
            throw CredentialError(reauthorize: cause, providerCode: error.providerCode, cause: error)
        }
        var reported = error
        reported.retryAt = retryAt
        throw reported
    }

    /// Whether another holder has taken over, or the tokens are others, since `epoch` was made.
    private func isTaken(_ tokens: TokenState, _ epoch: Int) async throws(CredentialError) -> Bool {
        do throws(StoreError) {
            let current = try await self.store.read(TokenState.self, tokens.grant, in: tokens.account)
            return current?.lease.epoch != epoch || current?.tokenVersion != tokens.tokenVersion
        } catch {
            throw CredentialError(error)
        }
    }

    private func condemn(
        _ grant: Grant, _ cause: Grant.ReauthorizationCause, at now: Timestamp, in changes: inout ChangeSet
    ) async throws(StoreError) {
        guard let current = try await self.store.read(Grant.self, grant.id, in: grant.account),
            let next = try? current.needingReauthorization(cause)
        else { return }
        changes.update(next)
        changes.record(
            AuditEntry(
                account: grant.account, at: now, actor: .system, action: .authorize, connection: grant.connection,
                grant: grant.id, outcome: .failed(code: cause.rawValue), changed: ["status"]))
    }
}

extension CredentialError {
    /// The provider's code, or our word for what happened, as it is stored.
    fileprivate var recordedCode: String {
        self.providerCode ?? (self.isRateLimit ? Self.rateLimitCode : self.code.description)
    }
}

extension CredentialError.Code {
    /// What a failed refresh means for its grant.
    fileprivate var verdict: TokenHealth.Failure.Kind {
        switch self {
        case .refused, .clientRetired: .terminal
        case .configuration, .invalidInput, .missingField: .configuration
        case .outcomeUnknown, .invalidResponse: .outcomeUnknown
        default: .transient
        }
    }
}
