import ConnectionsKit
import ConnectionsKitSealing
import ConnectionsKitTesting
import Testing

@Suite struct FileKeyProviderChangesTests {
    private let folder: TemporaryFolder
    private let path: String

    init() throws {
        self.folder = try TemporaryFolder()
        self.path = self.folder.path + "/keys.json"
        try FileKeyProvider.create(at: self.path, primary: "one")
    }

    @Test func `a key is added, chosen and removed, and whoever reads the file notices`() async throws {
        let provider = try FileKeyProvider(at: self.path)
        let audit = try await provider.auditKey()
        let wrapped = try await EnvelopeSealer(keys: provider).newDataKey()
        #expect(
            try FileKeyProvider.addKey("two", to: self.path) == WrappingKeys(writing: "one", readable: ["one", "two"]))
        #expect(
            try FileKeyProvider.makePrimary("two", in: self.path)
                == WrappingKeys(writing: "two", readable: ["one", "two"]))
        #expect(try await provider.wrappingKeys() == WrappingKeys(writing: "two", readable: ["one", "two"]))
        _ = try await EnvelopeSealer(keys: provider).keys(for: "account", from: [wrapped])
        #expect(
            try FileKeyProvider.removeKey("one", from: self.path) == WrappingKeys(writing: "two", readable: ["two"]))
        #expect(try await provider.wrappingKeys().readable == ["two"])
        #expect(try await provider.auditKey().matches(audit))
        #expect(try TemporaryFolder.mode(of: self.path) == 0o600)
    }

    @Test(arguments: ["one", "", "not lawful", "\(String(repeating: "a", count: 33))"])
    func `a key that is there or whose name is not lawful is not added`(id: String) async throws {
        let error = #expect(throws: SealerError.self) { try FileKeyProvider.addKey(id, to: self.path) }
        #expect(error?.code == .malformed)
        #expect(try await FileKeyProvider(at: self.path).keyRing().identifiers == ["one"])
    }

    @Test func `what is not there is neither chosen nor removed, and what wraps is not removed`() async throws {
        for change in [
            { () throws(SealerError) in _ = try FileKeyProvider.makePrimary("two", in: self.path) },
            { () throws(SealerError) in _ = try FileKeyProvider.removeKey("two", from: self.path) },
            { () throws(SealerError) in _ = try FileKeyProvider.removeKey("one", from: self.path) },
        ] {
            let error = #expect(throws: SealerError.self) { try change() }
            #expect(error?.code == .malformed && error?.message.contains("\"one\"") == true)
        }
        #expect(try await FileKeyProvider(at: self.path).keyRing().primary == "one")
    }

    @Test func `a change beside another is refused, so that no key is lost`() async throws {
        _ = try self.folder.write("half", to: "keys.json.next")
        let error = #expect(throws: SealerError.self) { try FileKeyProvider.addKey("two", to: self.path) }
        #expect(error?.code == .unavailable && error?.message.contains("keys.json.next") == true)
        #expect(try await FileKeyProvider(at: self.path).keyRing().identifiers == ["one"])
    }

    @Test func `a file that others can read is not changed`() throws {
        let open = try self.folder.write(FileKeyProviderTests.text(), to: "open.json", mode: 0o644)
        let error = #expect(throws: SealerError.self) { try FileKeyProvider.addKey("two", to: open) }
        #expect(error?.code == .unavailable && error?.message.contains("chmod 600") == true)
    }
}
