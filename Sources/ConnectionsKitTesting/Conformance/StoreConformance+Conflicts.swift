import ConnectionsKit

extension StoreConformance {
    /// A change that does not hold beside what ``conflicts`` writes first, and what it must be told.
    private typealias Wrong = (what: String, reason: StoreError.Conflict, build: @Sendable (inout ChangeSet) -> Void)

    private static let there = Application.fixture("there")
    private static let wrong: [Wrong] = [
        ("an insert of what is there", .exists, { $0.insert(there) }),
        ("an update of what is not there", .missing, { $0.update(Trial.read(Application.fixture("none"))) }),
        ("an update over another version", .version, { $0.update(Trial.read(there, version: 2)) }),
        ("a deletion of what is not there", .missing, { $0.delete(Trial.read(Application.fixture("none"))) }),
        ("a deletion of another version", .version, { $0.delete(Trial.read(there, version: 2)) }),
        ("expecting what is not there", .missing, { $0.expect(Trial.read(Application.fixture("none"))) }),
        ("expecting another version", .version, { $0.expect(Trial.read(there, version: 2)) }),
        ("expecting the absence of what is there", .exists, { $0.expectAbsent(there.recordKey, in: .fixture) }),
        ("a step without tokens", .missing, { $0.refresh(.fixture(9), in: .fixture, .acquire(0)) }),
        ("a step of another epoch", .epoch, { $0.refresh(Trial.grant, in: .fixture, .acquire(7)) }),
    ]

    /// Changes that hold, of every kind, so that the wrong one stands at any index.
    private static func right(_ count: Int, in changes: inout ChangeSet) {
        let builds: [(inout ChangeSet) -> Void] = [
            { $0.expect(Trial.read(there)) }, { $0.expectAbsent(.application("none"), in: .fixture) },
            { $0.insert(Duty.fixture(.fixture(20))) }, { $0.refresh(Trial.grant, in: .fixture, .acquire(0)) },
            { $0.update(Trial.read(UserGuard.fixture())) }, { $0.delete(Trial.read(Duty.fixture(.fixture(20)))) },
            { $0.trimAudit(of: .fixture, through: 1) },
        ]
        for build in builds.prefix(count) { build(&changes) }
    }

    static let conflicts: [Requirement] = [
        Requirement(.conflicts, "each kind of change is told by its index and its reason, and undoes what came before")
        {
            trial in
            try await trial.insert(there, UserGuard.fixture(), TokenState.fixture(of: Trial.grant))
            try await trial.commit { $0.record(.fixture()) }
            for (what, reason, build) in wrong {
                for index in [0, 1, 3] {
                    try await trial.expectConflict(reason, at: index, what) { changes in
                        right(index, in: &changes)
                        build(&changes)
                        changes.insert(there)
                        changes.record(.fixture(subject: "never"))
                    }
                }
            }
            let tokens = try await trial.tokens()
            try trial.expect(tokens.version, equals: 1, "the version of tokens that no set changed")
            // That the right ones hold is what makes the test of the wrong ones one.
            try await trial.commit { right(7, in: &$0) }
        },
        Requirement(.conflicts, "a conflict names the first change that does not hold") { trial in
            try await trial.insert(Application.fixture("there"))
            for position in 0..<4 {
                try await trial.expectConflict(.exists, at: position, "a set with two wrong changes") { changes in
                    for index in 0..<position { changes.insert(Application.fixture(.init("new \(position) \(index)"))) }
                    changes.insert(Application.fixture("there"))
                    var missing = Application.fixture("missing")
                    missing.version = 1
                    changes.update(missing)
                }
            }
        },
        Requirement(.conflicts, "a change sees what the changes before it in its set left") { trial in
            var application = Application.fixture(name: "first")
            application.version = 1
            let (written, other) = (application, Application.fixture("other"))
            try await trial.commit { changes in
                changes.expectAbsent(written.recordKey, in: .fixture)
                changes.insert(written)
                changes.expect(written)
                var second = written
                second.name = "second"
                changes.update(second)
                changes.insert(other)
            }
            let stored = try await trial.stored(application)
            try trial.expect(stored.name, equals: "second", "the name after two writes in one set")
            try trial.expect(stored.version, equals: 2, "the version after two writes in one set")
            try await trial.commit { changes in
                changes.delete(stored)
                changes.insert(written)
            }
            try trial.expect(try await trial.stored(application).version, equals: 1, "the version after both")
        },
        Requirement(.conflicts, "two writes over one version in one set conflict at the second") { trial in
            let application = Application.fixture()
            try await trial.insert(application)
            let stored = try await trial.stored(application)
            try await trial.expectConflict(.version, at: 1, "updating twice over one version") { changes in
                changes.update(stored)
                changes.update(stored)
            }
            try await trial.expectConflict(.missing, at: 1, "deleting twice") { changes in
                changes.delete(stored)
                changes.delete(stored)
            }
            try await trial.expectConflict(.version, at: 1, "expecting the version that the set wrote over") {
                changes in
                changes.update(stored)
                changes.expect(stored)
            }
        },
    ]
}
