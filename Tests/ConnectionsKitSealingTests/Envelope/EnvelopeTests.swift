import ConnectionsKit
import ConnectionsKitSealing
import ConnectionsKitTesting
import Testing

@Suite struct EnvelopeTests {
    static let secret = Secret("canary-77")
    /// The header of a fixture's envelope: the mark, the length of "one", "one".
    static let headerBytes = 8
    static let envelopeBytes = 8 + 12 + 9 + 16

    @Test(arguments: 0..<Self.envelopeBytes)
    func `an envelope with one bit changed does not open`(byte: Int) async throws {
        let keys = try await EnvelopeSealer(.fixture()).keys(for: "account")
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
        let keys = try await EnvelopeSealer(.fixture()).keys(for: "account")
        let sealed = try keys.seal(Self.secret, in: .fixture)
        let cut = SealedSecret(envelope: Array(sealed.envelope.prefix(length)))
        let error = #expect(throws: SealerError.self) { try keys.open(cut, in: .fixture) }
        #expect(error?.code == (length < Self.headerBytes + 28 ? .malformed : .refused))
    }

    @Test func `an envelope with bytes after its end does not open`() async throws {
        let keys = try await EnvelopeSealer(.fixture()).keys(for: "account")
        var sealed = try keys.seal(Self.secret, in: .fixture)
        sealed.envelope.append(0)
        let error = #expect(throws: SealerError.self) { try keys.open(sealed, in: .fixture) }
        #expect(error?.code == .refused)
    }

    @Test func `an envelope that names another known key does not open`() async throws {
        let keys = try await EnvelopeSealer(.fixture()).keys(for: "account")
        var sealed = try keys.seal(Self.secret, in: .fixture)
        sealed.envelope.replaceSubrange(5..<8, with: Array("two".utf8))
        let error = #expect(throws: SealerError.self) { try keys.open(sealed, in: .fixture) }
        #expect(error?.code == .refused)
    }

    @Test(arguments: 0..<300 as Range<UInt64>)
    func `any bytes at all give an error and nothing worse`(seed: UInt64) async throws {
        let random = RandomSource.seeded(seed)
        let length = Int(random.bytes(1).first ?? 0)
        let mark: [UInt8] = seed % 2 == 0 ? [0x43, 0x4B, 0x53, 0x01] : []
        let bytes = SealedSecret(envelope: mark + random.bytes(length))
        let keys = try await EnvelopeSealer(.fixture()).keys(for: "account")
        #expect(throws: SealerError.self) { try keys.open(bytes, in: .fixture) }
    }

    /// Made by Python's `cryptography` with the keys, the nonce and the layout written out; it must open for ever.
    @Test func `an envelope of the first version, made by another implementation, opens`() async throws {
        let ring = try KeyRing(
            primary: "key-1", keys: ["key-1": Secret(Array(0..<32))], audit: Secret(Array(100..<132)))
        let keys = try await EnvelopeSealer(ring).keys(for: "account")
        let envelope = SealedSecret(
            envelope: Self.bytes(
                "434b5301056b65792d31c8c9cacbcccdcecfd0d1d2d3"
                    + "89ccc37282bf6207dcec2d50ca0912e745f962aa7391d4270db5ac9f940f3e"))
        #expect(try keys.open(envelope, in: .fixture).reveal() == "a refresh token")
        #expect(
            keys.authenticate(Array("record 1".utf8))
                == Self.bytes("288b5347a35d29fb359a100d954463f3cff3db3b4b3982164ad670f8efe170b2"))
    }

    private static func bytes(_ hexadecimal: String) -> [UInt8] {
        let digits = hexadecimal.compactMap(\.hexDigitValue)
        return stride(from: 0, to: digits.count, by: 2).map { UInt8(digits[$0] << 4 | digits[$0 + 1]) }
    }
}
