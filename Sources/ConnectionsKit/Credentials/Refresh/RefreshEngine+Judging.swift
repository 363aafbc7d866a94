/// What a failure means for the tokens and the grant, and how it is recorded.
extension RefreshEngine {
    /// Puts the next refresh off after one that could not be prepared, so that others come first, and gives the lease back.
    ///
    /// Keys that are away or wrong here may be right in another process: that is no failure of the tokens.
    ///
    /// - Returns: what to throw.
    func recordUnprepared(
        _ original: CredentialError, _ grant: Grant, _ tokens: TokenState, _ epoch: Int
    ) async -> CredentialError {
        let now = self.time.now()
        let isOurs = [.storeUnavailable, .storeCorrupt, .wrongKey, .cancelled].contains(original.code)
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

    /// Records a failure; a terminal one condemns the grant in the same commit.
    func record(
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
            guard error.conflict == .epoch else { throw CredentialError(error) }
            if try await self.isTaken(tokens, epoch) { return }
            throw CredentialError(
                .transient,
                "the service's answer (\(failure.code)) came after the lease of the refresh had run out, so it counts for "
                    + "nothing; the service is asked again", providerCode: failure.code, cause: error)
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
