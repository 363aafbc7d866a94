import ConnectionsKit
import Foundation
import Testing

@testable import Operator

@Suite struct StatusTests {
    @Test func `a database is told in a few lines`() async throws {
        let estate = try await Estate.lived()
        let result = await estate.shell.run("status", "--database", estate.database)
        let lines = result.answer.split(separator: "\n", maxSplits: 1, omittingEmptySubsequences: false)
        #expect(lines[0].hasPrefix("\(estate.database): schema 1, ") && lines[0].hasSuffix("of write-ahead log"))
        #expect(
            lines[1] == """
                2 accounts, 1 application, 6 connections, 1 installation (1 active)

                Grants: 4
                  authorized            2
                  needsReauthorization  1
                  revoked               1
                Health of those in use:
                  fine                  1
                  outcomeUnknown        1

                Work: 0 refreshes due, 1 duty overdue since 2026-01-01T01:00:01Z

                Next actions for people: 2
                  acme: "Zoho Sheets" in production for nils: Authorize the connection.
                  acme: "Zoho Books" in production: Authorize the connection again: the service no longer accepts the authorization.

                """)
        #expect(result.status == 0 && result.aside.isEmpty)
    }

    @Test func `a program reads the same under keys that are always there`() async throws {
        let estate = try await Estate.lived()
        let json = try await estate.shell.run("status", "--database", estate.database, "--json").json()
        #expect(
            json.keys == [
                "account", "accounts", "applications", "connections", "file", "grants", "installations", "nextActions",
                "work",
            ])
        #expect(
            json["file"].keys == [
                "path", "kind", "schemaVersion", "newestSchemaVersion", "size", "writeAheadLogSize", "freeSize",
            ])
        #expect(json["file"]["kind"].string == "store" && json["account"].isNull && json["accounts"].int == 2)
        #expect(
            json["grants"]["byStatus"].keys == [
                "authorized", "needsReauthorization", "suspended", "revoked", "superseded",
            ])
        #expect(
            json["grants"]["byHealth"].keys == [
                "fine", "due", "failing", "outcomeUnknown", "misconfigured", "ending",
            ])
        #expect(json["grants"]["total"].int == 4 && json["grants"]["byStatus"]["suspended"].int == 0)
        #expect(json["installations"]["active"].int == 1 && json["installations"]["uninstalled"].int == 0)
        #expect(json["work"].keys == ["refreshesDue", "dutiesOverdue", "overdueSince"])
        let action = json["nextActions"]["first"][1]
        #expect(
            action.keys == ["account", "connection", "linkName", "environment", "user", "grant", "action"]
                && action["user"].isNull && json["nextActions"]["total"].int == 2)
    }

    @Test func `one account is looked at alone`() async throws {
        let estate = try await Estate.lived()
        let json = try await estate.shell.run(
            "status", "--database", estate.database, "--account", "maker", "--json"
        ).json()
        #expect(json["account"].string == "maker" && json["connections"].int == 3 && json["grants"]["total"].int == 0)
        #expect(json["work"]["dutiesOverdue"].int == 0 && json["work"]["overdueSince"].isNull)
        let nobody = await estate.shell.run("status", "--database", estate.database, "--account", "acne")
        #expect(
            nobody.status == 2 && nobody.aside.contains("error: Nothing was ever written down of the account acne."))
    }

    @Test func `only as many next actions are shown as are wanted`() async throws {
        let estate = try await Estate.lived()
        let result = await estate.shell.run("status", "--database", estate.database, "--actions", "1")
        #expect(result.answer.contains("Next actions for people: 2") && result.answer.contains("… and 1 more"))
    }

    @Test func `a refresh that is due is counted`() async throws {
        let estate = try await Estate.lived()
        estate.time.advance(by: .seconds(600))
        let json = try await estate.shell.run("status", "--database", estate.database, "--json").json()
        #expect(json["work"]["refreshesDue"].int == 1)
    }

    @Test func `a look changes nothing in the records`() async throws {
        let estate = try await Estate.lived()
        let before = try await estate.store.counts()
        let revision = try await estate.store.revision(of: "acme")
        for words in [["status"], ["list", "grants"], ["doctor"], ["verify", "--keys", estate.keys]] {
            _ = await estate.shell.run(words + ["--database", estate.database])
        }
        #expect(try await estate.store.counts() == before)
        #expect(try await estate.store.revision(of: "acme") == revision)
    }
}
