import ConnectionsKit
import ConnectionsKitTesting
import Testing

@testable import ConnectionsKitSQLite

@Suite struct DamagedRowTests {
    /// A change to a stored row that leaves what no record can be, the key of that record, and what is said of it.
    struct Damage: Sendable, CustomTestStringConvertible {
        let sql: String
        let key: RecordKey
        let column: String
        var testDescription: String { self.sql }

        init(_ sql: String, _ key: RecordKey, column: String) {
            self.sql = sql
            self.key = key
            self.column = column
        }

        private static let revision = CredentialSet.Revision.fixture(of: .fixture(3)).recordKey

        static let all = [
            Damage("UPDATE applications SET allows_portal_users = 2", .application(.fixture), column: "allows_portal"),
            Damage("UPDATE connections SET kind = 'other'", .connection(.fixture(1)), column: "kind"),
            Damage("UPDATE connections SET source = NULL", .connection(.fixture(1)), column: "source"),
            Damage(
                "UPDATE connections SET mode = NULL, credential_account = 'a'", .connection(.fixture(1)),
                column: "credential_set"),
            Damage("UPDATE connections SET scopes = '[\"a\"'", .connection(.fixture(1)), column: "scopes"),
            Damage("UPDATE connections SET installation = x'0102'", .connection(.fixture(1)), column: "installation"),
            Damage("UPDATE slots SET grant_id = x''", Records.slot.recordKey, column: "grant_id"),
            Damage("UPDATE grants SET status_until = 1", .grant(.fixture(5)), column: "status_until"),
            Damage("UPDATE grants SET client_revision = NULL", .grant(.fixture(5)), column: "client_revision"),
            Damage("UPDATE grants SET revocation_failure = 'x'", .grant(.fixture(5)), column: "revocation_failure"),
            Damage("UPDATE tokens SET calling_epoch = 1", .tokens(.fixture(5)), column: "calling_epoch"),
            Damage("UPDATE tokens SET failure_code = 'x'", .tokens(.fixture(5)), column: "failure_at"),
            Damage("UPDATE attempts SET side = ''", .attempt(state: "state"), column: "side"),
            Damage("UPDATE user_guards SET status = 'deactivated'", .guardian("user"), column: "status_until"),
            Damage("UPDATE releases SET connections = '[{}]'", .release(.fixture(9)), column: "connections"),
            Damage("UPDATE shares SET licence = 'free'", .share(.fixture(11)), column: "licence"),
            Damage(
                "UPDATE installations SET environments = '[\"edit\"]'", .installation(.fixture(12)), column: "envir"),
            Damage("UPDATE connections SET is_paused = 2", .connection(.fixture(1)), column: "is_paused"),
            Damage("UPDATE connections SET staged_is_new = 0", .connection(.fixture(1)), column: "staged_is_new"),
            Damage("UPDATE connections SET staged_scopes = '[]'", .connection(.fixture(1)), column: "staged_is_new"),
            Damage(
                "UPDATE credential_revisions SET authentication = 'magic'", revision, column: "authentication"),
            Damage("UPDATE shares SET installation = x'01'", .share(.fixture(11)), column: "installation"),
            Damage("UPDATE shares SET listing = x'01'", .share(.fixture(11)), column: "listing"),
            Damage("UPDATE submissions SET status = 'lost'", .submission(.fixture(14)), column: "status"),
            Damage("UPDATE installations SET status = 'gone'", .installation(.fixture(12)), column: "status"),
            Damage(
                "UPDATE installations SET staged_number = 2", .installation(.fixture(12)), column: "staged_share"),
            Damage(
                "UPDATE releases SET connections = replace(connections, '\"places\":[]', '\"places\":[1]')",
                .release(.fixture(9)), column: "connections"),
            Damage("UPDATE duties SET work = 'rest'", .duty(.fixture(13)), column: "target_user"),
            Damage("UPDATE duties SET work = 'depart'", .duty(.fixture(13)), column: "target_user"),
            Damage("UPDATE duties SET target = NULL", .duty(.fixture(13)), column: "target_user"),
            Damage("UPDATE duties SET target_user = 'user'", .duty(.fixture(13)), column: "target_user"),
            Damage("UPDATE duties SET target = x'01'", .duty(.fixture(13)), column: "target"),
        ]
    }

    @Test(arguments: Damage.all)
    func `a row that cannot be a record is told with its column, and nothing is made of it`(_ damage: Damage)
        async throws
    {
        let store = try await SQLiteConnectionStore.inMemory()
        try await store.commit(Records.insertion, link: chain)
        #expect(try await store.record(damage.key, in: .fixture) != nil)
        try await store.engine.writer.write { database throws(SQLiteFailure) in try database.execute(damage.sql) }
        let refused = await storeError { () throws(StoreError) in _ = try await store.record(damage.key, in: .fixture) }
        #expect(refused?.code == .corrupt)
        #expect(refused?.message.contains("the column \(damage.column)") == true, "\(refused?.message ?? "")")
    }

    @Test(arguments: [
        "UPDATE audit_records SET actor_role = NULL", "UPDATE audit_records SET outcome_code = 'x'",
        "UPDATE audit_records SET changed = '{}'", "UPDATE audit_records SET actor = 'platform'",
        "UPDATE audit_records SET actor = 'nobody'", "UPDATE audit_records SET actor_user = NULL",
    ])
    func `a damaged audit record is told`(_ sql: String) async throws {
        let store = try await SQLiteConnectionStore.inMemory()
        try await store.commit(Records.insertion, link: chain)
        try await store.engine.writer.write { database throws(SQLiteFailure) in try database.execute(sql) }
        let refused = await storeError { () throws(StoreError) in
            _ = try await store.audit(of: .fixture, after: 0, limit: 1)
        }
        #expect(refused?.code == .corrupt)
    }

    @Test(arguments: ["", "[]", "[\"a\", \"b\"]", "[\"not a UUID\"]", "{", "[1]"])
    func `a cursor of another query is refused, and the remedy is named`(_ text: String) async throws {
        let store = try await SQLiteConnectionStore.inMemory()
        for selection in [Selection.connections(application: nil), .references(.fixture(1)), .slots(.fixture(1))] {
            let refused = await storeError { () throws(StoreError) in
                _ = try await store.page(selection, in: .fixture, after: Cursor(text), limit: 1)
            }
            #expect(refused?.message == "cursor: it is none of this query. Pass the `next` of its last page, or nil")
        }
    }
}
