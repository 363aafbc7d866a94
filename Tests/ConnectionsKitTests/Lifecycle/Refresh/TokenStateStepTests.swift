import ConnectionsKit
import ConnectionsKitTesting
import Testing

@Suite struct TokenStateStepTests {
    static let tokens = RefreshedTokens(.fixture("second"))

    private func isAccepted(_ step: RefreshStep, in situation: LeaseSituation) throws -> Bool {
        let tokens = try situation.tokens()
        do throws(EpochConflict) {
            _ = try tokens.applying(step, now: situation.now)
            return true
        } catch {
            return false
        }
    }

    @Test(arguments: LeaseSituation.allCases)
    func `the lease is taken when nobody holds it`(_ situation: LeaseSituation) throws {
        let free: Set<LeaseSituation> = [
            .idle, .expired, .expiredCalling, .takenAndFailed, .takenAndGivenBack, .outcomeUnknown, .succeeded,
        ]
        let epoch = try situation.tokens().lease.epoch
        let duration = LeaseSituation.lease
        #expect(
            try self.isAccepted(.acquire(epoch: epoch, duration: duration), in: situation) == free.contains(situation))
        for stale in [epoch - 1, epoch + 1] {
            #expect(try !self.isAccepted(.acquire(epoch: stale, duration: duration), in: situation))
        }
    }

    @Test(arguments: LeaseSituation.allCases)
    func `a call is announced under an unexpired lease of one's own`(_ situation: LeaseSituation) throws {
        let holding: Set<LeaseSituation> = [.mine, .mineCalling]
        #expect(
            try self.isAccepted(.intend(epoch: 1, tokenVersion: 1), in: situation) == holding.contains(situation))
        #expect(try !self.isAccepted(.intend(epoch: 1, tokenVersion: 2), in: situation))
    }

    @Test(arguments: LeaseSituation.allCases)
    func `new tokens are stored unless another announced a call or the tokens are others`(
        _ situation: LeaseSituation
    ) throws {
        let announced: Set<LeaseSituation> = [
            .mineCalling, .expiredCalling, .takenWhileCalling, .takenAndGivenBack, .outcomeUnknown,
        ]
        let step = RefreshStep.succeed(epoch: 1, tokenVersion: 1, tokens: Self.tokens)
        #expect(try self.isAccepted(step, in: situation) == announced.contains(situation))
        #expect(
            try !self.isAccepted(.succeed(epoch: 1, tokenVersion: 2, tokens: Self.tokens), in: situation))
    }

    @Test(arguments: LeaseSituation.allCases)
    func `a verdict needs an unexpired lease of one's own and the tokens that it is about`(
        _ situation: LeaseSituation
    ) throws {
        let holding: Set<LeaseSituation> = [.mine, .mineCalling]
        for kind in [TokenHealth.Failure.Kind.terminal, .transient, .configuration, .outcomeUnknown] {
            let failure = TokenHealth.Failure(kind: kind, code: "code", at: .fixture)
            func fail(_ version: Int) -> RefreshStep {
                .fail(epoch: 1, tokenVersion: version, failure: failure, retryAt: nil)
            }
            #expect(try self.isAccepted(fail(1), in: situation) == holding.contains(situation))
            #expect(try !self.isAccepted(fail(2), in: situation))
        }
    }

    @Test(arguments: LeaseSituation.allCases)
    func `a lease is given back by its last holder only`(_ situation: LeaseSituation) throws {
        let last = try situation.tokens().lease.epoch == 1
        #expect(try self.isAccepted(.release(epoch: 1), in: situation) == last)
    }

    @Test(arguments: LeaseSituation.allCases)
    func `no step changes the record's version or whose tokens it holds`(_ situation: LeaseSituation) throws {
        let before = try situation.tokens()
        let steps: [RefreshStep] = [
            .acquire(epoch: before.lease.epoch, duration: LeaseSituation.lease), .intend(epoch: 1, tokenVersion: 1),
            .succeed(epoch: 1, tokenVersion: 1, tokens: Self.tokens),
            .fail(epoch: 1, tokenVersion: 1, failure: LeaseSituation.failure, retryAt: nil), .release(epoch: 1),
        ]
        for step in steps {
            if let after = try? before.applying(step, now: situation.now) {
                #expect(after.version == before.version)
                #expect(after.grant == before.grant && after.account == before.account)
            }
        }
    }

    // MARK: - What a step leaves

    @Test func `a lease lasts to the millisecond`() throws {
        let mine = try LeaseSituation.mine.tokens()
        let end = LeaseSituation.start + LeaseSituation.lease
        #expect(mine.lease.until == end)
        let lastMoment = end - .milliseconds(1)
        #expect(throws: EpochConflict()) {
            try mine.applying(.acquire(epoch: 1, duration: LeaseSituation.lease), now: lastMoment)
        }
        #expect(throws: Never.self) { try mine.applying(.intend(epoch: 1, tokenVersion: 1), now: lastMoment) }
        #expect(throws: EpochConflict()) { try mine.applying(.intend(epoch: 1, tokenVersion: 1), now: end) }
        #expect(throws: Never.self) {
            try mine.applying(.acquire(epoch: 1, duration: LeaseSituation.lease), now: end)
        }
    }

    @Test func `taking over a lease whose holder announced a call remembers that its outcome is unknown`() throws {
        #expect(try LeaseSituation.taken.tokens().lease.outcomeUnknown == nil)
        let taken = try LeaseSituation.takenWhileCalling.tokens()
        #expect(taken.lease.outcomeUnknown == 1)
        #expect(taken.lease.epoch == 2)
        #expect(taken.lease.phase == .calling(tokenVersion: 1, epoch: 1))
    }

    @Test func `an unknown outcome stays remembered over failures that tell nothing`() throws {
        let failed = try LeaseSituation.takenAndFailed.tokens()
        #expect(failed.lease.outcomeUnknown == 1)
        #expect(failed.lease.phase == .idle)
        #expect(try LeaseSituation.outcomeUnknown.tokens().lease.outcomeUnknown == 1)
    }

    @Test(arguments: [LeaseSituation.mineCalling, .expiredCalling, .outcomeUnknown])
    func `new tokens end everything that was open about the old ones`(_ situation: LeaseSituation) throws {
        let step = RefreshStep.succeed(epoch: 1, tokenVersion: 1, tokens: Self.tokens)
        let after = try situation.tokens().applying(step, now: situation.now)
        #expect(after.tokenVersion == 2)
        #expect(after.access == .fixture("second") && after.refresh == .fixture("refresh-2"))
        #expect(after.obtainedAt == situation.now)
        #expect(after.expiresAt == Self.tokens.expiresAt)
        #expect(after.lease.phase == .idle && after.lease.until == nil && after.lease.outcomeUnknown == nil)
        #expect(after.lease.epoch == 1)
        #expect(after.health.lastFailure == nil && after.health.failures == 0 && after.health.retryAt == nil)
        #expect(after.health.lastRefreshedAt == situation.now)
    }

    @Test func `late tokens leave the lease to the one who has it now, who can then not announce a call`() throws {
        let situation = LeaseSituation.takenWhileCalling
        let before = try situation.tokens()
        let step = RefreshStep.succeed(epoch: 1, tokenVersion: 1, tokens: Self.tokens)
        let after = try before.applying(step, now: situation.now)
        #expect(after.tokenVersion == 2)
        #expect(after.lease.until == before.lease.until && after.lease.epoch == 2)
        #expect(after.lease.phase == .idle && after.lease.outcomeUnknown == nil)
        #expect(throws: EpochConflict()) {
            try after.applying(.intend(epoch: 2, tokenVersion: 1), now: situation.now)
        }
        #expect(try after.applying(.release(epoch: 2), now: situation.now).lease.until == nil)
    }

    @Test func `the old refresh token is kept when no new one comes`() throws {
        let calling = try LeaseSituation.mineCalling.tokens()
        let tokens = RefreshedTokens(access: .fixture("second"), refresh: nil, expiresAt: nil)
        let after = try calling.applying(
            .succeed(epoch: 1, tokenVersion: 1, tokens: tokens), now: LeaseSituation.start)
        #expect(after.refresh == calling.refresh && after.refresh != nil)
        #expect(after.access == .fixture("second"))
        #expect(after.expiresAt == nil)
    }

    @Test func `giving back or failing leaves the announced call of an earlier holder`() throws {
        let situation = LeaseSituation.takenWhileCalling
        let announced = RefreshLease.Phase.calling(tokenVersion: 1, epoch: 1)
        let taken = try situation.tokens()
        let steps: [RefreshStep] = [
            .release(epoch: 2), .fail(epoch: 2, tokenVersion: 1, failure: LeaseSituation.failure, retryAt: nil),
        ]
        for step in steps {
            let after = try taken.applying(step, now: situation.now)
            #expect(after.lease.phase == announced)
            #expect(after.lease.until == nil)
            let late = RefreshStep.succeed(epoch: 1, tokenVersion: 1, tokens: Self.tokens)
            #expect(try after.applying(late, now: situation.now).tokenVersion == 2)
        }
    }

    @Test func `giving back one's own announced call ends it`() throws {
        let after = try LeaseSituation.mineCalling.tokens().applying(.release(epoch: 1), now: LeaseSituation.start)
        #expect(after.lease.phase == .idle && after.lease.until == nil)
        #expect(after.lease.outcomeUnknown == nil)
        #expect(throws: EpochConflict()) {
            try after.applying(.succeed(epoch: 1, tokenVersion: 1, tokens: Self.tokens), now: LeaseSituation.start)
        }
    }

    @Test func `failures are counted, and the last is kept with its time to try again`() throws {
        let retryAt = LeaseSituation.start + .seconds(9)
        let failure = LeaseSituation.failure
        let once = try LeaseSituation.mineCalling.tokens().applying(
            .fail(epoch: 1, tokenVersion: 1, failure: failure, retryAt: retryAt), now: LeaseSituation.start)
        #expect(once.health.failures == 1 && once.health.lastFailure == failure && once.health.retryAt == retryAt)
        #expect(once.lease.phase == .idle && once.lease.until == nil)
        #expect(once.access == .fixture("access") && once.refresh == .fixture("refresh") && once.tokenVersion == 1)
        let again = try once.applying(.acquire(epoch: 1, duration: LeaseSituation.lease), now: retryAt)
            .applying(.intend(epoch: 2, tokenVersion: 1), now: retryAt)
            .applying(.fail(epoch: 2, tokenVersion: 1, failure: failure, retryAt: nil), now: retryAt)
        #expect(again.health.failures == 2 && again.health.retryAt == nil)
    }

    @Test func `an announced call is announced again without harm`() throws {
        let calling = try LeaseSituation.mineCalling.tokens()
        #expect(try calling.applying(.intend(epoch: 1, tokenVersion: 1), now: LeaseSituation.start) == calling)
    }
}
