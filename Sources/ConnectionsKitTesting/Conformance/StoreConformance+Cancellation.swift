import ConnectionsKit

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
    ]
}
