import ConnectionsKit
import Synchronization

extension StoreConformance {
    static let cancellation: [Requirement] = [
        Requirement(.cancellation, "a cancelled task's commit is told so and writes nothing") { trial in
            let task = Task { () -> StoreError? in
                while !Task.isCancelled { await Task.yield() }
                do throws(StoreError) {
                    try await trial.commit { changes in
                        changes.insert(Application.fixture())
                        changes.record(.fixture())
                    }
                    return nil
                } catch {
                    return error
                }
            }
            task.cancel()
            let code = await task.value?.code
            try trial.expect(code, equals: .cancelled, "what a cancelled task was told")
            try trial.expect(
                try await trial.find(Application.fixture()) == nil, "a cancelled task's change was written")
            let trail = try await trial.store.audit(of: .fixture, after: 0, limit: 10)
            try trial.expect(trail.isEmpty, "a cancelled task's audit entry was written")
            let revision = try await trial.store.revision(of: .fixture)
            let untouched = try await trial.store.revision(of: "another")
            try trial.expect(revision, equals: untouched, "the revision after a cancelled commit")
        },
        Requirement(.cancellation, "a store works on after a cancelled commit") { trial in
            for _ in 0..<Trial.rounds {
                let task = Task { try await trial.insert(Application.fixture("cancelled")) }
                task.cancel()
                _ = await task.result
            }
            try await trial.insert(Application.fixture("after"))
            let trace = try await trial.find(Application.fixture("cancelled"))
            try trial.expect(trace == nil || trace?.version == 1, "a cancelled commit was written in part")
        },
        Requirement(.cancellation, "a set whose task is cancelled during the commit holds whole or not at all, as told")
        {
            trial in
            for number in 0..<Trial.rounds {
                let handle = Mutex<Task<Bool?, Never>?>(nil)
                let task = Task { () async -> Bool? in
                    while handle.withLock({ $0 == nil }) { await Task.yield() }
                    // The link function is asked within the commit, so this is as late as can be.
                    return await trial.commit(marked: number) { handle.withLock { $0?.cancel() } }
                }
                handle.withLock { $0 = task }
                try await trial.expectWhole(number, told: await task.value)
            }
        },
        Requirement(.cancellation, "a set whose task is cancelled at any moment holds whole or not at all, as told") {
            trial in
            for number in 0..<(Trial.rounds * 2) {
                let task = Task { () async -> Bool? in
                    for _ in 0..<(number % 7) { await Task.yield() }
                    return await trial.commit(marked: number) {}
                }
                for _ in 0..<(number % 5) { await Task.yield() }
                task.cancel()
                try await trial.expectWhole(number, told: await task.value)
            }
        },
    ]
}

extension Trial {
    /// Commits a set that can be told by its number; returns whether it held, or nothing when it failed for another
    /// reason than cancellation.
    fileprivate func commit(marked number: Int, during: @escaping @Sendable () -> Void) async -> Bool? {
        var changes = ChangeSet()
        changes.insert(Application.fixture(.init("\(number)")))
        changes.insert(Duty.fixture(.fixture(UInt32(number))))
        changes.record(.fixture(subject: "\(number)"))
        do throws(StoreError) {
            try await self.store.commit(changes) { sequence, previous, entry in
                during()
                return Self.link(sequence, previous, entry)
            }
            return true
        } catch {
            return error.code == .cancelled ? false : nil
        }
    }

    /// Fails the requirement unless a marked set is there whole when it was told to hold, and else not at all.
    fileprivate func expectWhole(_ number: Int, told: Bool?) async throws {
        guard let told else { throw Unmet("a cancelled commit was told another reason than its cancellation") }
        let what = told ? "was told to hold" : "was told to be cancelled"
        let application = try await self.find(Application.fixture(.init("\(number)"))) != nil
        try self.expect(application, equals: told, "whether the first record is there of a set that \(what)")
        let duty = try await self.find(Duty.fixture(.fixture(UInt32(number)))) != nil
        try self.expect(duty, equals: told, "whether the second record is there of a set that \(what)")
        let trail = try await self.store.audit(of: .fixture, after: 0, limit: 1_000)
        let isAudited = trail.contains { $0.entry.subject == "\(number)" }
        try self.expect(isAudited, equals: told, "whether the entry is there of a set that \(what)")
    }
}
