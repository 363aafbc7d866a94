import ConnectionsKit
import ConnectionsKitSealing
import ConnectionsKitTesting
import Testing

@Suite struct EnvelopeTests {
    static let secret = Secret("canary-77")
    /// The header of an envelope: the mark and the data key's identifier.
    static let headerBytes = 20
    static let envelopeBytes = 20 + 12 + 9 + 16

    @Test(arguments: 0..<Self.envelopeBytes)
    func `an envelope with one bit changed does not open`(byte: Int) async throws {
        let keys = try await EnvelopeSealer(.fixture()).newKeys(for: "account")
        let sealed = try keys.seal(Self.secret, in: .fixture)
        try #require(sealed.envelope.count == Self.envelopeBytes)
        for bit in 0..<8 {
            var changed = sealed
            changed.envelope[byte] ^= 1 << UInt8(bit)
            let error = #expect(throws: SealerError.self) { try keys.open(changed, in: .fixture) }
            let lawful: [SealerError.Code] = byte < Self.headerBytes ? [.malformed, .unknownKey, .refused] : [.refused]
            #expect(error.map { lawful.contains($0.code) } == true)
        }
    }

    @Test(arguments: 0..<Self.envelopeBytes)
    func `an envelope that was cut short does not open`(length: Int) async throws {
        let keys = try await EnvelopeSealer(.fixture()).newKeys(for: "account")
        let sealed = try keys.seal(Self.secret, in: .fixture)
        let cut = SealedSecret(envelope: Array(sealed.envelope.prefix(length)))
        let error = #expect(throws: SealerError.self) { try keys.open(cut, in: .fixture) }
        #expect(error?.code == (length < Self.headerBytes + 28 ? .malformed : .refused))
    }

    @Test func `an envelope with bytes after its end does not open`() async throws {
        let keys = try await EnvelopeSealer(.fixture()).newKeys(for: "account")
        var sealed = try keys.seal(Self.secret, in: .fixture)
        sealed.envelope.append(0)
        let error = #expect(throws: SealerError.self) { try keys.open(sealed, in: .fixture) }
        #expect(error?.code == .refused)
    }

    @Test func `an envelope that names another known key does not open`() async throws {
        let sealer = try EnvelopeSealer(.fixture())
        var old = try await sealer.newDataKey(.fixture(1))
        old.retiredAt = .fixture
        let keys = try await sealer.keys(for: "account", from: [old, try await sealer.newDataKey(.fixture(2))])
        var sealed = try keys.seal(Self.secret, in: .fixture)
        try #require(sealed.envelope[19] == 2)
        sealed.envelope[19] = 1
        let error = #expect(throws: SealerError.self) { try keys.open(sealed, in: .fixture) }
        #expect(error?.code == .refused)
    }

    @Test(arguments: 0..<300 as Range<UInt64>)
    func `any bytes at all give an error and nothing worse`(seed: UInt64) async throws {
        let random = RandomSource.seeded(seed)
        let length = Int(random.bytes(1).first ?? 0)
        let mark: [UInt8] = seed % 2 == 0 ? [0x43, 0x4B, 0x53, 0x01] : []
        let bytes = SealedSecret(envelope: mark + random.bytes(length))
        let keys = try await EnvelopeSealer(.fixture()).newKeys(for: "account")
        #expect(throws: SealerError.self) { try keys.open(bytes, in: .fixture) }
    }

    /// Made by Python's `cryptography` with the keys, the nonces and the layouts written out; it must open for ever.
    @Test func `a data key and an envelope of the first version, made by another implementation, open`() async throws {
        let ring = try KeyRing(
            primary: "key-1", keys: ["key-1": Secret(Array(0..<32))], audit: Secret(Array(100..<132)))
        let sealer = EnvelopeSealer(ring)
        let wrapped = WrappedKey(
            bytes: Self.bytes(
                "434b5701969798999a9b9c9d9e9fa0a11c05bee844f74f3a95adf1647da02bb8"
                    + "d10b263ad4e1b7c3e842e2e2367a0f1284499eaca4dcb49f0bba8d7e0e15ffc7"),
            wrappingKey: "key-1")
        let key = DataKey(id: .fixture(1), account: "account", wrapped: wrapped, createdAt: .fixture)
        let keys = try await sealer.keys(for: "account", from: [key])
        let envelope = SealedSecret(
            envelope: Self.bytes(
                "434b530100000000000040008000000000000001c8c9cacbcccdcecfd0d1d2d3"
                    + "0e931afac9d05b8810876978f37cae5ba96d731f47fb4d5b2a04284f87fb1d"))
        #expect(try keys.open(envelope, in: .fixture).reveal() == "a refresh token")
        #expect(
            try await sealer.auditKey(for: "account").authenticate(Array("record 1".utf8))
                == Self.bytes("288b5347a35d29fb359a100d954463f3cff3db3b4b3982164ad670f8efe170b2"))
    }

    private static func bytes(_ hexadecimal: String) -> [UInt8] {
        let digits = hexadecimal.compactMap(\.hexDigitValue)
        return stride(from: 0, to: digits.count, by: 2).map { UInt8(digits[$0] << 4 | digits[$0 + 1]) }
    }
}
