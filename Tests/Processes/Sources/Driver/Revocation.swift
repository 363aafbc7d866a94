import Shared

/// What one process revokes, no call of another gets that starts later.
struct Revocation {
    let world: World

    func run(_ number: Int) throws(Problem) {
        try self.world.round("revocation-\(number)", .strict) { round in
            let task = try round.worker()
            let administration = try round.worker()
            let before = try task.ask(.call(callers: 20))
            try require(before.successes == 20, "before: \(before)")
            try administration.perform(.revoke)
            let after = try task.ask(.call(callers: 20))
            try require(after.failures == ["notAuthorized": 20], "after: \(after)")
            try require(try round.state().calls.count == 1, "another call: \(try round.state())")
            try task.perform(.verify)
        }
    }
}
