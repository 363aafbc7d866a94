import Shared

/// A file that one process has for itself, no other opens; nor does a process get one for itself that another has open.
struct Exclusivity {
    let world: World

    func run(_ number: Int) throws(Problem) {
        try self.world.round("exclusivity-\(number)", .strict) { round in
            let owner = try round.impatientWorker(isExclusive: true)
            for isExclusive in [false, true] {
                try self.requireRefusal(isExclusive: isExclusive, in: round)
            }
            let alone = try owner.ask(.call(callers: 20))
            try require(alone.successes == 20, "alone: \(alone)")
            try owner.perform(.verify)
            // No lock outlives its process.
            owner.kill()
            let other = try round.worker()
            try self.requireRefusal(isExclusive: true, in: round)
            let shared = try round.impatientWorker(isExclusive: false)
            for worker in [other, shared] {
                let after = try worker.ask(.call(callers: 20))
                try require(after.successes == 20, "after: \(after)")
            }
            try shared.perform(.verify)
        }
    }

    private func requireRefusal(isExclusive: Bool, in round: Round) throws {
        let refusal: String
        do {
            _ = try round.impatientWorker(isExclusive: isExclusive)
            refusal = "none"
        } catch {
            refusal = "\(error)"
        }
        try require(
            refusal.contains(round.path) && refusal.contains("exclusive access") && refusal.contains("shared"),
            "the refusal: \(refusal)")
    }
}
