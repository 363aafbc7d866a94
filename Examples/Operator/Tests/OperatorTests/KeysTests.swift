import ConnectionsKitSealing
import Foundation
import Testing

@testable import Operator

@Suite struct KeysTests {
    @Test func `a key file goes from its first key to its second`() async throws {
        let estate = try await Estate()
        let path = "\(estate.folder)/host.json"
        func keys(_ words: String...) async throws -> JSON {
            let result = await estate.shell.run(["keys"] + words + ["--keys", path, "--json"])
            #expect(result.status == 0, "\(words): \(result.aside)")
            return try result.json()
        }
        let created = try await keys("create", "--id", "first")
        #expect(created.keys == ["path", "primary", "keys"] && created["primary"].string == "first")
        #expect(try await keys("add", "second")["primary"].string == "first")
        #expect(try await keys("use", "second")["primary"].string == "second")
        #expect(try await keys("list")["keys"].array.map(\.string) == ["first", "second"])
        let mode = try FileManager.default.attributesOfItem(atPath: path)[.posixPermissions] as? Int
        #expect(mode == 0o600)
        #expect(!FileManager.default.fileExists(atPath: path + ".next"))
        let list = await estate.shell.run("keys", "list", "--keys", path)
        #expect(list.answer == "\(path):\n  first\n  second  (primary: it wraps)\n")
    }

    @Test func `no key is overwritten, made twice or removed while it wraps`() async throws {
        let estate = try await Estate.lived()
        let before = try Data(contentsOf: URL(fileURLWithPath: estate.keys))
        for words in [
            ["create"], ["add", "key-1"], ["use", "no-such"], ["add", "not lawful"],
            ["remove", "key-1", "--database", estate.database], ["remove", "no-such", "--database", estate.database],
        ] {
            let result = await estate.shell.run(["keys"] + words + ["--keys", estate.keys])
            #expect(result.status != 0 && result.answer.isEmpty, "\(words)")
        }
        #expect(await estate.shell.run("keys", "remove", "key-1", "--keys", estate.keys).status == 64)
        #expect(try Data(contentsOf: URL(fileURLWithPath: estate.keys)) == before)
    }

    @Test func `a change that was broken off is not lost in the next`() async throws {
        let estate = try await Estate()
        try Data("half".utf8).write(to: URL(fileURLWithPath: estate.keys + ".next"))
        let result = await estate.shell.run("keys", "add", "key-2", "--keys", estate.keys)
        #expect(result.status == 3 && result.aside.contains("another change of the key file"))
    }
}
