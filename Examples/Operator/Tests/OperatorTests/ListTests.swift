import ConnectionsKit
import Testing

@testable import Operator

@Suite struct ListTests {
    @Test func `look`() async throws {
        let estate = try await Estate.lived()
        for kind in ListedKind.allCases {
            let r = await estate.shell.run("list", kind.rawValue, "--database", estate.database)
            print(r.answer, r.aside, r.status)
        }
        for words in [
            ["status"], ["status", "--json"], ["verify", "--keys", estate.keys],
            ["verify", "--keys", estate.keys, "--json"],
            [
                "explain", "--account", "acme", "--side", "client", "--user", "maria", "--role", "liveUser", "--action",
                "authorize", "--link-name", "zoho_books", "--installation",
                try await estate.installation().id.description,
            ],
            [
                "explain", "--account", "acme", "--side", "client", "--action", "use", "--place",
                "invokeURL:push_invoice", "--link-name", "zoho_books", "--installation",
                try await estate.installation().id.description,
            ],
        ] {
            let r = await estate.shell.run(words + ["--database", estate.database])
            print(r.answer, r.aside, r.status)
        }
        for g in try await estate.store.all(.grants(), in: "acme") {
            let r = await estate.shell.run("explain", "grant", g.id.description, "--database", estate.database)
            print(r.answer, r.aside, r.status)
            let j = await estate.shell.run(
                "explain", "grant", g.id.description, "--database", estate.database, "--json")
            print(j.answer, j.aside, j.status)
        }
    }
}
