import ConnectionsKit
import ConnectionsKitTesting

/// Applies some refresh steps as it sees fit, over whatever stands there.
struct BendsRefreshes: StoreDecorator {
    let inner: any ConnectionStore
    let time: ManualTimeSource
    /// The tokens after a step, where the broken store has an idea of its own; throws to refuse the step.
    let apply: @Sendable (RefreshStep, TokenState, Timestamp) throws(EpochConflict) -> TokenState?

    func commit(_ changes: ChangeSet, link: @escaping AuditLink) async throws(StoreError) -> [AuditRecord] {
        var result: [Change] = []
        for (index, var change) in changes.changes.enumerated() {
            if changes.changes.count == 1, case .refresh(let grant, let step) = change.action,
                let tokens = try await self.inner.read(TokenState.self, grant, in: change.account)
            {
                do throws(EpochConflict) {
                    if let next = try self.apply(step, tokens, self.time.now) {
                        change.action = .write(next.record, expecting: .version(tokens.version))
                    }
                } catch {
                    throw .conflict(at: index, .epoch)
                }
            }
            result.append(change)
        }
        return try await self.inner.commit(changes.with(result), link: link)
    }

    /// Throws a good token away when the lease has run out.
    static func refusesLateSuccess(_ inner: any ConnectionStore, _ time: ManualTimeSource) -> BendsRefreshes {
        BendsRefreshes(inner: inner, time: time) { step, tokens, now throws(EpochConflict) in
            guard case .succeed(_, let version, _) = step, version == tokens.tokenVersion else { return nil }
            if let until = tokens.lease.until, until <= now { throw EpochConflict() }
            return nil
        }
    }

    /// Stores a late answer though the taker has announced a call of its own.
    static func takesLateSuccess(_ inner: any ConnectionStore, _ time: ManualTimeSource) -> BendsRefreshes {
        BendsRefreshes(inner: inner, time: time) { step, tokens, now throws(EpochConflict) in
            guard case .succeed(let epoch, let version, _) = step, version == tokens.tokenVersion,
                case .calling(version, let taker) = tokens.lease.phase, epoch < taker,
                tokens.lease.outcomeUnknown == version
            else { return nil }
            var bent = tokens
            bent.lease.phase = .calling(tokenVersion: version, epoch: epoch)
            return try bent.applying(step, now: now)
        }
    }

    /// Puts a refresh off to whatever moment is asked for last.
    static func postponesBackwards(_ inner: any ConnectionStore, _ time: ManualTimeSource) -> BendsRefreshes {
        BendsRefreshes(inner: inner, time: time) { step, tokens, _ throws(EpochConflict) in
            guard case .postpone(let moment) = step else { return nil }
            var bent = tokens
            bent.health.retryAt = moment
            return bent
        }
    }

    /// Believes a verdict after the lease.
    static func takesLateVerdict(_ inner: any ConnectionStore, _ time: ManualTimeSource) -> BendsRefreshes {
        BendsRefreshes(inner: inner, time: time) { step, tokens, now throws(EpochConflict) in
            guard case .fail(tokens.lease.epoch, tokens.tokenVersion, _, _) = step, let until = tokens.lease.until,
                until <= now
            else { return nil }
            return try tokens.applying(step, now: until - .milliseconds(1))
        }
    }
}

/// Looks whether the lease is free, and takes it a little later whatever has come of it.
struct SharesLeases: StoreDecorator {
    let inner: any ConnectionStore
    let time: ManualTimeSource

    func commit(_ changes: ChangeSet, link: @escaping AuditLink) async throws(StoreError) -> [AuditRecord] {
        guard changes.changes.count == 1, let change = changes.changes.first,
            case .refresh(let grant, let step) = change.action, case .acquire = step,
            let tokens = try await self.inner.read(TokenState.self, grant, in: change.account),
            let next = try? tokens.applying(step, now: self.time.now)
        else { return try await self.inner.commit(changes, link: link) }
        await self.dawdle()
        return try await LosesUpdates(inner: self.inner) { _ in true }.commit(
            changes.with([Change(writing: next, over: tokens.version, as: change)]), link: link)
    }
}

extension Change {
    fileprivate init(writing next: TokenState, over version: Int, as change: Change) {
        self = change
        self.action = .write(next.record, expecting: .version(version))
    }
}

/// Raises a grant's version with each refresh of its tokens.
struct TiesTokensToGrants: StoreDecorator {
    let inner: any ConnectionStore

    func commit(_ changes: ChangeSet, link: @escaping AuditLink) async throws(StoreError) -> [AuditRecord] {
        var result = changes
        for change in changes.changes {
            guard case .refresh(let id, _) = change.action, changes.changes.count == 1,
                let grant = try await self.inner.read(Grant.self, id, in: change.account)
            else { continue }
            result.update(grant)
            await self.dawdle()
        }
        return try await self.inner.commit(result, link: link)
    }
}
