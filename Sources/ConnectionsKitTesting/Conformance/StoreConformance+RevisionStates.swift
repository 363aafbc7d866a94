import ConnectionsKit
import Synchronization

extension StoreConformance {
    static let revisionStates: [Requirement] = [
        Requirement(.revisions, "a set of a status and a refresh raises the revision, one of refreshes alone does not")
        {
            trial in
            let grant = Grant.fixture(Trial.grant)
            try await trial.insert(grant)
            try await trial.begin()
            let before = try await trial.store.revision(of: .fixture)
            try await trial.commit { changes in
                changes.refresh(Trial.grant, in: .fixture, .acquire(0))
                changes.refresh(Trial.grant, in: .fixture, .intend(1))
                changes.insert(Duty.fixture())
                changes.record(.fixture())
            }
            try trial.expect(try await trial.store.revision(of: .fixture), equals: before, "the revision")
            var condemned = try await trial.stored(grant)
            condemned.status = .needsReauthorization(.refreshRefused)
            let update = condemned
            try await trial.commit { changes in
                changes.refresh(Trial.grant, in: .fixture, .fail(1, .terminal))
                changes.update(update)
            }
            let after = try await trial.store.revision(of: .fixture)
            try trial.expect(after > before, "the revision \(before) became \(after)")
        },
        Requirement(.revisions, "a revision stands for one state, also while others write") { trial in
            // Caches keep what they read by the revision that stood before and after.
            let application = Application.fixture()
            try await trial.insert(application)
            let seen = SeenStates()
            let errors = try await trial.race(4) { index in
                for _ in 0..<(Trial.rounds * 2) {
                    await Task.yield()
                    let before = try await trial.store.revision(of: .fixture)
                    let stored = try await trial.stored(application)
                    let after = try await trial.store.revision(of: .fixture)
                    if before == after {
                        let known = seen.version(at: before, reading: stored.version)
                        try trial.expect(
                            known == stored.version,
                            "at revision \(before) version \(known) was read and version \(stored.version) too")
                    }
                    if index == 0 { try await trial.commit { $0.update(stored) } }
                }
            }
            try trial.expect(errors.allSatisfy { $0 == nil }, "a call failed: \(errors)")
        },
    ]
}

/// Which version was read at which revision.
private final class SeenStates: Sendable {
    private let versions = Mutex<[Int: Int]>([:])

    /// The version that was first read at a revision: this one, unless another was before.
    func version(at revision: Int, reading version: Int) -> Int {
        self.versions.withLock { versions in
            let known = versions[revision] ?? version
            versions[revision] = known
            return known
        }
    }
}
