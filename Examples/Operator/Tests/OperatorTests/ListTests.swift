import ConnectionsKit
import Testing

@testable import Operator

@Suite struct ListTests {
    /// The keys of a row, as the README documents them.
    private static let keys: [(ListedKind, Set<String>)] = [
        (.accounts, ["account", "side", "revision", "auditStart"]),
        (.applications, ["account", "application", "name", "lastRelease", "allowsPortalUsers", "publishingBy"]),
        (
            .connections,
            ["account", "id", "name", "linkName", "connector", "kind", "origin", "application", "status"]
        ),
        (
            .grants,
            [
                "account", "id", "connector", "kind", "accountName", "authorizedBy", "user", "status", "health",
                "nextRefreshAt",
            ]
        ),
        (
            .installations,
            [
                "account", "id", "name", "application", "developer", "release", "environments", "licence",
                "licenceUntil", "status",
            ]
        ),
        (.people, ["account", "user", "status", "revokedAt"]),
        (.duties, ["account", "id", "work", "target", "dueAt", "tries", "status"]),
    ]

    @Test func `every kind is listed under its keys, over all accounts`() async throws {
        let estate = try await Estate.lived()
        let counts: [ListedKind: Int] = [
            .accounts: 2, .applications: 1, .connections: 6, .grants: 4, .installations: 1, .people: 3, .duties: 1,
        ]
        #expect(Self.keys.map(\.0) == ListedKind.allCases)
        for (kind, keys) in Self.keys {
            let result = await estate.shell.run("list", kind.rawValue, "--database", estate.database, "--json")
            let json = try result.json()
            #expect(result.status == 0 && result.aside.isEmpty && json.keys == ["kind", "rows", "next"])
            #expect(json["kind"].string == kind.rawValue && json["next"].isNull)
            #expect(json["rows"].array.count == counts[kind], "\(kind)")
            #expect(json["rows"].array.allSatisfy { $0.keys == keys }, "\(kind)")
        }
    }

    @Test func `a list for people has titles and lines that fit`() async throws {
        let estate = try await Estate.lived()
        let wide = await estate.shell.run("list", "people", "--database", estate.database)
        #expect(
            wide.answer == """
                ACCOUNT  USER   STATUS  REVOKED AT
                acme     adam   active  -
                acme     maria  active  -
                acme     nils   active  -

                """)
        var shell = estate.shell
        shell.width = 60
        for kind in ListedKind.allCases {
            let narrow = await shell.run("list", kind.rawValue, "--database", estate.database)
            let least = 8 * kind.listing.columns.count - 2
            #expect(narrow.answer.split(separator: "\n").allSatisfy { $0.count <= max(60, least) }, "\(kind)")
        }
    }

    @Test(arguments: [
        (["connections", "--account", "acme"], 3), (["connections", "--application", "estate"], 6),
        (["connections", "--status", "inUse"], 6), (["connections", "--status", "paused"], 0),
        (["grants", "--user", "adam"], 2), (["grants", "--status", "needsReauthorization"], 1),
        (["grants", "--status", "revoked", "--account", "acme"], 1), (["grants", "--application", "estate"], 4),
        (["grants", "--application", "other"], 0), (["grants", "--account", "maker"], 0),
        (["installations", "--status", "active"], 1), (["installations", "--status", "uninstalled"], 0),
        (["people", "--user", "maria"], 1), (["people", "--status", "deleted"], 0),
        (["duties", "--status", "overdue"], 1), (["duties", "--status", "planned"], 0),
        (["accounts", "--account", "acme"], 1), (["applications", "--application", "estate"], 1),
    ]) func `a list is narrowed`(words: [String], count: Int) async throws {
        let estate = try await Estate.lived()
        let result = await estate.shell.run(["list"] + words + ["--database", estate.database, "--json"])
        #expect(try result.json()["rows"].array.count == count)
    }

    @Test(arguments: ListedKind.allCases) func `pages put together are the whole`(kind: ListedKind) async throws {
        let estate = try await Estate.lived()
        func rows(_ words: [String]) async throws -> JSON {
            let words = ["list", kind.rawValue, "--database", estate.database, "--json"] + words
            return try await estate.shell.run(words).json()
        }
        let whole = try await rows(["--all"])["rows"].array.map(\.text)
        var pages: [String] = []
        var after: [String] = []
        for _ in 0..<20 {
            let page = try await rows(["--limit", "1"] + after)
            #expect(page["rows"].array.count <= 1)
            pages += page["rows"].array.map(\.text)
            guard let next = page["next"].string else { break }
            after = ["--after", next]
        }
        #expect(pages == whole && !whole.isEmpty)
    }

    @Test func `a place is one word that leads back to itself`() throws {
        let cursors: [Cursor?] = [nil, Cursor("[\"ü+/=\"]")]
        for cursor in cursors {
            let place = ListPlace(account: "acme/ü", cursor: cursor)
            let text = try place.text()
            #expect(ListPlace(text) == place && text.allSatisfy { $0.isLetter || $0.isNumber || "-_".contains($0) })
        }
        #expect(ListPlace("nonsense") == nil && ListPlace("") == nil)
    }

    @Test(arguments: [
        ["accounts", "--status", "active"], ["grants", "--status", "fine"], ["duties", "--user", "adam"],
        ["connections", "--limit", "0"], ["connections", "--after", "nonsense"], ["secrets"], [],
    ]) func `what a list cannot do is refused`(words: [String]) async throws {
        let estate = try await Estate()
        let result = await estate.shell.run(["list"] + words + ["--database", estate.database])
        #expect(result.status == 64 && result.answer.isEmpty && result.aside.contains("Error:"))
    }
}
