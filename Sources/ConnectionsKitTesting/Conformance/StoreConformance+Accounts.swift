import ConnectionsKit

extension StoreConformance {
    static let accounts: [Requirement] = [
        Requirement(.accounts, "an account is known once its revision moves or its trail begins") { trial in
            try await trial.expectAccounts([])
            try await trial.insert(Application.fixture(in: "b"))
            try await trial.expectAccounts(["b"])
            try await trial.commit { $0.record(.fixture(in: "a")) }
            try await trial.expectAccounts(["a", "b"])
            try await trial.commit { changes in
                changes.record(.fixture(in: "a"))
                changes.insert(Application.fixture("second", in: "b"))
            }
            try await trial.expectAccounts(["a", "b"])
        },
        Requirement(.accounts, "an account that was only asked for is not known") { trial in
            try await trial.insert(Application.fixture(in: "known"))
            let page = try await trial.store.page(Query<Application>.applications, in: "read")
            try trial.expect(page.elements.isEmpty, "the applications of nobody")
            try trial.expect(try await trial.store.revision(of: "asked"), equals: 0, "the revision of nobody")
            try await trial.commit { $0.expectAbsent(.application("none"), in: "expected") }
            try await trial.expectConflict(.exists, at: 1, "a set that conflicts") { changes in
                changes.insert(Application.fixture(in: "refused"))
                changes.insert(Application.fixture(in: "known"))
                changes.record(.fixture(in: "audited"))
            }
            try await trial.expectAccounts(["known"])
        },
        Requirement(.accounts, "accounts come in the order of their bytes, each once, in pages of any size") { trial in
            // In the order of UTF-8, which neither a language nor UTF-16 has.
            let accounts: [AccountID] = [
                " ", "%", "'", "1", "10", "2", "A", "B", "_", "a", "a ", "a b", "ab", "b", "e\u{301}", "z", "\u{E9}",
                "日本", "\u{FFFD}", "👩‍👩‍👧‍👦",
            ]
            for account in accounts.reversed() { try await trial.insert(Application.fixture(in: account)) }
            for limit in [1, 2, 3, 7, accounts.count - 1, accounts.count, 1_000] {
                var (seen, last) = ([AccountID](), AccountID?.none)
                while true {
                    let page = try await trial.store.accounts(after: last, limit: limit)
                    try trial.expect(page.count <= limit, "a page of \(page.count) where \(limit) were asked for")
                    if page.isEmpty || seen.count > accounts.count { break }
                    seen += page
                    last = page.last
                }
                try trial.expect(seen, equals: accounts, "the accounts in pages of \(limit)")
            }
            for start in ["a", "aa", "ax", "\u{1}", "zz"].map({ AccountID($0) }) {
                let rest = try await trial.store.accounts(after: start, limit: 1_000)
                try trial.expect(rest, equals: accounts.filter { $0 > start }, "the accounts after \"\(start)\"")
            }
        },
        Requirement(.accounts, "an account that was erased, and whose trail was trimmed, is still known") { trial in
            try await trial.insert(Application.fixture(in: "erased"))
            try await trial.commit { $0.record(.fixture(in: "trimmed")) }
            try await trial.commit { changes in
                changes.erase("erased")
                changes.trimAudit(of: "trimmed", through: 1)
            }
            try await trial.expectAccounts(["erased", "trimmed"])
        },
        Requirement(.accounts, "many accounts made at once are each told once") { trial in
            let errors = try await trial.race(8) { index in
                for round in 0..<10 {
                    try await trial.commit { $0.record(.fixture(in: .init("account \(round)"))) }
                    try await trial.insert(Application.fixture(in: .init("account \(index) of \(round)")))
                }
            }
            try trial.expect(errors.allSatisfy { $0 == nil }, "a commit failed: \(errors)")
            let seen = try await trial.store.accounts(after: nil, limit: 1_000)
            try trial.expect(seen.count, equals: 90, "the number of accounts")
            try trial.expect(seen, equals: Set(seen).sorted(), "the accounts")
        },
    ]
}

extension Trial {
    /// Fails the requirement unless exactly these accounts are known.
    fileprivate func expectAccounts(_ accounts: [AccountID]) async throws {
        let seen = try await self.store.accounts(after: nil, limit: 1_000)
        try self.expect(seen, equals: accounts, "the accounts")
    }
}
