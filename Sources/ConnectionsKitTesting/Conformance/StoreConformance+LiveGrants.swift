import ConnectionsKit

extension StoreConformance {
    static let liveGrants: [Requirement] = [
        Requirement(.liveGrants, "a grant that is authorized or suspended is in use, and no other") { trial in
            let statuses: [(Grant.Status, Bool)] = [
                (.authorized, true), (.suspended(until: .fixture), true), (.revoked, false), (.superseded, false),
                (.needsReauthorization(.refreshRefused), false),
            ]
            for (index, (status, isLive)) in statuses.enumerated() {
                var grant = Grant.fixture(clientID: "client \(index)")
                grant.status = status
                try await trial.insert(grant)
                try await trial.expectLive(isLive, clientID: "client \(index)", "a grant that is \(status)")
            }
        },
        Requirement(.liveGrants, "a person is the same, or not known, or another") { trial in
            try await trial.insert(
                Grant.fixture(clientID: "known", subject: "maria"), Grant.fixture(clientID: "unknown", subject: nil),
                Grant.fixture(clientID: "empty", subject: ""))
            let table: [(clientID: String, asked: String?, isLive: Bool)] = [
                ("known", "maria", true), ("known", "ali", false), ("known", nil, true), ("known", "", false),
                ("unknown", "maria", true), ("unknown", nil, true), ("empty", "maria", false), ("empty", "", true),
            ]
            for row in table {
                let what = "\(row.clientID), asked for \(row.asked ?? "anybody")"
                try await trial.expectLive(row.isLive, clientID: row.clientID, subject: row.asked, what)
            }
        },
        Requirement(.liveGrants, "service and client must be the same") { trial in
            try await trial.insert(Grant.fixture(connector: "books", clientID: "client"))
            try await trial.expectLive(true, connector: "books", "the same service and client")
            try await trial.expectLive(false, connector: "crm", "another service")
            try await trial.expectLive(false, connector: "books", clientID: "CLIENT", "another client")
        },
        Requirement(.liveGrants, "a grant without an OAuth client is none") { trial in
            var grant = Grant.fixture()
            grant.client = nil
            try await trial.insert(grant)
            try await trial.expectLive(false, "a grant without a client")
            try await trial.expectLive(false, clientID: "", "a grant without a client")
        },
        Requirement(.liveGrants, "the grant that is to be revoked does not count") { trial in
            try await trial.insert(Grant.fixture(.fixture(1)))
            try await trial.expectLive(false, excluding: .fixture(1), "the grant itself")
            try await trial.insert(Grant.fixture(.fixture(2)))
            try await trial.expectLive(true, excluding: .fixture(1), "another grant beside it")
        },
        Requirement(.liveGrants, "grants of all accounts count") { trial in
            try await trial.insert(Grant.fixture(.fixture(1), in: "first"), Grant.fixture(.fixture(2), in: "second"))
            try await trial.expectLive(true, excluding: .fixture(1), "a grant of another account")
            try await trial.expectLive(true, excluding: .fixture(2), "a grant of another account")
        },
        Requirement(.liveGrants, "what is in use follows what is written") { trial in
            let grant = Grant.fixture(.fixture(1))
            try await trial.insert(grant)
            var next = try await trial.stored(grant)
            next.status = .revoked
            let revoked = next
            try await trial.commit { $0.update(revoked) }
            try await trial.expectLive(false, "a grant after its revocation")
            next = try await trial.stored(grant)
            next.status = .authorized
            next.client = Grant.Client(clientID: "another")
            let moved = next
            try await trial.commit { $0.update(moved) }
            try await trial.expectLive(false, "a grant that went to another client")
            try await trial.expectLive(true, clientID: "another", "a grant that came from another client")
            let stored = try await trial.stored(grant)
            try await trial.commit { $0.delete(stored) }
            try await trial.expectLive(false, clientID: "another", "a grant that is gone")
        },
    ]
}

extension Trial {
    fileprivate func expectLive(
        _ isLive: Bool, connector: ConnectorID = "service", clientID: String = "client", subject: String? = "subject",
        excluding excluded: Grant.ID = .fixture(99), _ what: String
    ) async throws {
        let seen = try await self.store.hasLiveGrant(
            connector: connector, clientID: clientID, subject: subject, excluding: excluded)
        try self.expect(seen, equals: isLive, "whether there is a grant in use: \(what)")
    }
}
