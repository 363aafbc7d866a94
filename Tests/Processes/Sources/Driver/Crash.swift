import Shared

/// A process is killed in the middle of a refresh, and another takes over.
struct Crash {
    let world: World

    /// Short, since each round waits for a lease to run out.
    static let times = WorkerOptions.Times(lease: 1_500, callLimit: 600, margin: 400)

    func run(_ step: CrashStep, _ mode: ServerMode, _ number: Int) throws(Problem) -> CrashResult {
        try self.world.round("crash-\(step)-\(mode)-\(number)", mode) { round in
            let acquiredAt = try self.kill(step, round)
            let worker = try round.worker()
            try worker.tell(.recover)
            if step == .receivedCommitted {
                // While the other waits for the lease of the dead.
                WallClock.sleep(milliseconds: 300)
                try round.release(.goOn)
            }
            let report = try worker.report()
            let state = try round.state()
            try self.requirePatience(step, state, since: acquiredAt)
            let calls = state.calls.count
            if report.successes == 1 {
                let expected = step.hasCalled && step != .afterCommit ? 2 : 1
                let isSaved = step == .duringCommit && calls == 1
                try require(calls == expected || isSaved, "\(calls) calls: \(state)")
                try require(
                    mode != .strict || calls == 1 || state.calls[0].committedAt == nil, "a spent token worked: \(state)"
                )
                try round.requireAlive(report, by: worker)
                return CrashResult(step: step, mode: mode, wasLost: false, calls: calls)
            }
            try self.requireNamedLoss(report, step, mode, state, round, worker)
            return CrashResult(step: step, mode: mode, wasLost: true, calls: calls)
        }
    }

    /// Kills a process at the step.
    ///
    /// - Returns: a moment before which it cannot have taken the lease.
    private func kill(_ step: CrashStep, _ round: Round) throws -> Int64 {
        if let point = step.holdPoint { try round.hold(at: point) }
        let victim = try round.worker(Self.times)
        try victim.tell(.announce(.beforeAcquire, then: .goOn))
        if let workerStep = step.workerStep {
            try victim.tell(.announce(workerStep, then: step == .duringCommit ? .pause : .wait))
        }
        try victim.tell(.call(callers: 3))
        let acquiredAt = try victim.awaitStep(.beforeAcquire)
        if let workerStep = step.workerStep { try victim.awaitStep(workerStep) }
        if step.holdPoint != nil { try round.awaitHeld() }
        if step == .duringCommit { WallClock.sleep(milliseconds: .random(in: 0...1.5)) }
        victim.kill()
        switch step {
        case .receivedDropped: try round.release(.drop)
        case .committed: try round.release(.goOn)
        default: break
        }
        return acquiredAt
    }

    /// Refuses a second call that came while the first could still be in flight.
    private func requirePatience(_ step: CrashStep, _ state: FamilyState, since acquiredAt: Int64) throws {
        if step == .beforeIntent { return }
        for call in state.calls.dropFirst(step.hasCalled ? 1 : 0) {
            let waited = call.arrivedAt - acquiredAt
            try require(waited >= Self.times.lease, "another call came \(waited) ms after the lease was taken")
        }
    }

    /// Refuses a loss that need not have been, or that has another name.
    private func requireNamedLoss(
        _ report: CallReport, _ step: CrashStep, _ mode: ServerMode, _ state: FamilyState, _ round: Round,
        _ worker: WorkerProcess
    ) throws {
        try require(report.cause == "rotation_outcome_unknown", "lost without its name: \(report), \(state)")
        try require(mode == .strict, "lost at a server that is not strict: \(state)")
        try require(step != .afterCommit, "lost although it was saved: \(state)")
        try require(
            state.calls.count == 2 && state.calls[0].committedAt != nil && state.calls[1].wasRefused,
            "lost although the server had committed nothing: \(state)")
        let later = try worker.ask(.call(callers: 10))
        try require(later.failures == ["needsReauthorization": 10], "after the loss: \(later)")
        try require(try round.state().calls.count == 2, "a call after the verdict")
        try worker.perform(.verify)
        try self.world.template.requireNothingElse(changed: DatabaseFile(round.path), condemned: true)
    }
}

/// What came of one kill.
struct CrashResult: Sendable {
    let step: CrashStep
    let mode: ServerMode
    let wasLost: Bool
    let calls: Int
}
