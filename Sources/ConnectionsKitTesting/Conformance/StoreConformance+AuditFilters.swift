import ConnectionsKit

extension StoreConformance {
    private static func entry(
        in account: AccountID = .fixture, at seconds: Int = 0, by actor: AuditEntry.Actor = .system,
        _ action: Action = .authorize, on connection: Connection.ID? = nil
    ) -> AuditEntry {
        AuditEntry(
            account: account, at: .fixture + .seconds(seconds), actor: actor, action: action, connection: connection)
    }

    private static func user(_ user: UserID, of account: AccountID = .fixture) -> AuditEntry.Actor {
        .user(user, account: account, role: .developer)
    }

    static let auditFilters: [Requirement] = [
        Requirement(.auditFilters, "a trail is asked for what concerns one connection") { trial in
            try await trial.record([
                entry(on: .fixture(1)), entry(on: .fixture(2)), entry(), entry(on: .fixture(1)),
                entry(in: "other", on: .fixture(1)),
            ])
            try await trial.expectTrail(AuditFilter(connection: .fixture(1)), [1, 4])
            try await trial.expectTrail(AuditFilter(connection: .fixture(2)), [2])
            try await trial.expectTrail(AuditFilter(connection: .fixture(3)), [])
            try await trial.expectTrail(.all, [1, 2, 3, 4])
        },
        Requirement(.auditFilters, "a trail is asked for one person, of whatever account or of the platform") { trial in
            try await trial.record([
                entry(by: user("maria")), entry(by: user("maria", of: "another")), entry(by: .platform("maria")),
                entry(by: .system), entry(by: user("ali")), entry(by: .platform("ali")),
                entry(in: "other", by: user("maria")),
            ])
            try await trial.expectTrail(AuditFilter(user: "maria"), [1, 2, 3])
            try await trial.expectTrail(AuditFilter(user: "ali"), [5, 6])
            try await trial.expectTrail(AuditFilter(user: "system"), [])
        },
        Requirement(.auditFilters, "people whose identifiers look alike are told apart") { trial in
            let users: [UserID] = [
                "a", "A", "a ", "a%", "_", "e\u{301}", "\u{E9}", "1", "01", "null", "Zoë's \"user\"",
            ]
            try await trial.record(users.map { entry(by: user($0)) })
            for (index, user) in users.enumerated() {
                try await trial.expectTrail(AuditFilter(user: user), [index + 1])
            }
            try await trial.expectTrail(AuditFilter(user: "%"), [])
        },
        Requirement(.auditFilters, "a trail is asked for one action, be it known to the library or not") { trial in
            let own = Action(rawValue: "host's \"own\"")
            try await trial.record([entry(.revoke), entry(own), entry(.authorize), entry(.revoke)])
            try await trial.expectTrail(AuditFilter(action: .revoke), [1, 4])
            try await trial.expectTrail(AuditFilter(action: own), [2])
            try await trial.expectTrail(AuditFilter(action: "%".action), [])
        },
        Requirement(.auditFilters, "a trail is asked for a time, its first moment included and its last not") { trial in
            // Clocks go back, so that the order of the numbers is not that of the moments.
            try await trial.record([30, 10, 20, 10, 40].map { entry(at: $0) })
            func filter(_ since: Int?, _ until: Int?) -> AuditFilter {
                AuditFilter(
                    since: since.map { .fixture + .seconds($0) }, until: until.map { .fixture + .seconds($0) })
            }
            try await trial.expectTrail(filter(20, nil), [1, 3, 5])
            try await trial.expectTrail(filter(nil, 20), [2, 4])
            try await trial.expectTrail(filter(10, 40), [1, 2, 3, 4])
            try await trial.expectTrail(filter(20, 20), [])
            try await trial.expectTrail(filter(40, 10), [])
            var late = filter(40, nil)
            late.since = late.since.map { $0 + .milliseconds(1) }
            try await trial.expectTrail(late, [])
            late.until = late.since
            late.since = .fixture + .seconds(40)
            try await trial.expectTrail(late, [5])
        },
        Requirement(.auditFilters, "the ends of time are moments as any others") { trial in
            var (first, last) = (entry(), entry())
            first.at = Samples.beginningOfTime
            last.at = Samples.endOfTime
            try await trial.record([first, last])
            try await trial.expectTrail(AuditFilter(since: Samples.beginningOfTime), [1, 2])
            try await trial.expectTrail(AuditFilter(since: Samples.endOfTime), [2])
            try await trial.expectTrail(AuditFilter(until: Samples.endOfTime), [1])
            try await trial.expectTrail(AuditFilter(until: Samples.beginningOfTime), [])
        },
        Requirement(.auditFilters, "all that is asked for holds at once, from any number and at most as many") {
            trial in
            let connections: [Connection.ID?] = [nil, .fixture(1), .fixture(2)]
            let actors: [AuditEntry.Actor] = [.system, user("maria"), .platform("maria"), user("ali")]
            var entries: [AuditEntry] = []
            for index in 0..<72 {
                entries.append(
                    entry(
                        at: index / 6 % 4, by: actors[index % 4], index / 4 % 2 == 0 ? .authorize : .revoke,
                        on: connections[index % 3]))
            }
            try await trial.record(entries)
            for filter in combinations {
                let passing = entries.indices.filter { filter.matches(entries[$0]) }.map { $0 + 1 }
                for (start, limit) in [(0, 1_000), (0, 1), (0, 2), (5, 1_000), (40, 3), (71, 2), (72, 1)] {
                    let wanted = Array(passing.filter { $0 > start }.prefix(limit))
                    try await trial.expectTrail(filter, after: start, limit: limit, wanted)
                }
            }
        },
        Requirement(.auditFilters, "a filter sees what is left of a trail that was trimmed, and what came after") {
            trial in
            let filter = AuditFilter(connection: .fixture(1), user: "maria")
            try await trial.record((0..<6).map { entry(by: user("maria"), on: $0 % 2 == 0 ? .fixture(1) : nil) })
            try await trial.commit { $0.trimAudit(of: .fixture, through: 3) }
            try await trial.expectTrail(filter, [5])
            try await trial.expectTrail(AuditFilter(user: "maria"), [4, 5, 6])
            try await trial.record([entry(by: user("maria"), on: .fixture(1))])
            try await trial.expectTrail(filter, [5, 7])
            try await trial.expectTrail(AuditFilter(connection: .fixture(1)), after: 1, [5, 7])
        },
    ]

    /// Filters of every kind, alone and together.
    private static let combinations: [AuditFilter] = {
        var filters: [AuditFilter] = []
        for connection: Connection.ID? in [nil, .fixture(1)] {
            for user: UserID? in [nil, "maria"] {
                for action: Action? in [nil, .revoke] {
                    for (since, until): (Int?, Int?) in [(nil, nil), (1, nil), (nil, 3), (1, 3)] {
                        filters.append(
                            AuditFilter(
                                connection: connection, user: user, action: action,
                                since: since.map { .fixture + .seconds($0) },
                                until: until.map { .fixture + .seconds($0) }))
                    }
                }
            }
        }
        return filters
    }()
}

extension Trial {
    /// Adds entries to their trails in one commit.
    fileprivate func record(_ entries: [AuditEntry]) async throws(StoreError) {
        try await self.commit { changes in
            for entry in entries { changes.record(entry) }
        }
    }

    /// Fails the requirement unless the filter lets through exactly the records with these numbers.
    fileprivate func expectTrail(
        _ filter: AuditFilter, after sequence: Int = 0, limit: Int = 1_000, _ numbers: [Int]
    ) async throws {
        let records = try await self.store.audit(of: .fixture, matching: filter, after: sequence, limit: limit)
        try self.expect(
            records.map(\.sequence), equals: numbers, "what \(filter) lets through after \(sequence), at most \(limit)")
        try self.expect(records.allSatisfy { filter.matches($0.entry) }, "a record that \(filter) does not let through")
    }
}

extension String {
    fileprivate var action: Action { Action(rawValue: self) }
}
