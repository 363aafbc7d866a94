import ConnectionsKit
import ConnectionsKitSealing
import Foundation
import Testing

@testable import Operator

@Suite struct FailureTests {
    /// Commands that look, each with what it needs besides the database.
    private static func looks(_ keys: String) -> [[String]] {
        [
            ["status"], ["list", "grants"], ["verify", "--keys", keys], ["doctor"], ["backup", "/nowhere/copy.sqlite"],
            ["explain", "grant", "00000000-0000-4000-8000-000000000000"],
            ["explain", "--account", "a", "--side", "client", "--user", "u", "--role", "admin", "--action", "install"],
        ]
    }

    @Test func `a file that is not there is an error, and is not made`() async throws {
        let estate = try await Estate()
        let path = "\(estate.folder)/missing.sqlite"
        for words in Self.looks(estate.keys) {
            let result = await estate.shell.run(words + ["--database", path, "--json"])
            #expect(result.status == 3, "\(words)")
            let error = try result.json()["error"]
            #expect(error.keys == ["code", "message", "remedy"] && error["message"].string?.contains(path) == true)
            #expect(result.aside.hasPrefix("error: "), "\(words)")
            #expect(!FileManager.default.fileExists(atPath: path), "\(words)")
        }
    }

    @Test(arguments: ["empty", "notDatabase", "newerSchema"])
    func `a file that is no database of this version is an error, and is left as it is`(what: String) async throws {
        let estate = try await Estate.lived()
        let path = "\(estate.folder)/\(what).sqlite"
        switch what {
        case "empty": try Data().write(to: URL(fileURLWithPath: path))
        case "notDatabase": try Data("no database".utf8).write(to: URL(fileURLWithPath: path))
        default: try await estate.copy(to: path, schemaVersion: 99)
        }
        let before = try Data(contentsOf: URL(fileURLWithPath: path))
        for words in Self.looks(estate.keys) where words != ["doctor"] {
            let result = await estate.shell.run(words + ["--database", path, "--json"])
            #expect(result.status == 3, "\(words)")
            #expect(try result.json()["error"]["code"].string == what)
            #expect(try result.json()["error"]["remedy"].string?.isEmpty == false)
        }
        #expect(try Data(contentsOf: URL(fileURLWithPath: path)) == before)
        let left = try FileManager.default.contentsOfDirectory(atPath: estate.folder).filter { $0.hasPrefix(what) }
        #expect(left == ["\(what).sqlite"])
    }

    @Test func `keys that are not there, open to others or none are told apart`() async throws {
        let estate = try await Estate.lived()
        func code(_ words: String...) async throws -> String? {
            let result = await estate.shell.run(["verify", "--database", estate.database, "--json"] + words)
            #expect(result.status == 3, "\(words)")
            return try result.json()["error"]["code"].string
        }
        #expect(try await code("--keys", "\(estate.folder)/missing.json") == "keysUnavailable")
        #expect(try await code("--keys-env", "CONNECTIONSKIT_OPERATOR_NO_SUCH_VARIABLE") == "keysUnavailable")
        let nonsense = "\(estate.folder)/nonsense.json"
        try Data("{}".utf8).write(to: URL(fileURLWithPath: nonsense))
        #expect(try await code("--keys", nonsense) == "keysUnavailable")
        try FileManager.default.setAttributes([.posixPermissions: 0o600], ofItemAtPath: nonsense)
        #expect(try await code("--keys", nonsense) == "malformedKeys")
        let both = await estate.shell.run(
            "verify", "--database", estate.database, "--keys", estate.keys, "--keys-env", "X")
        #expect(both.status == 64)
    }

    @Test func `keys are taken from the environment`() async throws {
        let estate = try await Estate.lived()
        let name = "CONNECTIONSKIT_OPERATOR_TEST_KEYS"
        setenv(name, try String(contentsOfFile: estate.keys, encoding: .utf8), 1)
        let result = await estate.shell.run("verify", "--database", estate.database, "--keys-env", name)
        #expect(result.status == 0)
    }

    @Test func `an error of an unknown kind says nothing of itself`() {
        struct Talkative: Error, CustomStringConvertible { var description: String { CanaryProvider.access } }
        let failure = Failure(Talkative())
        #expect(failure.exit == .unusable && !"\(failure.message)\(failure.remedy)".contains(CanaryProvider.access))
    }

    @Test func `a command that is stopped says so`() async throws {
        let estate = try await Estate.lived()
        let result = await Task {
            withUnsafeCurrentTask { $0?.cancel() }
            return await estate.shell.run("status", "--database", estate.database)
        }.value
        #expect(result.status == 130 && result.answer.isEmpty && result.aside == "error: Stopped before the end.\n")
    }
}
