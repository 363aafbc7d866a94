import ConnectionsKit

extension StoreConformance {
    static let connectionSelections: [Requirement] = [
        Requirement(.selections, "connections of the account") { trial in
            try await trial.insert(
                Connection.fixture(.fixture(1)), Connection.fixture(.fixture(2), kind: .system),
                Connection.fixture(.fixture(3), installation: .fixture(9)), Connection.fixture(.fixture(4), in: "other")
            )
            try await trial.expectFound(.connections(), [.fixture(1), .fixture(2), .fixture(3)])
        },
        Requirement(.selections, "connections of an application, those it shares included") { trial in
            var system = Connection.fixture(.fixture(3), kind: .system)
            system.systemApplications = ["crm", "shop"]
            try await trial.insert(
                Connection.fixture(.fixture(1), application: "shop"),
                Connection.fixture(.fixture(2), application: "crm"),
                system, Connection.fixture(.fixture(4)),
                Connection.fixture(.fixture(5), application: "shop", installation: .fixture(9)),
                Connection.fixture(.fixture(6), in: "other", application: "shop"))
            try await trial.expectFound(.connections(of: "shop"), [.fixture(1), .fixture(3), .fixture(5)])
            try await trial.expectFound(.connections(of: "crm"), [.fixture(2), .fixture(3)])
            try await trial.expectFound(.connections(of: "none"), [])
        },
        Requirement(.selections, "connections of an application follow what is written") { trial in
            let connection = Connection.fixture(.fixture(1), application: "shop")
            var system = Connection.fixture(.fixture(2), kind: .system)
            system.systemApplications = ["shop"]
            try await trial.insert(connection, system)
            var (moved, left) = (try await trial.stored(connection), try await trial.stored(system))
            moved.application = "crm"
            left.systemApplications = ["crm"]
            let (first, second) = (moved, left)
            try await trial.commit { changes in
                changes.update(first)
                changes.update(second)
            }
            try await trial.expectFound(.connections(of: "shop"), [])
            try await trial.expectFound(.connections(of: "crm"), [.fixture(1), .fixture(2)])
            let stored = try await trial.stored(connection)
            try await trial.commit { $0.delete(stored) }
            try await trial.expectFound(.connections(of: "crm"), [.fixture(2)])
            try await trial.expectFound(.connections(), [.fixture(2)])
        },
        Requirement(.selections, "connections of an installation") { trial in
            try await trial.insert(
                Connection.fixture(.fixture(1), installation: .fixture(8)),
                Connection.fixture(.fixture(2), installation: .fixture(9)), Connection.fixture(.fixture(3)),
                Connection.fixture(.fixture(4), in: "other", installation: .fixture(8)))
            try await trial.expectFound(.connections(of: .fixture(8)), [.fixture(1)])
            try await trial.expectFound(.connections(of: Installation.ID.fixture(7)), [])
        },
        Requirement(.selections, "the connection with a link name in a scope") { trial in
            try await trial.insert(
                Connection.fixture(.fixture(1), linkName: "books"),
                Connection.fixture(.fixture(2), linkName: "books", installation: .fixture(8)),
                Connection.fixture(.fixture(3), linkName: "crm", installation: .fixture(8)),
                Connection.fixture(.fixture(4), in: "other", linkName: "books"))
            try await trial.expectFound(.linkName("books", in: .account), [.fixture(1)])
            try await trial.expectFound(.linkName("books", in: .installation(.fixture(8))), [.fixture(2)])
            try await trial.expectFound(.linkName("crm", in: .account), [])
            try await trial.expectFound(.linkName("book", in: .account), [])
            try await trial.expectFound(.linkName("%", in: .account), [])
        },
        Requirement(.selections, "the system connection to a service") { trial in
            try await trial.insert(
                Connection.fixture(.fixture(1), kind: .system, connector: "crm"),
                Connection.fixture(.fixture(2), kind: .admin, connector: "crm"),
                Connection.fixture(.fixture(3), kind: .admin, connector: "books"),
                Connection.fixture(.fixture(4), in: "other", kind: .system, connector: "books"))
            try await trial.expectFound(.systemConnection(to: "crm"), [.fixture(1)])
            try await trial.expectFound(.systemConnection(to: "books"), [])
        },
    ]
}
