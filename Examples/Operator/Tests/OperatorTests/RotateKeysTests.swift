import ConnectionsKit
import ConnectionsKitSealing
import Foundation
import Testing

@testable import Operator

@Suite struct RotateKeysTests {
    private func rotate(_ estate: Estate, _ words: String...) async -> Shell.Result {
        await estate.shell.run(
            ["rotate-keys", "--database", estate.database, "--keys", estate.keys, "--by", "olga"] + words)
    }

    /// Adds a key to the key file and makes it the one that wraps.
    private func change(_ estate: Estate) async {
        for verb in ["add", "use"] {
            let result = await estate.shell.run("keys", verb, "key-2", "--keys", estate.keys)
            #expect(result.status == 0, "\(result.aside)")
        }
    }

    @Test func `a plan says what would be done, and does nothing`() async throws {
        let estate = try await Estate.lived()
        await self.change(estate)
        let result = await self.rotate(estate, "--plan")
        #expect(result.status == 0)
        #expect(
            result.answer == """
                Plan: the key key-2 wraps the data keys of 2 accounts.
                  2 data keys wrapped by key-1, to be wrapped anew
                Nothing was done: leave out --plan to do it.

                """)
        let json = try await self.rotate(estate, "--plan", "--reseal", "--json").json()
        #expect(
            json.keys == ["rotation", "writing", "accounts", "dataKeys", "toWrap", "toSeal", "unfinished"]
                && json["rotation"].string == "secrets" && (json["toSeal"].int ?? 0) > 6)
        #expect(try await estate.system.checkKeys().inUse == ["key-1"])
    }

    @Test func `data keys are wrapped anew, and the old key can be removed`() async throws {
        let estate = try await Estate.lived()
        await self.change(estate)
        let needed = await estate.shell.run(
            "keys", "remove", "key-1", "--keys", estate.keys, "--database", estate.database)
        #expect(needed.status == 1 && needed.aside.contains("The key key-1 is needed"))
        let result = await self.rotate(estate)
        #expect(result.status == 0)
        #expect(
            result.answer == """
                2 accounts done: 2 data keys wrapped anew, 0 made, 0 destroyed; 0 secrets sealed anew
                Finished. A key that is not the primary unwraps nothing of this database any more.

                """)
        let removed = await estate.shell.run(
            "keys", "remove", "key-1", "--keys", estate.keys, "--database", estate.database)
        #expect(removed.status == 0)
        #expect(try await FileKeyProvider(at: estate.keys).wrappingKeys().readable == ["key-2"])
        // Another process opens the secrets of the file with what is left.
        #expect(
            await estate.shell.run("doctor", "--database", estate.database, "--keys", estate.keys).answer
                .contains("keys)") == false)
        #expect(await self.rotate(estate).answer.contains("0 data keys wrapped anew"))
    }

    @Test func `secrets are sealed anew with new data keys, and still open`() async throws {
        let estate = try await Estate.lived()
        let json = try await self.rotate(estate, "--reseal", "--rate", "100000", "--json").json()
        #expect(
            json.keys == ["rotation", "isFinished", "isStopped", "done", "unfinished", "unfinishedCount"]
                && json["done"].keys == ["accounts", "wrapped", "made", "secrets", "destroyed"])
        #expect(json["isFinished"].bool == true && json["done"]["made"].int == 2 && json["done"]["destroyed"].int == 2)
        estate.time.advance(by: .seconds(600))
        let sheets = try await ConnectionRuntime(estate.system).connection(
            "zoho_sheets", in: .installed(try await estate.installation().id, of: "acme"))
        _ = try await sheets.credential(at: .pagePanel("home", panel: "numbers"), for: estate.maria)
        #expect(await estate.shell.run("verify", "--database", estate.database, "--keys", estate.keys).status == 0)
    }

    @Test func `a rotation that was stopped says how to go on, and goes on`() async throws {
        let estate = try await Estate.lived()
        await self.change(estate)
        let stopped = await Task {
            withUnsafeCurrentTask { $0?.cancel() }
            return await self.rotate(estate, "--json")
        }.value
        #expect(stopped.status == 130)
        #expect(await self.rotate(estate).status == 0)
        #expect(try await estate.system.checkKeys().inUse == ["key-2"])
    }

    @Test func `wrong keys are told as such, name the key and change nothing`() async throws {
        let estate = try await Estate.lived()
        let other = "\(estate.folder)/other.json"
        try FileKeyProvider.create(at: other, primary: "other-1")
        for words in [["rotate-keys"], ["rotate-keys", "--reseal"], ["doctor"], ["keys", "remove", "spare"]] {
            if words[0] == "keys" { try FileKeyProvider.addKey("spare", to: other) }
            let result = await estate.shell.run(
                words + ["--database", estate.database, "--keys", other, "--json"])
            #expect([1, 3].contains(result.status), "\(words)")
            #expect("\(result.answer)\(result.aside)".contains("key-1"), "\(words): \(result.answer)")
        }
        #expect(try await estate.system.checkKeys().inUse == ["key-1"])
    }
}
