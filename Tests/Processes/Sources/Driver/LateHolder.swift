import Shared

/// A process sleeps in the middle of a refresh for longer than its lease, and wakes up again.
struct LateHolder {
    let world: World

    /// What it meets when it wakes up.
    enum Kind: String, CaseIterable, Sendable {
        case overtakenBeforeCall = "overtaken before its call"
        case overtakenThenAnswered = "overtaken, then answered"
        case overtakenThenRefused = "overtaken, then refused"
        case notOvertaken = "not overtaken, then answered"
    }

    func run(_ kind: Kind, _ number: Int) throws(Problem) {
        let mode: ServerMode =
            switch kind {
            case .overtakenBeforeCall, .notOvertaken: .strict
            case .overtakenThenAnswered, .overtakenThenRefused: number.isMultiple(of: 2) ? .grace : .constant
            }
        try self.world.round("late-\(kind)-\(number)", mode) { round in
            switch kind {
            case .overtakenBeforeCall: try self.beforeCall(round)
            case .overtakenThenAnswered: try self.overtaken(.goOn, round)
            case .overtakenThenRefused: try self.overtaken(.refuse, round)
            case .notOvertaken: try self.notOvertaken(round)
            }
        }
    }

    /// It has said that it would call, and must not any more.
    private func beforeCall(_ round: Round) throws {
        let late = try round.worker(Crash.times)
        try late.tell(.announce(.afterIntent, then: .wait))
        try late.tell(.call(callers: 1))
        try late.awaitStep(.afterIntent)
        try late.stop()
        let (taker, taken) = try self.takeOver(round)
        let stored = try round.tokens()
        late.resume()
        try late.tell(.proceed)
        let report = try late.report()
        try require(report.accesses.isSubset(of: taken.accesses), "it has got another token: \(report)")
        try require(try round.state().calls.count == 1, "it has called: \(try round.state())")
        try require(try round.tokens() == stored, "it has written")
        try round.requireAlive(try taker.ask(.call(callers: 1)), by: taker)
    }

    /// Its answer comes when the tokens are already others.
    private func overtaken(_ answer: Release, _ round: Round) throws {
        try round.hold(at: .received)
        let late = try self.sleeping(round)
        let (taker, taken) = try self.takeOver(round)
        let stored = try round.tokens()
        try round.release(answer)
        late.resume()
        let report = try late.report()
        // What it does with an answer that came after its limit is done beside.
        WallClock.sleep(milliseconds: 200)
        try require(report.cause == nil, "it has condemned the grant: \(report)")
        try require(report.accesses.isSubset(of: taken.accesses), "it has got another token: \(report)")
        try require(try round.tokens() == stored, "it has written")
        let served = try taker.ask(.call(callers: 1))
        try require(served.accesses == taken.accesses, "the taker's token is gone: \(served)")
        let replaced = try taker.ask(.replace)
        try require(replaced.successes == 1, "the taker's refresh token is gone: \(replaced)")
        try taker.perform(.verify)
        try self.world.template.requireNothingElse(changed: DatabaseFile(round.path), condemned: false)
    }

    /// Nobody has taken its place: what it brings is good.
    private func notOvertaken(_ round: Round) throws {
        try round.hold(at: .committed)
        let late = try self.sleeping(round)
        WallClock.sleep(milliseconds: Double(Crash.times.lease))
        try round.release(.goOn)
        late.resume()
        _ = try late.report()
        let end = WallClock.milliseconds + 10_000
        while try DatabaseFile(round.path).usedTokenVersion() != 2 {
            try require(WallClock.milliseconds < end, "its token was thrown away")
            WallClock.sleep(milliseconds: 10)
        }
        let other = try round.worker()
        let report = try other.ask(.call(callers: 1))
        try require(try round.state().calls.count == 1, "another call: \(try round.state())")
        try round.requireAlive(report, by: other)
    }

    /// A process that was stopped while its call is at the server.
    private func sleeping(_ round: Round) throws -> WorkerProcess {
        let late = try round.worker(Crash.times)
        try late.tell(.call(callers: 1))
        try round.awaitHeld()
        try late.stop()
        return late
    }

    private func takeOver(_ round: Round) throws -> (WorkerProcess, CallReport) {
        let taker = try round.worker()
        let report = try taker.ask(.recover)
        try require(report.successes == 1, "nobody took over: \(report)")
        return (taker, report)
    }
}
