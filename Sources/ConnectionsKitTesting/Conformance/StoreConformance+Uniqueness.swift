import ConnectionsKit

extension StoreConformance {
    static let uniqueLinkNames: [Requirement] = [
        Requirement(.uniqueness, "a link name is unique in its account") { trial in
            try await trial.insert(Connection.fixture(linkName: "books"))
            try await trial.expectConflict(.unique(.linkName), at: 1, "a second connection of one name") { changes in
                changes.insert(Connection.fixture(linkName: "other"))
                changes.insert(Connection.fixture(linkName: "books"))
            }
        },
        Requirement(.uniqueness, "a link name is unique in its installation") { trial in
            let installation = Installation.ID.fixture()
            try await trial.insert(Connection.fixture(linkName: "books", installation: installation))
            try await trial.expectConflict(.unique(.linkName), "a second connection of one name") {
                $0.insert(Connection.fixture(linkName: "books", installation: installation))
            }
        },
        Requirement(.uniqueness, "one link name may stand in several scopes and accounts") { trial in
            try await trial.insert(
                Connection.fixture(linkName: "books"),
                Connection.fixture(linkName: "books", installation: .fixture(1)),
                Connection.fixture(linkName: "books", installation: .fixture(2)),
                Connection.fixture(in: "other", linkName: "books"))
        },
        Requirement(.uniqueness, "a link name cannot be taken by an update") { trial in
            let second = Connection.fixture(linkName: "second")
            try await trial.insert(Connection.fixture(linkName: "first"), second)
            var next = try await trial.stored(second)
            next.linkName = "first"
            let update = next
            try await trial.expectConflict(.unique(.linkName), "an update to a taken name") { $0.update(update) }
        },
        Requirement(.uniqueness, "a connection keeps its link name when it is written") { trial in
            let connection = Connection.fixture(linkName: "books")
            try await trial.insert(connection)
            for _ in 0..<3 {
                let stored = try await trial.stored(connection)
                try await trial.commit { $0.update(stored) }
            }
        },
        Requirement(.uniqueness, "a link name is free once its connection is deleted or renamed") { trial in
            let first = Connection.fixture(linkName: "books")
            try await trial.insert(first)
            let stored = try await trial.stored(first)
            let second = Connection.fixture(linkName: "books")
            try await trial.commit { changes in
                changes.delete(stored)
                changes.insert(second)
            }
            var renamed = try await trial.stored(second)
            renamed.linkName = "other"
            let update = renamed
            try await trial.commit { $0.update(update) }
            try await trial.insert(Connection.fixture(linkName: "books"))
        },
        Requirement(.uniqueness, "of two inserts of one link name at once one holds") { trial in
            for round in 0..<Trial.rounds {
                let results = try await trial.race(2) { _ in
                    try await trial.insert(Connection.fixture(linkName: "books_\(round)"))
                }
                try trial.expectOneWinner(results, losersTold: [.unique(.linkName)])
            }
        },
    ]

    static let uniqueSystemConnections: [Requirement] = [
        Requirement(.uniqueness, "an account has one system connection to a service") { trial in
            try await trial.insert(Connection.fixture(kind: .system, connector: "crm"))
            try await trial.expectConflict(.unique(.systemConnection), "a second system connection") {
                $0.insert(Connection.fixture(kind: .system, connector: "crm"))
            }
        },
        Requirement(.uniqueness, "system connections to other services and of other accounts are free") { trial in
            try await trial.insert(
                Connection.fixture(kind: .system, connector: "crm"),
                Connection.fixture(kind: .system, connector: "books"),
                Connection.fixture(in: "other", kind: .system, connector: "crm"),
                Connection.fixture(kind: .admin, connector: "crm"),
                Connection.fixture(kind: .admin, connector: "crm"))
        },
        Requirement(.uniqueness, "of two tasks that make a system connection at once one wins") { trial in
            for round in 0..<Trial.rounds {
                // Both choose the same link name too: what the loser must learn is whose connection to use.
                let results = try await trial.race(2) { _ in
                    try await trial.insert(
                        Connection.fixture(
                            kind: .system, connector: .init(rawValue: "crm_\(round)"), linkName: "system_\(round)"))
                }
                try trial.expectOneWinner(results, losersTold: [.unique(.systemConnection)])
            }
        },
    ]

    static let uniqueReleaseNumbers: [Requirement] = [
        Requirement(.uniqueness, "a release's number is unique in its application") { trial in
            try await trial.insert(Release.fixture(number: 1))
            try await trial.expectConflict(.unique(.releaseNumber), "a second release of one number") {
                $0.insert(Release.fixture(number: 1))
            }
        },
        Requirement(.uniqueness, "other numbers, applications and accounts are free") { trial in
            try await trial.insert(
                Release.fixture(number: 1), Release.fixture(number: 2),
                Release.fixture(application: "other", number: 1),
                Release.fixture(in: "other", number: 1))
        },
        Requirement(.uniqueness, "of two releases of one number at once one holds") { trial in
            for round in 0..<Trial.rounds {
                let results = try await trial.race(2) { _ in
                    try await trial.insert(Release.fixture(number: round + 1))
                }
                try trial.expectOneWinner(results, losersTold: [.unique(.releaseNumber)])
            }
        },
    ]
}
