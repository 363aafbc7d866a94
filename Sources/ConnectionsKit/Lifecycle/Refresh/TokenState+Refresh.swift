extension TokenState {
    /// The record after `step`.
    ///
    /// - Parameters:
    ///   - step: what the holder of the lease wants.
    ///   - now: the time of the store's clock, which alone judges leases.
    /// - Returns: the new record, with the same ``version``.
    /// - Throws: ``EpochConflict`` when the step is no longer the holder's to make; nothing changes then.
    public func applying(_ step: RefreshStep, now: Timestamp) throws(EpochConflict) -> TokenState {
        var next = self
        switch step {
        case .acquire(let epoch, let duration):
            let isHeld = self.lease.until.map { now < $0 } ?? false
            guard self.lease.epoch == epoch, !isHeld else { throw EpochConflict() }
            next.lease.epoch = epoch + 1
            next.lease.until = now + duration
            // The call of a holder whose lease ran out may have reached the service: asking again tells.
            if case .calling(let version, _) = self.lease.phase { next.lease.outcomeUnknown = version }

        case .intend(let epoch, let tokenVersion):
            guard self.isHolder(epoch, tokenVersion, now) else { throw EpochConflict() }
            next.lease.phase = .calling(tokenVersion: tokenVersion, epoch: epoch)

        case .succeed(let epoch, let tokenVersion, let tokens):
            guard self.tokenVersion == tokenVersion,
                self.lease.phase == .calling(tokenVersion: tokenVersion, epoch: epoch)
            else { throw EpochConflict() }
            next.tokenVersion += 1
            next.access = tokens.access
            next.refresh = tokens.refresh ?? self.refresh
            next.obtainedAt = now
            next.expiresAt = tokens.expiresAt
            next.lease.outcomeUnknown = nil
            next.lease.phase = .idle
            if self.lease.epoch == epoch { next.lease.until = nil }
            next.health = TokenHealth()
            next.health.lastRefreshedAt = now

        case .fail(let epoch, let tokenVersion, let failure, let retryAt):
            guard self.isHolder(epoch, tokenVersion, now) else { throw EpochConflict() }
            if failure.kind == .outcomeUnknown {
                // The call stays announced: an answer that comes after its deadline is stored.
                next.lease.until = nil
                next.lease.outcomeUnknown = tokenVersion
            } else {
                next.lease = self.lease.givenBack(by: epoch)
            }
            next.health.lastFailure = failure
            next.health.failures += 1
            next.health.failingSince = self.health.failingSince ?? failure.at
            next.health.retryAt = retryAt

        case .release(let epoch):
            guard self.lease.epoch == epoch else { throw EpochConflict() }
            next.lease = self.lease.givenBack(by: epoch)

        case .reseal(let tokenVersion, let access, let refresh):
            let isHeld = self.lease.until.map { now < $0 } ?? false
            guard self.tokenVersion == tokenVersion, !isHeld else { throw EpochConflict() }
            next.access = access
            next.refresh = refresh

        case .postpone(let moment):
            next.health.retryAt = max(self.health.retryAt ?? moment, moment)
        }
        return next
    }

    private func isHolder(_ epoch: Int, _ tokenVersion: Int, _ now: Timestamp) -> Bool {
        self.lease.epoch == epoch && self.tokenVersion == tokenVersion && self.lease.until.map { now < $0 } ?? false
    }

    /// When a background refresh is due: well before the access token ends, and well before the refresh token does that is
    /// not used; `nil` when these tokens cannot be refreshed or need not be.
    public var refreshDueAt: Timestamp? {
        guard self.refresh != nil, self.health.lastFailure?.kind != .terminal else { return nil }
        var planned = self.expiresAt.map { TokenLifetime(obtainedAt: self.obtainedAt, expiresAt: $0).refreshAt }
        if let idle = self.refreshIdleLifetime, let rest = TokenLifetime.rest(idleLifetime: idle) {
            planned = min(planned ?? self.obtainedAt + rest, self.obtainedAt + rest)
        }
        guard let planned else { return nil }
        return self.health.retryAt.map { max($0, planned) } ?? planned
    }
}

extension RefreshLease {
    /// The lease after its holder gave it back.
    ///
    /// The announced call of an earlier holder stays announced: its answer may still arrive, and is then stored.
    fileprivate func givenBack(by epoch: Int) -> RefreshLease {
        var next = self
        next.until = nil
        if case .calling(_, epoch) = self.phase { next.phase = .idle }
        return next
    }
}
