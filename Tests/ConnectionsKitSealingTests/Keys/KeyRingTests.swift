import ConnectionsKit
import ConnectionsKitSealing
import ConnectionsKitTesting
import Testing

@Suite struct KeyRingTests {
    @Test(arguments: ["", "key 1", "schlüssel", "a/b", "key\n", String(repeating: "k", count: 33)])
    func `an unlawful identifier is refused and not shown`(id: String) {
        let error = #expect(throws: SealerError.self) {
            try KeyRing(primary: id, keys: [id: .fixture(1)], audit: .fixture(9))
        }
        #expect(error?.code == .malformed)
        #expect(id.isEmpty || error?.message.contains(id) == false)
    }

    @Test(arguments: ["k", "key-1", "2026.01_A", String(repeating: "k", count: 32)])
    func `a lawful identifier is taken`(id: String) throws {
        #expect(try KeyRing(primary: id, keys: [id: .fixture(1)], audit: .fixture(9)).identifiers == [id])
    }

    @Test(arguments: [0, 16, 31, 33, 64]) func `a key of another length is refused`(length: Int) {
        let short = Secret([UInt8](repeating: 7, count: length))
        let key = #expect(throws: SealerError.self) {
            try KeyRing(primary: "one", keys: ["one": short], audit: .fixture(9))
        }
        #expect(key?.message.contains("\"one\" has \(length) bytes; it needs 32") == true)
        let audit = #expect(throws: SealerError.self) {
            try KeyRing(primary: "one", keys: ["one": .fixture(1)], audit: short)
        }
        #expect(audit?.message.contains("audit key has \(length) bytes; it needs 32") == true)
    }

    @Test func `a primary that is not there is refused by name`() {
        let error = #expect(throws: SealerError.self) {
            try KeyRing(primary: "three", keys: ["one": .fixture(1)], audit: .fixture(9))
        }
        #expect(error?.message.contains("\"three\"") == true)
    }

    @Test(arguments: [(1, 1, 9), (1, 2, 1), (1, 2, 2)] as [(UInt64, UInt64, UInt64)])
    func `one key for two purposes is refused`(one: UInt64, two: UInt64, audit: UInt64) {
        let error = #expect(throws: SealerError.self) {
            try KeyRing(primary: "one", keys: ["one": .fixture(one), "two": .fixture(two)], audit: .fixture(audit))
        }
        #expect(error?.code == .malformed)
    }

    @Test func `generated rings differ`() async throws {
        let key = try await EnvelopeSealer(.generate()).newDataKey()
        let other = try EnvelopeSealer(.generate())
        let error = await #expect(throws: SealerError.self) { try await other.keys(for: "account", from: [key]) }
        #expect(error?.code == .wrongKey)
    }
}
