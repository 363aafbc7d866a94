import ConnectionsKit
import ConnectionsKitInMemory
import ConnectionsKitTesting

extension Plant {
    /// Steps of a refresh that do something else.
    static let steps: [Plant] = [
        bending("a lease of another length", "acquiring raises the epoch and takes the lease for the given time") {
            step, tokens, next, now in
            if case .acquire(_, let duration) = step { next?.lease.until = now + duration + .seconds(1) }
        },
        bending("a lease that anybody takes", "a held lease cannot be acquired") { step, tokens, next, now in
            guard next == nil, case .acquire(tokens.lease.epoch, _) = step else { return }
            var free = tokens
            free.lease.until = nil
            next = try? free.applying(step, now: now)
        },
        bending("a lease of whatever epoch", "a lease is acquired in the epoch that was read") {
            step, tokens, next, now in
            guard next == nil, case .acquire(_, let duration) = step else { return }
            next = try? tokens.applying(.acquire(epoch: tokens.lease.epoch, duration: duration), now: now)
        },
        bending("a call for other tokens", "a call is announced by the holder, for the tokens that are stored") {
            step, tokens, next, now in
            guard next == nil, case .intend(let epoch, _) = step else { return }
            next = try? tokens.applying(.intend(epoch: epoch, tokenVersion: tokens.tokenVersion), now: now)
        },
        bending("a lease that anybody gives back", "a lease is given back by its holder") { step, tokens, next, now in
            guard next == nil, case .release = step else { return }
            next = try? tokens.applying(.release(epoch: tokens.lease.epoch), now: now)
        },
        bending("a success that keeps the old moment", "a success stores the new tokens and gives the lease back") {
            step, tokens, next, _ in
            if case .succeed = step { next?.obtainedAt = tokens.obtainedAt - .seconds(1) }
        },
        bending("a refresh token lost", "a success without a new refresh token keeps the old one") {
            step, _, next, _ in
            if case .succeed(_, _, let new) = step, new.refresh == nil { next?.refresh = nil }
        },
        bending("a success without a call", "a success needs an announced call, and holds once") {
            step, tokens, next, now in
            guard next == nil, case .succeed(let epoch, let version, _) = step, tokens.lease.phase == .idle else {
                return
            }
            var called = tokens
            called.lease.phase = .calling(tokenVersion: version, epoch: epoch)
            next = try? called.applying(step, now: now)
        },
        bending(
            "failures that are not counted", "a failure leaves the tokens, is remembered and gives the lease back"
        ) { step, _, next, _ in
            if case .fail = step { next?.health.failures = 1 }
        },
        bending(
            "a failure of whatever tokens", "a failure is the holder's to report, for the tokens that are stored"
        ) { step, tokens, next, now in
            guard next == nil, case .fail(let epoch, _, let failure, let retryAt) = step else { return }
            var held = tokens
            held.lease.until = now + .seconds(1)
            next = try? held.applying(
                .fail(epoch: epoch, tokenVersion: tokens.tokenVersion, failure: failure, retryAt: retryAt), now: now)
        },
        bending("a lost outcome forgotten", "a lost outcome is remembered until a success") { step, _, next, _ in
            if case .fail = step { next?.lease.outcomeUnknown = nil }
        },
        Plant(
            "missing tokens told as a late step", .refresh, "what is not there cannot be refreshed",
            also: [.conflicts, .erasure, .tenants]
        ) { store, _ in
            Retells(inner: store) { change, reason in
                if case .refresh = change.action, reason == .missing { .epoch } else { reason }
            }
        },
        Plant("steps judged at once", .refresh, "steps in one set follow each other", also: [.dueWork]) { store, _ in
            SkipsSteps(inner: store) { set in
                set.count > 1 && set.allSatisfy { if case .refresh = $0.action { true } else { false } }
            }
        },
        Plant("a step beside a grant overlooked", .refresh, "a step may stand with other changes in its set") {
            store, _ in
            SkipsSteps(inner: store) { set in
                set.count == 2 && set.contains { if case .write(.grant, .version) = $0.action { true } else { false } }
            }
        },
        Plant(
            "tokens written over whatever was refreshed", .tokensApart,
            "tokens are not written over once a step was taken since they were read", also: [.versions]
        ) { store, _ in
            Adjusts(inner: store) { change, current in
                if case .write(.tokens, .version) = change.action, current != nil {
                    change.blind(over: current)
                } else {
                    change
                }
            }
        },
    ]

    /// A fault in one step; `change` gets the step, the tokens before it, and those after it, if it holds.
    private static func bending(
        _ name: String, _ requirement: String,
        _ change: @escaping @Sendable (RefreshStep, TokenState, inout TokenState?, Timestamp) -> Void
    ) -> Plant {
        Plant(name, .refresh, requirement, also: [.leases, .tokensApart, .dueWork]) { store, time in
            BendsRefreshes(inner: store, time: time) { step, tokens, now throws(EpochConflict) in
                var next = try? tokens.applying(step, now: now)
                let right = next
                change(step, tokens, &next, now)
                return next == right ? nil : next
            }
        }
    }
}

/// Leaves out the steps of some sets.
private struct SkipsSteps: StoreDecorator {
    let inner: any ConnectionStore
    let affects: @Sendable ([Change]) -> Bool

    func commit(_ changes: ChangeSet, link: @escaping AuditLink) async throws(StoreError) -> [AuditRecord] {
        guard self.affects(changes.changes) else { return try await self.inner.commit(changes, link: link) }
        let rest = changes.changes.map { change in
            if case .refresh = change.action { change.disarmed } else { change }
        }
        return try await self.inner.commit(changes.with(rest), link: link)
    }
}
