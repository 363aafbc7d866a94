import ConnectionsKit
import ConnectionsKitTesting
import Testing

@testable import ConnectionsKitSQLite

@Suite struct QueryPlanTests {
    /// A question to a store, all of whose statements are looked at.
    struct Question: Sendable, CustomTestStringConvertible {
        let testDescription: String
        /// Whether all rows of a table that the account has are asked for.
        var asksForAll = false
        /// The index that must find the rows, where it is not the key.
        var index: String?
        let ask: @Sendable (SQLiteConnectionStore) async throws -> Void

        static let all: [Question] = pages + reads + work + trails + [revision, accounts, liveGrants, commits, erasure]

        private static let pages = [
            page(.connections(application: nil), after: Connection.ID.fixture(1), asksForAll: true),
            page(.connections(application: "shop"), after: Connection.ID.fixture(1)),
            page(
                .connectionsOf(installation: .fixture(12)), after: Connection.ID.fixture(1),
                by: "connections_by_installation"),
            page(.linkName("books", .installation(.fixture(12))), after: Connection.ID.fixture(1)),
            page(.linkName("books", .account), after: Connection.ID.fixture(1)),
            page(.systemConnection("crm"), after: Connection.ID.fixture(1)),
            page(
                .references(.fixture(1)), after: Reference.ID(connection: .fixture(1), place: .invokeURL("function"))),
            page(.slots(.fixture(1)), after: Slot.ID(connection: .fixture(1), environment: nil, user: nil)),
            page(
                .slotsPointing(at: .fixture(5)),
                after: Slot.ID(connection: .fixture(1), environment: .stage, user: "user")),
            page(.grants(of: nil), after: Grant.ID.fixture(1), asksForAll: true),
            page(.grants(of: "user"), after: Grant.ID.fixture(1), by: "grants_by_authorizer"),
            page(.credentialSets, after: CredentialSet.ID.fixture(1), asksForAll: true),
            page(
                .credentialRevisions(.fixture(3)), after: CredentialSet.Revision.ID(set: .fixture(3), number: 1)),
            page(.guardians, after: UserID.fixture, asksForAll: true),
            page(.invitations, after: Invitation.ID.fixture(1), asksForAll: true),
            page(.applications, after: ApplicationID.fixture, asksForAll: true),
            page(.releases("application"), after: Release.ID.fixture(1)),
            page(.installations, after: Installation.ID.fixture(1), asksForAll: true),
            page(.shares(with: "client"), after: Share.ID.fixture(1), by: "shares_by_client"),
            page(.sharesOf("application"), after: Share.ID.fixture(1), by: "shares_by_application"),
            page(.submissions(.inReview), after: Submission.ID.fixture(1), by: "submissions_by_status"),
            page(
                .submissionsOf(developer: "account", "application"), after: Submission.ID.fixture(1),
                by: "submissions_by_application"),
        ]

        private static func page(
            _ selection: Selection, after key: some CursorKey & Sendable, asksForAll: Bool = false,
            by index: String? = nil
        ) -> Question {
            Question(testDescription: "\(selection)", asksForAll: asksForAll, index: index) { store in
                for cursor in [nil, key.cursor] {
                    _ = try await store.page(selection, in: .fixture, after: cursor, limit: 10)
                }
            }
        }

        private static let reads = Records.all.map { record in
            Question(testDescription: "\(record.recordKey)") { store in
                _ = try await store.record(record.recordKey, in: .fixture)
            }
        }

        private static let work = [
            (DueWork.refreshes, "tokens_due"), (.duties, "duties_due"), (.attempts, "attempts_due"),
            (.invitations, "invitations_due"),
        ].map { work, index in
            Question(testDescription: "\(work)", index: index) { store in
                _ = try await store.due(work, at: .fixture, limit: 10)
            }
        }

        private static let revision = Question(testDescription: "the revision") { store in
            _ = try await store.revision(of: .fixture)
        }

        private static let trails = [
            trail("all of the trail", .all, asksForAll: true),
            trail("an action in the trail", AuditFilter(action: .revoke), asksForAll: true),
            trail("a time in the trail", AuditFilter(since: .fixture, until: .fixture), asksForAll: true),
            trail("a connection in the trail", AuditFilter(connection: .fixture(1)), by: "audit_by_connection"),
            trail("a person in the trail", AuditFilter(user: .fixture), by: "audit_by_user"),
            trail(
                "a person and an action in the trail", AuditFilter(user: .fixture, action: .revoke, since: .fixture),
                by: "audit_by_user"),
            trail(
                "a person and a connection in the trail", AuditFilter(connection: .fixture(1), user: .fixture),
                by: "audit_by_connection"),
        ]

        private static func trail(
            _ name: String, _ filter: AuditFilter, asksForAll: Bool = false, by index: String? = nil
        ) -> Question {
            Question(testDescription: name, asksForAll: asksForAll, index: index) { store in
                _ = try await store.audit(of: .fixture, matching: filter, after: 3, limit: 10)
                _ = try await store.auditStart(of: .fixture)
            }
        }

        private static let accounts = Question(testDescription: "the accounts", asksForAll: true) { store in
            for account in [nil, AccountID.fixture] { _ = try await store.accounts(after: account, limit: 10) }
        }

        private static let erasure = Question(testDescription: "an erasure", asksForAll: true) { store in
            try await store.commit { changes in
                changes.erase(.fixture)
                changes.trimAudit(of: .fixture, through: 1)
            }
        }

        private static let liveGrants = Question(testDescription: "the grants in use") { store in
            for subject in [nil, "subject"] {
                _ = try await store.hasLiveGrant(
                    connector: "service", clientID: "client", subject: subject, excluding: .fixture(5))
            }
        }

        private static let commits = Question(testDescription: "every kind of change") { store in
            for delete in [false, true] {
                try await store.commit { changes in
                    for var record in Records.all {
                        record.version = delete ? 2 : 1
                        let stored = record
                        changes.expect(stored)
                        if delete { changes.delete(stored) } else { changes.update(stored) }
                    }
                }
            }
            try await store.commit(Records.insertion, link: chain)
            try await store.commit {
                $0.refresh(.fixture(5), in: .fixture, .acquire(epoch: 0, duration: .seconds(1)))
            }
        }
    }

    @Test(arguments: Question.all)
    func `every statement finds its rows by an index`(_ question: Question) async throws {
        // In memory the connection that reads is the one that writes.
        let store = try await SQLiteConnectionStore.inMemory(time: ManualTimeSource().source)
        try await store.commit(Records.insertion, link: chain)
        try await question.ask(store)
        let plans = try store.plans()
        #expect(plans.count > 10)
        if let index = question.index {
            #expect(plans.values.joined().contains { $0.contains(" INDEX \(index) ") }, "nothing uses \(index)")
        }
        for (sql, steps) in plans {
            // One row needs no order.
            let isOneRow = steps.first?.contains(" USING INDEX unique_") ?? false
            #expect((isOneRow ? steps.prefix(1) : steps[...]).allSatisfy(Self.isBounded), "\(steps): \(sql)")
            #expect(question.asksForAll || !steps.contains(where: Self.looksThroughAccount), "\(steps): \(sql)")
        }
    }

    /// Whether a step looks at all rows of a table that an account has, or at all after one of them.
    private static func looksThroughAccount(_ step: String) -> Bool {
        let terms = step.split(separator: "(", maxSplits: 1).dropFirst().joined().split(separator: " AND ")
        return terms.first?.hasPrefix("account=?") == true && terms.count { $0.contains("=?") } == 1
            && !step.hasPrefix("SEARCH accounts ")
    }

    /// Whether a step looks at no more rows than it returns, and keeps none of them to sort.
    private static func isBounded(_ step: String) -> Bool {
        // The list in one row.
        if step.hasPrefix("SCAN json_each") { return true }
        if step.hasPrefix("SEARCH") { return step.contains(" INDEX ") || step.contains(" PRIMARY KEY ") }
        return !step.hasPrefix("USE TEMP B-TREE") && (!step.hasPrefix("SCAN") || step == "SCAN CONSTANT ROW")
    }

    @Test(arguments: [
        "SELECT * FROM grants", "SELECT * FROM grants WHERE account_name = ?",
        "SELECT * FROM grants WHERE account = ? ORDER BY account_name",
    ])
    func `a statement without an index of its own is told apart`(_ sql: String) async throws {
        let store = try await SQLiteConnectionStore.inMemory()
        #expect(try !store.plan(of: sql).allSatisfy(Self.isBounded))
    }
}

extension SQLiteConnectionStore {
    /// The plans of all statements that were run on the connection that reads, by their SQL.
    fileprivate func plans() throws -> [String: [String]] {
        let statements = try self.engine.reader.read { database throws(SQLiteFailure) in
            database.keptStatements.keys.filter { !$0.contains("sqlite_schema") && !$0.hasPrefix("PRAGMA") }
        }
        return try Dictionary(uniqueKeysWithValues: statements.map { ($0, try self.plan(of: $0)) })
    }

    fileprivate func plan(of sql: String) throws -> [String] {
        try self.engine.reader.read { database throws(SQLiteFailure) in
            try database.all("EXPLAIN QUERY PLAN \(sql)", Nulls(sql)) { row throws(SQLiteFailure) in
                for _ in 0..<3 { _ = try row.integer() }
                return try row.text()
            }
        }
    }
}

/// A NULL for each parameter of a statement.
private struct Nulls: Bindable {
    private var count = 0

    init(_ sql: String) {
        for rest in sql.split(separator: "?", omittingEmptySubsequences: false).dropFirst() {
            self.count = max(self.count, Int(rest.prefix(while: \.isNumber)) ?? self.count + 1)
        }
    }

    func bind(to binder: inout Binder) {
        for _ in 0..<self.count { binder.null() }
    }
}
