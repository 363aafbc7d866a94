import ConnectionsKit
import ConnectionsKitSealing
import Foundation
import Testing

@testable import Operator

/// Every command over a database whose secrets are planted, as text and as JSON, with right and wrong keys: none shows one.
@Suite struct NothingSecretShowsTests {
    /// What may not show: the planted secrets, the states of open attempts, and the keys themselves.
    private func needles(_ estate: Estate) async throws -> [String] {
        var needles = CanaryProvider.planted
        let attempts = try await estate.store.due(.attempts, at: .distantFuture, limit: 100).compactMap { Attempt($0) }
        needles += attempts.map(\.state)
        let file = try JSONSerialization.jsonObject(with: Data(contentsOf: URL(fileURLWithPath: estate.keys)))
        let object = file as? [String: Any]
        needles += (object?["keys"] as? [String: String] ?? [:]).values
        needles += [object?["audit"] as? String ?? ""]
        // As text, as base 64 and as the numbers of the bytes.
        return needles.flatMap { needle in
            [
                needle, Data(needle.utf8).base64EncodedString(),
                needle.utf8.map(String.init).joined(separator: ", "),
            ]
        }
    }

    private func commands(_ estate: Estate) async throws -> [[String]] {
        let database = ["--database", estate.database]
        let keys = ["--keys", estate.keys]
        let who = ["--account", "acme", "--side", "client", "--user", "maria", "--role", "liveUser"]
        let installation = try await estate.installation().id.description
        let books = ["--link-name", "zoho_books", "--installation", installation]
        var commands = ListedKind.allCases.map { ["list", $0.rawValue] + database }
        commands += [
            ["status"] + database, ["verify"] + database + keys, ["doctor", "--full"] + database + keys,
            ["explain"] + database + who + ["--action", "authorize"] + books,
            ["explain"] + database + who + ["--action", "use", "--place", "invokeURL:push_invoice"] + books,
            ["rotate-keys", "--plan", "--reseal"] + database + keys,
            ["rotate-keys", "--reseal", "--by", "olga"] + database + keys, ["keys", "list"] + keys,
        ]
        for grant in try await estate.store.all(Query<Grant>.grants(), in: "acme") {
            commands.append(["explain", "grant", grant.id.description] + database)
        }
        return commands
    }

    @Test func `no answer, note or error holds a secret`() async throws {
        let estate = try await Estate.lived()
        let needles = try await self.needles(estate)
        #expect(needles.count > 3 * (CanaryProvider.planted.count + 2))
        let wrong = "\(estate.folder)/wrong.json"
        try FileKeyProvider.create(at: wrong)
        var shell = estate.shell
        shell.canRewrite = true
        var said = 0
        func expectSilence(_ words: [String]) async {
            for words in [words, words + ["--json"]] {
                let result = await shell.run(words)
                said += result.answer.utf8.count
                let text = result.answer + result.aside
                #expect(!text.isEmpty, "\(words)")
                for needle in needles where text.contains(needle) { Issue.record("\(words) shows a secret") }
            }
        }
        for words in try await self.commands(estate) {
            await expectSilence(words)
            // The same with keys of another host, and with a path that is a secret's place.
            await expectSilence(words.map { $0 == estate.keys ? wrong : $0 })
            await expectSilence(words.map { $0 == estate.database ? estate.keys : $0 })
        }
        for number in 0..<2 {
            await expectSilence(
                ["backup", "\(estate.folder)/copy\(number)", "--database", estate.database, "--keys", estate.keys])
        }
        #expect(said > 10_000)
    }

    @Test func `the search finds what is shown`() async throws {
        let estate = try await Estate.lived()
        let text = try String(contentsOfFile: estate.keys, encoding: .utf8)
        #expect(try await self.needles(estate).contains { text.contains($0) })
    }
}
