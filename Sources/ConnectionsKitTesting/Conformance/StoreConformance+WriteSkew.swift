import ConnectionsKit

extension StoreConformance {
    /// Decisions that rest on more than what they write, made by many tasks at once.
    static let writeSkew: [Requirement] = [
        Requirement(.serializability, "of many who may go while another stays, one always stays") { trial in
            for round in 0..<Trial.rounds {
                let team = (0..<4).map { UserGuard.fixture(of: .init("\(round) \($0)")) }
                try await trial.insert(team)
                let results = try await trial.race(4) { index in
                    // Whoever goes has seen another stay, and relies on it without writing it.
                    for _ in 0..<team.count {
                        let (own, others) = try await trial.team(team, but: index)
                        guard let stays = others.first(where: { $0.status == .active }) else { return }
                        let conflict = try await trial.conflict { changes in
                            changes.expect(stays)
                            var gone = own
                            gone.status = .deleted
                            changes.update(gone)
                        }
                        try trial.expect(conflict == nil || conflict == .version, "a loser was told \(conflict as Any)")
                        if conflict == nil { return }
                    }
                }
                try trial.expect(results.allSatisfy { $0 == nil }, "a commit failed: \(results)")
                var staying = 0
                for person in team { staying += try await trial.stored(person).status == .active ? 1 : 0 }
                try trial.expect(staying >= 1, "nobody stayed")
            }
        },
        Requirement(.serializability, "a bound over records that come and go holds however many write at once") {
            trial in
            // No phantom: who counts what there is writes the definition, so that none comes unseen.
            let bound = 5
            for round in 0..<(Trial.rounds / 4) {
                let definition = Connection.fixture(.fixture(UInt32(round + 1)))
                try await trial.insert(definition)
                let results = try await trial.race(4) { task in
                    for number in 0..<3 {
                        let place = Place.invokeURL("function \(task) \(number)")
                        try await trial.retrying { try await trial.refer(to: definition, from: place, bound: bound) }
                    }
                }
                try trial.expect(results.allSatisfy { $0 == nil }, "a commit failed: \(results)")
                let references = try await trial.store.all(.references(to: definition.id), in: .fixture)
                try trial.expect(
                    references.count, equals: bound, "the references to a connection that may have \(bound)")
                let count = try await trial.stored(definition).referenceCount
                try trial.expect(count, equals: bound, "what the definition counts")
            }
        },
        Requirement(.serializability, "a ring of inserts, each expecting the next one's absence, never all hold") {
            trial in
            for _ in 0..<Trial.rounds {
                let duties = (0..<3).map { _ in Duty.fixture() }
                let results = try await trial.race(3) { index in
                    try await trial.commit { changes in
                        changes.insert(duties[index])
                        changes.expectAbsent(duties[(index + 1) % 3].recordKey, in: .fixture)
                    }
                }
                let losers = results.compactMap { $0 }
                try trial.expect(!losers.isEmpty, "all three inserts of a ring held")
                try trial.expect(losers.allSatisfy { $0.code == .conflict(1, .exists) }, "a loser was told \(losers)")
            }
        },
        Requirement(.serializability, "what is moved between records, in either order, is neither lost nor made") {
            trial in
            let keys: [ApplicationID] = ["a", "b", "c"]
            try await trial.insert(
                keys.map { key in
                    var application = Application.fixture(key)
                    application.lastRelease = 100
                    return application
                })
            let errors = try await trial.race(4) { task in
                for round in 0..<Trial.rounds {
                    // Half of them lock what the other half does, the other way round: none may hang, or fail for it.
                    let (from, to) = (keys[(task + round) % 3], keys[(task + round + 1 + task % 2) % 3])
                    try await trial.retrying { try await trial.move(from, to) }
                }
            }
            try trial.expect(errors.allSatisfy { $0 == nil }, "a commit failed: \(errors)")
            let total = try await trial.store.all(.applications, in: .fixture).map(\.lastRelease).reduce(0, +)
            try trial.expect(total, equals: 300, "the sum of what was moved about")
        },
        Requirement(.serializability, "who leaves finds every grant that was authorized before, and none comes after") {
            trial in
            for round in 0..<Trial.rounds {
                let user = UserID("user \(round)")
                let guardian = UserGuard.fixture(of: user)
                try await trial.insert(guardian)
                let stored = try await trial.stored(guardian)
                let results = try await trial.race(5) { index in
                    if index == 0 {
                        for _ in 0..<(round % 8) { await Task.yield() }
                        var gone = stored
                        gone.status = .deleted
                        let update = gone
                        try await trial.commit { $0.update(update) }
                        let found = try await trial.store.all(.grants(of: user), in: .fixture).count
                        try await trial.insert(Application.fixture(.init("\(round)"), name: "\(found)"))
                    } else {
                        try await trial.commit { changes in
                            changes.expect(stored)
                            changes.insert(Grant.fixture(authorizedBy: user))
                        }
                    }
                }
                try trial.expect(results[0] == nil, "who leaves was told \(results[0] as Any)")
                let late = results.compactMap { $0 }
                try trial.expect(late.allSatisfy { $0.conflict == .version }, "who came late was told \(late)")
                let found = try await trial.stored(Application.fixture(.init("\(round)"))).name
                let grants = try await trial.store.all(.grants(of: user), in: .fixture).count
                try trial.expect(found, equals: "\(grants)", "the grants that who left found, of all that there are")
                try trial.expect(grants, equals: 4 - late.count, "the grants, by what each who authorized was told")
            }
        },
    ]
}

extension Trial {
    /// One of a team and the others, as they stand.
    fileprivate func team(_ team: [UserGuard], but index: Int) async throws -> (own: UserGuard, others: [UserGuard]) {
        var others: [UserGuard] = []
        for (place, person) in team.enumerated() where place != index { others.append(try await self.stored(person)) }
        return (try await self.stored(team[index]), others)
    }

    /// Refers to a connection unless as many places do as may, and returns the conflict when there is one.
    fileprivate func refer(
        to definition: Connection, from place: Place, bound: Int
    ) async throws -> StoreError.Conflict? {
        let read = try await self.stored(definition)
        if try await self.store.all(.references(to: definition.id), in: .fixture).count >= bound { return nil }
        return try await self.conflict { changes in
            var next = read
            next.referenceCount += 1
            changes.update(next)
            changes.insert(Reference.fixture(to: definition.id, from: place))
        }
    }

    /// Takes one from the first and gives it to the second, and returns the conflict when there is one.
    fileprivate func move(_ from: ApplicationID, _ to: ApplicationID) async throws -> StoreError.Conflict? {
        var (giver, taker) = (
            try await self.stored(Application.fixture(from)), try await self.stored(Application.fixture(to))
        )
        giver.lastRelease -= 1
        taker.lastRelease += 1
        let (first, second) = (giver, taker)
        return try await self.conflict { changes in
            changes.update(first)
            changes.update(second)
        }
    }
}
