import ConnectionsKit
import ConnectionsKitSealing
import Testing

@Suite struct DerivedKeysTests {
    @Test func `no more accounts are remembered than there is room for, and all are served`() throws {
        let derived = DerivedKeys(capacity: 3)
        let ring = try KeyRing.fixture()
        let codes = (0..<10).map { derived.keys(for: AccountID("account-\($0)"), ring: ring).authenticate([1]) }
        #expect(Set(codes).count == 10)
        #expect(derived.count <= 3)
        #expect((0..<10).map { derived.keys(for: AccountID("account-\($0)"), ring: ring).authenticate([1]) } == codes)
    }

    @Test func `another ring means other keys at once`() throws {
        let derived = DerivedKeys(capacity: 3)
        let old = derived.keys(for: "account", ring: try .fixture(primary: "one"))
        let sealed = try derived.keys(for: "account", ring: try .fixture(primary: "two")).seal(
            Secret("s"), in: .fixture)
        #expect(try old.open(sealed, in: .fixture).reveal() == "s")
        let onlyOne = derived.keys(for: "account", ring: try .fixture(numbers: ["one": 1]))
        let error = #expect(throws: SealerError.self) { try onlyOne.open(sealed, in: .fixture) }
        #expect(error?.code == .unknownKey)
        #expect(derived.count == 1)
    }
}
