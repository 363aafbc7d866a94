import ConnectionsKit
import Synchronization

extension StoreConformance {
    static let visibility: [Requirement] = [
        Requirement(.visibility, "every kind of read sees the commits before it") { trial in
            // Several rounds, so that what an earlier read kept would show, and so that each of two stores is asked.
            for round in 1...6 {
                let written = try await trial.commit { changes in
                    changes.insert(Application.fixture(.init("\(round)"), in: "fresh"))
                    changes.insert(Duty.fixture(.fixture(UInt32(round)), in: "fresh"))
                    changes.insert(Grant.fixture(in: "fresh", clientID: "client \(round)"))
                    changes.record(.fixture(in: "fresh", subject: "\(round)"))
                    changes.record(.fixture(in: .init("account \(round)")))
                }
                let what = "after commit \(round)"
                let record = try await trial.find(Application.fixture(.init("\(round)"), in: "fresh"))
                try trial.expect(record != nil, "\(what) its record is not there")
                let page = try await trial.store.all(.applications, in: "fresh").count
                try trial.expect(page, equals: round, "the applications \(what)")
                let due = try await trial.store.due(.duties, at: .fixture + .seconds(60), limit: 100).count
                try trial.expect(due, equals: round, "the duties \(what)")
                let trail = try await trial.store.audit(of: "fresh", after: 0, limit: 100)
                try trial.expect(trail.count, equals: round, "the length of the trail \(what)")
                try trial.expect(trail.last, equals: written.first, "the end of the trail \(what)")
                let isLive = try await trial.store.hasLiveGrant(
                    connector: "service", clientID: "client \(round)", subject: "subject", excluding: .fixture(99))
                try trial.expect(isLive, "\(what) its grant is not in use")
                let accounts = try await trial.store.accounts(after: nil, limit: 100)
                try trial.expect(accounts.count, equals: round + 1, "the accounts \(what)")
            }
            for round in 1...6 {
                try await trial.commit { $0.trimAudit(of: "fresh", through: round) }
                let start = try await trial.store.auditStart(of: "fresh").sequence
                try trial.expect(start, equals: round, "where the trail begins")
            }
        },
        Requirement(.visibility, "a record is seen as the last commit left it, however often it was read before") {
            trial in
            let application = Application.fixture()
            try await trial.insert(application)
            for version in 1...Trial.rounds {
                for _ in 0..<3 {
                    let seen = try await trial.stored(application).version
                    try trial.expect(seen, equals: version, "the version")
                    let found = try await trial.store.all(.applications, in: .fixture).map(\.version)
                    try trial.expect(found, equals: [version], "the version that a page tells")
                }
                let stored = try await trial.stored(application)
                try await trial.commit { $0.update(stored) }
            }
        },
        Requirement(.visibility, "what one task was told is written, another reads") { trial in
            let application = Application.fixture()
            try await trial.insert(application)
            let told = Told(version: 1, revision: try await trial.store.revision(of: .fixture))
            let errors = try await trial.race(4) { index in
                for _ in 0..<(Trial.rounds * 2) {
                    await Task.yield()
                    if index == 0 {
                        let stored = try await trial.stored(application)
                        try await trial.commit { $0.update(stored) }
                        let revision = try await trial.store.revision(of: .fixture)
                        told.set(version: stored.version + 1, revision: revision)
                    } else {
                        let (version, revision) = told.values
                        let seen = try await trial.stored(application).version
                        try trial.expect(seen >= version, "version \(seen) was read when \(version) was written")
                        let now = try await trial.store.revision(of: .fixture)
                        try trial.expect(now >= revision, "revision \(now) was read when another had read \(revision)")
                    }
                }
            }
            try trial.expect(errors.allSatisfy { $0 == nil }, "a call failed: \(errors)")
        },
    ]
}

/// What a task was told, for others to hold a store to.
private final class Told: Sendable {
    private let state: Mutex<(version: Int, revision: Int)>

    init(version: Int, revision: Int) {
        self.state = Mutex((version, revision))
    }

    var values: (version: Int, revision: Int) { self.state.withLock { $0 } }

    func set(version: Int, revision: Int) {
        self.state.withLock { $0 = (version, revision) }
    }
}
