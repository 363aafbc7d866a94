import ConnectionsKit

/// The memory that questions and the verification of a long trail take.
struct MemoryUse {
    let file: FilledFile

    func measure() async throws {
        let target = try await self.file.open()
        var asks: [Question.Ask] = []
        for question in Question.all { asks.append(try await question.prepare(target)) }
        for turn in 0..<50 {
            for ask in asks { _ = try await ask(target, turn * 61) }
        }
        Figures.tell("questions", try ProcessMemory.peak())
        let member = self.file.population.largest(.client)
        let start = ContinuousClock.now
        let records = try await target.system.verifyAuditTrail(of: member.account)
        try require(records == member.grants + 1, "the trail has \(records) records")
        let seconds = (ContinuousClock.now - start).seconds
        Figures.tell("verification", try ProcessMemory.peak())
        say("verified a trail of \(records) records in \(seconds.rounded(1)) s")
    }
}
