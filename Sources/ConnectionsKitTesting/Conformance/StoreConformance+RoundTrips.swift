import ConnectionsKit

extension StoreConformance {
    static let roundTrips: [Requirement] = [
        roundTrip("an application", Samples.applications),
        roundTrip("a connection", Samples.connections),
        roundTrip("a reference", Samples.references),
        roundTrip("a credential set", Samples.credentialSets),
        roundTrip("a revision of a credential set", Samples.credentialRevisions),
        roundTrip("a slot", Samples.slots),
        roundTrip("a grant", Samples.grants),
        roundTrip("a grant's tokens", Samples.tokens),
        roundTrip("an attempt", Samples.attempts),
        roundTrip("a user's guard", Samples.guardians),
        roundTrip("a release", Samples.releases),
        roundTrip("an invitation", Samples.invitations),
        roundTrip("a share", Samples.shares),
        roundTrip("an installation", Samples.installations),
        roundTrip("a submission", Samples.submissions),
        roundTrip("a duty", Samples.duties),
        roundTrip("a data key", Samples.dataKeys),

        Requirement(.roundTrip, "text keeps its bytes") { trial in
            for name in ["e\u{301}", "\u{E9}", "\u{212B}", " padded ", "CAPITALS", "\r\n"] {
                let application = Application.fixture(.init("application \(name.utf8.count) \(name)"), name: name)
                try await trial.insert(application)
                let stored = try await trial.stored(application)
                try trial.expect(Array(stored.name.utf8), equals: Array(name.utf8), "the bytes of a name")
            }
        },
        Requirement(.roundTrip, "records of different kinds may have the same identifier") { trial in
            let records: [any StoredRecord] = [
                Connection.fixture(.fixture(1)), CredentialSet.fixture(.fixture(1)), Grant.fixture(.fixture(1)),
                TokenState.fixture(of: .fixture(1)), Duty.fixture(.fixture(1)), DataKey.fixture(.fixture(1)),
                Share.fixture(.fixture(1)),
                Submission.fixture(.fixture(1)), CredentialSet.Revision.fixture(of: .fixture(1)),
                Application.fixture("user"), UserGuard.fixture(of: "user"), Attempt.fixture(state: "user"),
            ]
            try await trial.insert(records)
            for record in records {
                let stored = try await trial.store.record(record.recordKey, in: .fixture)
                try trial.expect(stored?.key, equals: record.recordKey, "the key of what was read")
            }
        },
        Requirement(.roundTrip, "identifiers that look alike are told apart") { trial in
            let texts = ["a", "A", "a ", " a", "a%", "a_", "%", "_", "a'", "a\"", "ä", "1", "01", "1.0", "null"]
            for text in texts { try await trial.insert(Application.fixture(.init(text), name: text)) }
            for text in texts {
                let name = try await trial.stored(Application.fixture(.init(text))).name
                try trial.expect(name, equals: text, "the name of the application \"\(text)\"")
            }
        },
        Requirement(.roundTrip, "revisions of one set are told apart by their numbers") { trial in
            let numbers = [1, 2, 10, 21, 1_000_000, Int.max]
            for number in numbers {
                var revision = CredentialSet.Revision.fixture(number, of: .fixture(3))
                revision.clientID = "client \(number)"
                let written = revision
                try await trial.insert(written)
            }
            for number in numbers {
                let stored = try await trial.stored(CredentialSet.Revision.fixture(number, of: .fixture(3)))
                try trial.expect(stored.clientID, equals: "client \(number)", "the client of revision \(number)")
            }
        },
        Requirement(.roundTrip, "places and slots that look alike are told apart") { trial in
            let places: [Place] = [
                .formWorkflow("a b", event: "c"), .formWorkflow("a", event: "b c"), .formWorkflow("a", event: ""),
                .pagePanel("a", panel: "b c"), .smsAction("a"), .invokeURL("a"), .integrationTask("a"),
            ]
            let slots: [Slot] = [
                .fixture(of: .fixture(1), environment: nil, user: nil),
                .fixture(of: .fixture(1), environment: nil, user: "production"),
                .fixture(of: .fixture(1), environment: .production, user: nil),
                .fixture(of: .fixture(1), environment: .production, user: "production"),
            ]
            try await trial.insert(places.map { Reference.fixture(to: .fixture(1), from: $0) } + slots)
            let references = try await trial.store.all(.references(to: .fixture(1)), in: .fixture)
            try trial.expect(Set(references.map(\.id.place)), equals: Set(places), "the places")
            for slot in slots {
                try trial.expect(try await trial.stored(slot).grant, equals: slot.grant, "the grant of a slot")
            }
        },
    ]

    /// Writes each sample over the one before it, so that each field is set, changed and unset, and back to the first.
    private static func roundTrip<Value: StoredRecord>(_ name: String, _ samples: [Value]) -> Requirement {
        Requirement(.roundTrip, "\(name) reads back as it was written, with every field set and unset") { trial in
            for sample in samples + samples.prefix(1) {
                var next = sample
                next.version = try await trial.find(sample)?.version ?? 0
                let written = next
                try await trial.commit { $0.put(written) }
                next.version += 1
                let stored = try await trial.stored(sample)
                try trial.expect(stored == next, "read \(stored.record) instead of \(next.record)")
            }
        }
    }
}
