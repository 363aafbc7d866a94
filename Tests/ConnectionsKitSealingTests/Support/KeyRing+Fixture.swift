import ConnectionsKit
import ConnectionsKitSealing
import ConnectionsKitTesting

extension Secret {
    /// 32 bytes that are the same for the same number.
    static func fixture(_ number: UInt64) -> Secret { Secret(RandomSource.seeded(number).bytes(32)) }

    var base64: String { self.withBytes { Base64.encode($0, .standard) } }
}

extension KeyRing {
    /// A ring with the keys `one`, and `two` unless told otherwise.
    static func fixture(primary: String = "one", numbers: [String: UInt64] = ["one": 1, "two": 2]) throws -> KeyRing {
        try KeyRing(primary: primary, keys: numbers.mapValues { .fixture($0) }, audit: .fixture(9))
    }
}

extension EnvelopeSealer {
    init(_ ring: KeyRing) {
        self.init(keys: StaticKeyProvider(ring))
    }
}

extension SealContext {
    static let fixture = SealContext.grant(
        .fixture(1), .refresh, account: "account", kind: .loggedInUser, user: "maria")
}
