import ConnectionsKit

extension StoreConformance {
    static let atomicity: [Requirement] = [
        Requirement(.atomicity, "a set whose last change conflicts writes nothing") { trial in
            let (updated, deleted) = (Application.fixture("updated", name: "before"), Application.fixture("deleted"))
            let tokens = TokenState.fixture(of: .fixture(5))
            try await trial.insert(updated, deleted, tokens)
            var (first, second) = (try await trial.stored(updated), try await trial.stored(deleted))
            first.name = "after"
            second.version = 1
            let (update, delete) = (first, second)
            try await trial.expectConflict(.exists, at: 4, "a set whose last change conflicts") { changes in
                changes.insert(Application.fixture("inserted"))
                changes.update(update)
                changes.delete(delete)
                changes.refresh(.fixture(5), in: .fixture, .acquire(epoch: 0, duration: .seconds(10)))
                changes.insert(updated)
            }
            let inserted = try await trial.find(Application.fixture("inserted"))
            try trial.expect(inserted == nil, "the insert of a failed set was written")
            try trial.expect(try await trial.stored(updated).name, equals: "before", "the name after a failed update")
            try trial.expect(try await trial.stored(updated).version, equals: 1, "the version after a failed update")
            try trial.expect(try await trial.find(deleted) != nil, "the deletion of a failed set was done")
            try trial.expect(try await trial.stored(tokens).lease.epoch, equals: 0, "the epoch after a failed set")
        },
        Requirement(.atomicity, "a broken uniqueness rule undoes the changes before it") { trial in
            try await trial.insert(Connection.fixture(.fixture(1), linkName: "taken"))
            try await trial.expectConflict(.unique(.linkName), at: 1, "a set that takes a taken name") { changes in
                changes.insert(Application.fixture())
                changes.insert(Connection.fixture(.fixture(2), linkName: "taken"))
            }
            try trial.expect(try await trial.find(Application.fixture()) == nil, "the first change was written")
        },
        Requirement(.atomicity, "a refused refresh step undoes the changes before it") { trial in
            try await trial.insert(TokenState.fixture(of: .fixture(5)))
            try await trial.expectConflict(.epoch, at: 1, "a set with a step of another epoch") { changes in
                changes.insert(Application.fixture())
                changes.refresh(.fixture(5), in: .fixture, .release(epoch: 7))
            }
            try trial.expect(try await trial.find(Application.fixture()) == nil, "the first change was written")
        },
        Requirement(.atomicity, "a failed set leaves every query as it was") { trial in
            let connection = Connection.fixture(.fixture(1), linkName: "old", application: "old")
            try await trial.insert(connection, Application.fixture("there"))
            var next = try await trial.stored(connection)
            next.linkName = "new"
            next.application = "new"
            let update = next
            try await trial.expectConflict(.exists, at: 3, "a set whose last change conflicts") { changes in
                changes.update(update)
                changes.insert(Duty.fixture(.fixture(2)))
                changes.insert(Grant.fixture(.fixture(3)))
                changes.insert(Application.fixture("there"))
            }
            let byName = try await trial.store.all(.linkName("old", in: .account), in: .fixture)
            try trial.expect(byName.map(\.id), equals: [.fixture(1)], "the connections with the old name")
            let byApplication = try await trial.store.all(.connections(of: "new"), in: .fixture)
            try trial.expect(byApplication.isEmpty, "a connection is found where a failed set would have put it")
            let duties = try await trial.store.due(.duties, at: .fixture + .seconds(60), limit: 10)
            try trial.expect(duties.isEmpty, "a duty of a failed set is due")
            let isLive = try await trial.store.hasLiveGrant(
                connector: "service", clientID: "client", subject: nil, excluding: .fixture(9))
            try trial.expect(!isLive, "a grant of a failed set is in use")
        },
        Requirement(.atomicity, "a set over several accounts is one commit") { trial in
            try await trial.insert(Application.fixture("there", in: "second"))
            try await trial.expectConflict(.exists, at: 1, "a set whose second account conflicts") { changes in
                changes.insert(Application.fixture("new", in: "first"))
                changes.insert(Application.fixture("there", in: "second"))
            }
            let first = try await trial.find(Application.fixture("new", in: "first"))
            try trial.expect(first == nil, "the first account's change was written")
        },
        Requirement(.atomicity, "a reader sees all of a commit or none") { trial in
            let (left, right) = (UserGuard.fixture(of: "left"), Application.fixture("right"))
            try await trial.insert(left, right)
            let errors = try await trial.race(4) { index in
                for _ in 0..<(Trial.rounds * 2) {
                    await Task.yield()
                    // Written together, so whoever reads the right one afterwards sees at least as much of it.
                    let (seen, later) = (try await trial.stored(left), try await trial.stored(right))
                    try trial.expect(seen.version <= later.version, "one half of a commit was seen without the other")
                    guard index == 0 else { continue }
                    try await trial.commit { changes in
                        changes.update(seen)
                        changes.update(later)
                    }
                }
            }
            try trial.expect(errors.allSatisfy { $0 == nil }, "\(errors)")
        },
    ]
}
