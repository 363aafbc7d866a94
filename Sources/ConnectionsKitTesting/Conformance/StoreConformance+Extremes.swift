import ConnectionsKit

extension StoreConformance {
    /// Texts and sizes that databases stumble over.
    static let extremes: [Requirement] = [
        Requirement(.roundTrip, "text with the character zero keeps it, and is told from what comes before it") {
            trial in
            let texts = ["a", "a\u{0}", "a\u{0}b", "\u{0}", "\u{0}\u{0}", ""]
            for text in texts {
                try await trial.insert(
                    Application.fixture(.init(text), name: text), UserGuard.fixture(of: .init(text)),
                    Reference.fixture(to: .fixture(1), from: .formWorkflow("form\(text)", event: text)))
                try await trial.commit { $0.record(.fixture(in: .init("\(text)."), subject: text)) }
            }
            for text in texts {
                let name = try await trial.stored(Application.fixture(.init(text))).name
                try trial.expect(Array(name.utf8), equals: Array(text.utf8), "the bytes of a name")
                let user = try await trial.stored(UserGuard.fixture(of: .init(text))).user
                try trial.expect(user, equals: .init(text), "a user's identifier")
                let trail = try await trial.store.audit(of: .init("\(text)."), after: 0, limit: 10)
                try trial.expect(trail.map(\.entry.subject), equals: [text], "the subject of an entry")
            }
            let seen = try await trial.walk(.applications, limit: 2).map(\.id)
            try trial.expect(seen, equals: texts.map { .init($0) }.sorted(), "the applications, page by page")
            let places = try await trial.walk(.references(to: .fixture(1)), limit: 2)
            try trial.expect(places.count, equals: texts.count, "the references, page by page")
        },
        Requirement(.roundTrip, "identifiers of the host are compared byte for byte, in any script and any form") {
            trial in
            // Pairs that Unicode takes for the same text, or for the same but for case or width.
            let texts = [
                "\u{E9}", "e\u{301}", "\u{212B}", "\u{C5}", "A\u{30A}", "\u{1E9E}", "SS", "ss", "\u{DF}", "ﬁ", "fi",
                "Ａ",
                "\u{130}", "i\u{307}", "i", "ı", "か\u{3099}", "が", "\u{1F469}\u{200D}\u{1F469}", "\u{1F469}\u{1F469}",
                "\u{FEFF}a", "\u{10FFFF}", "\u{FFFF}", "\u{200F}a",
                String(repeating: "日", count: 66), String(repeating: "日", count: 65) + "本",
            ]
            for (number, text) in texts.enumerated() {
                var grant = Grant.fixture(.fixture(UInt32(number)), in: .init(text), authorizedBy: .init(text))
                grant.accountName = text
                let written = grant
                try await trial.commit { changes in
                    changes.insert(written)
                    changes.insert(UserGuard.fixture(of: .init(text)))
                    changes.record(.fixture(in: .init(text), subject: text))
                }
            }
            for (number, text) in texts.enumerated() {
                let (account, user) = (AccountID(text), UserID(text))
                let grants = try await trial.store.all(.grants(of: user), in: account)
                try trial.expect(grants.map(\.id), equals: [.fixture(UInt32(number))], "the grants of \"\(text)\"")
                try trial.expect(Array(grants[0].accountName.utf8), equals: Array(text.utf8), "the bytes of a name")
                let numbers = try await trial.store.audit(of: account, after: 0, limit: 10).map(\.sequence)
                try trial.expect(numbers, equals: [1], "the trail of \"\(text)\"")
            }
            let users = try await trial.walk(.guardians, limit: 3).map(\.user)
            try trial.expect(
                users, equals: texts.map { UserID($0) }.sorted(), "the people, in the order of their bytes")
        },
        Requirement(.roundTrip, "what is large is kept whole") { trial in
            var set = CredentialSet.fixture(.fixture(3))
            set.secret = SealedSecret(envelope: (0..<300_000).map { UInt8(truncatingIfNeeded: $0 &* 31) })
            var grant = Grant.fixture(.fixture(5))
            grant.grantedScopes = (0..<2_000).map { "https://service.example/auth/scope.\($0).read" }
            grant.accountName = Samples.long
            var release = Release.fixture(
                .fixture(9), connections: (0..<200).map { Connection.fixture(.fixture($0)) })
            release.applicationName = Samples.long
            let records: [any StoredRecord] = [set, grant, release]
            try await trial.insert(records)
            for var wanted in records {
                wanted.version = 1
                let seen = try await trial.store.record(wanted.recordKey, in: .fixture)
                // Not told in full: it would be a long message.
                try trial.expect(seen == wanted.record, "\(wanted.recordKey) came back another")
            }
            let entry = AuditEntry.fixture(subject: Samples.long, changed: (0..<1_000).map { "field \($0)" })
            try await trial.commit { $0.record(entry) }
            let trail = try await trial.store.audit(of: .fixture, after: 0, limit: 10)
            try trial.expect(trail.map(\.entry) == [entry], "a long audit entry came back another")
        },
        Requirement(.atomicity, "a set of many changes is one commit") { trial in
            let count = 600
            let written = try await trial.commit { changes in
                for number in 0..<count {
                    changes.insert(Duty.fixture(.fixture(UInt32(number))))
                    changes.expectAbsent(.application(.init("application \(number)")), in: .fixture)
                    changes.record(.fixture(subject: "\(number)"))
                }
            }
            try trial.expect(written.count, equals: count, "how many entries were written")
            try await trial.expectConflict(.exists, at: count, "a large set whose last change conflicts") { changes in
                for number in 0..<count { changes.insert(Application.fixture(.init("\(number)"))) }
                changes.insert(Duty.fixture(.fixture(0)))
            }
            try await trial.expectFound(.applications, [])
        },
    ]
}
