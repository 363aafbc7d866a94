import ConnectionsKit

extension StoreConformance {
    private static let books = Connection.fixture(.fixture(1), linkName: "books")
    private static let crm = Connection.fixture(.fixture(2), kind: .system, connector: "crm", linkName: "crm")
    private static let release = Release.fixture(.fixture(3), application: "shop", number: 1)

    static let uniquenessOrder: [Requirement] = [
        Requirement(
            .uniqueness, "each rule is told at the index of the change that breaks it, and undoes what came before"
        ) {
            trial in
            try await trial.insert(books, crm, release, Installation.fixture(.fixture(4), release: release))
            let wrong: [(rule: StoreError.UniqueRule, record: any StoredRecord)] = [
                (.linkName, Connection.fixture(linkName: "books")),
                (.systemConnection, Connection.fixture(kind: .system, connector: "crm")),
                (.releaseNumber, Release.fixture(application: "shop", number: 1)),
                (.installation, Installation.fixture(release: release)),
            ]
            for (rule, record) in wrong {
                for index in 0..<3 {
                    try await trial.expectConflict(.unique(rule), at: index, "breaking \(rule)") { changes in
                        for number in 0..<index { changes.insert(Duty.fixture(.fixture(UInt32(number)))) }
                        changes.insert(record)
                        changes.insert(books)
                    }
                }
            }
            for number in 0..<3 {
                let trace = try await trial.find(Duty.fixture(.fixture(UInt32(number))))
                try trial.expect(trace == nil, "what came before the change that breaks a rule was written")
            }
        },
        Requirement(.uniqueness, "a key and its version are judged before what must be unique") { trial in
            try await trial.insert(books, crm, Connection.fixture(.fixture(5), linkName: "other"))
            try await trial.expectConflict(.exists, "an insert of a key that is there, with a taken name") {
                $0.insert(Connection.fixture(.fixture(5), linkName: "books"))
            }
            try await trial.expectConflict(.version, "an update over another version, to a taken name") {
                $0.update(Trial.read(Connection.fixture(.fixture(5), linkName: "books"), version: 2))
            }
            try await trial.expectConflict(.missing, "an update of what is not there, to a taken name") {
                $0.update(Trial.read(Connection.fixture(.fixture(6), linkName: "books")))
            }
            try await trial.expectConflict(.unique(.systemConnection), "an insert that breaks both rules") {
                $0.insert(Connection.fixture(kind: .system, connector: "crm", linkName: "books"))
            }
            try await trial.expectConflict(.unique(.systemConnection), "an update that breaks both rules") {
                $0.update(
                    Trial.read(Connection.fixture(.fixture(5), kind: .system, connector: "crm", linkName: "books")))
            }
        },
        Requirement(.uniqueness, "what must be unique is judged at each change, not at the end of the set") { trial in
            let other = Connection.fixture(.fixture(5), linkName: "other")
            try await trial.insert(books, other)
            func renamed(_ connection: Connection, _ name: String, version: Int = 1) -> Connection {
                var result = Trial.read(connection, version: version)
                result.linkName = name
                return result
            }
            try await trial.expectConflict(.unique(.linkName), "two names that change places at once") { changes in
                changes.update(renamed(books, "other"))
                changes.update(renamed(other, "books"))
            }
            try await trial.commit { changes in
                changes.update(renamed(books, "for a moment"))
                changes.update(renamed(other, "books"))
                changes.update(renamed(books, "other", version: 2))
            }
            try await trial.expectFound(.linkName("books", in: .account), [.fixture(5)])
            try await trial.expectFound(.linkName("other", in: .account), [.fixture(1)])
        },
    ]
}
