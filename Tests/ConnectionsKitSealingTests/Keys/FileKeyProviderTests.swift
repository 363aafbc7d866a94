import ConnectionsKit
import ConnectionsKitSealing
import ConnectionsKitTesting
import Testing

@Suite struct FileKeyProviderTests {
    let folder: TemporaryFolder

    init() throws {
        self.folder = try TemporaryFolder()
    }

    static func text(
        primary: String = "one", keys: [String: String] = ["one": Secret.fixture(1).base64],
        audit: String = Secret.fixture(9).base64
    ) -> String {
        let list = keys.sorted { $0.key < $1.key }.map { "\"\($0.key)\": \"\($0.value)\"" }.joined(separator: ", ")
        return "{\"primary\": \"\(primary)\", \"keys\": {\(list)}, \"audit\": \"\(audit)\"}"
    }

    @Test func `a file gives the keys that stand in it`() async throws {
        let provider = try FileKeyProvider(at: try self.folder.write(Self.text()))
        #expect(try await provider.keyRing().identifiers == ["one"])
        let key = try await EnvelopeSealer(keys: provider).newDataKey()
        _ = try await EnvelopeSealer(.fixture()).keys(for: "account", from: [key])
    }

    @Test func `a new file is its owner's alone and is read back`() async throws {
        let path = self.folder.path + "/new.json"
        let made = try await FileKeyProvider.create(at: path).keyRing()
        #expect(try TemporaryFolder.mode(of: path) == 0o600)
        #expect(made.primary == "key-1" && made.identifiers == ["key-1"])
        let key = try await EnvelopeSealer(made).newDataKey()
        _ = try await EnvelopeSealer(keys: FileKeyProvider(at: path)).keys(for: "account", from: [key])
    }

    @Test func `a file that is there is never overwritten`() async throws {
        let path = try self.folder.write(Self.text())
        let error = #expect(throws: SealerError.self) { try FileKeyProvider.create(at: path) }
        #expect(error?.code == .unavailable)
        #expect(error?.message.contains(path) == true)
        #expect(try await FileKeyProvider(at: path).keyRing().identifiers == ["one"])
    }

    @Test(arguments: [0o640, 0o604, 0o660, 0o644, 0o620, 0o601])
    func `a file that is open to others is refused with the remedy`(mode: Int) throws {
        let path = try self.folder.write(Self.text(), mode: mode)
        let error = #expect(throws: SealerError.self) { try FileKeyProvider(at: path) }
        #expect(error?.code == .unavailable)
        #expect(error?.message.contains("chmod 600") == true)
    }

    @Test func `a missing file and a folder are told by their path`() throws {
        for path in [self.folder.path + "/none.json", self.folder.path, self.folder.path + "/none/keys.json"] {
            let error = #expect(throws: SealerError.self) { try FileKeyProvider(at: path) }
            #expect(error?.code == .unavailable)
            #expect(error?.message.contains(path) == true)
        }
        #expect(throws: SealerError.self) { try FileKeyProvider.create(at: self.folder.path + "/none/keys.json") }
    }

    static let canary = "canary-key-material-0123456789abcdef"

    static let malformed: [(String, String)] = [
        ("", "not JSON"),
        ("[]", "\"primary\", \"keys\" and \"audit\""),
        ("{\(canary)}", "not JSON"),
        ("{\"keys\": {}, \"audit\": \"\(canary)\"}", "\"primary\" is missing"),
        ("{\"primary\": \"one\", \"audit\": \"\(canary)\"}", "\"keys\" is missing"),
        ("{\"primary\": \"one\", \"keys\": {}}", "\"audit\" is missing"),
        ("{\"primary\": 1, \"keys\": {}, \"audit\": \"\(canary)\"}", "\"primary\" has the wrong type"),
        ("{\"primary\": \"one\", \"keys\": [\"\(canary)\"], \"audit\": \"x\"}", "\"keys\" has the wrong type"),
        ("{\"primary\": \"one\", \"keys\": {\"one\": 12}, \"audit\": \"\(canary)\"}", "\"keys\" has the wrong type"),
        (text(keys: ["one": canary]), "\"one\" is not base 64"),
        (text(keys: [canary: "x"]), "one of the keys is not base 64"),
        (text(keys: [canary: Secret.fixture(1).base64]), "identifier"),
        (text(primary: canary), "which has no lawful identifier"),
        (text(primary: "two"), "\"two\", is not among the keys"),
        (text(keys: ["one": "AAAA"]), "\"one\" has 3 bytes; it needs 32"),
        (text(audit: canary), "the audit key is not base 64"),
        (text(audit: "AAAA"), "the audit key has 3 bytes; it needs 32"),
        (text(audit: Secret.fixture(1).base64), "two of the keys are the same"),
    ]

    @Test(arguments: Self.malformed)
    func `a file that is no key file says what is wrong and shows no key`(text: String, problem: String) throws {
        let error = try #require(throws: SealerError.self) { try FileKeyProvider(at: try self.folder.write(text)) }
        #expect(error.code == .malformed)
        #expect(error.message.contains(problem), "\(error.message)")
        #expect(!"\(error)".contains(Self.canary) && !String(reflecting: error).contains(Self.canary))
    }

    @Test func `a file that was replaced is read again`() async throws {
        let path = try self.folder.write(Self.text())
        let sealer = EnvelopeSealer(keys: try FileKeyProvider(at: path))
        let old = try await sealer.newDataKey()
        let both = ["one": Secret.fixture(1).base64, "two": Secret.fixture(2).base64]
        _ = try self.folder.write(Self.text(primary: "two", keys: both))
        _ = try await sealer.keys(for: "account", from: [old])
        #expect(try await sealer.wrappingKeys() == WrappingKeys(writing: "two", readable: ["one", "two"]))
        let onlyTwo = try EnvelopeSealer(.fixture(primary: "two", numbers: ["two": 2]))
        _ = try await onlyTwo.keys(for: "account", from: [try await sealer.newDataKey(.fixture(2))])
    }

    @Test func `a file that was spoilt is an error and not the old keys`() async throws {
        let path = try self.folder.write(Self.text())
        let provider = try FileKeyProvider(at: path)
        _ = try self.folder.write("{")
        let error = await #expect(throws: SealerError.self) { try await provider.keyRing() }
        #expect(error?.code == .malformed)
        _ = try self.folder.write(Self.text())
        #expect(try await provider.keyRing().primary == "one")
    }
}
