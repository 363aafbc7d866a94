import ConnectionsKit

/// How the test sealer lays out an envelope: a mark, the length and name of the key, a checksum over the key, the context
/// and the secret, and the secret under a mask.
struct TestEnvelope {
    private static let mark = Array("not encrypted:".utf8)

    let key: String
    private let checksum: [UInt8]
    private let masked: [UInt8]

    init(secret: [UInt8], key: String, binding: [UInt8]) {
        self.key = key
        self.checksum = Self.checksum(secret, key, binding)
        self.masked = Self.mask(secret, key)
    }

    init?(_ sealed: SealedSecret) {
        var rest = sealed.envelope[...]
        guard rest.starts(with: Self.mark) else { return nil }
        rest = rest.dropFirst(Self.mark.count)
        guard let length = rest.popFirst(), rest.count >= Int(length) + 8,
            let key = String(validating: rest.prefix(Int(length)), as: UTF8.self)
        else { return nil }
        rest = rest.dropFirst(Int(length))
        self.key = key
        self.checksum = Array(rest.prefix(8))
        self.masked = Array(rest.dropFirst(8))
    }

    /// The envelope as it is stored; of a key's name its first 255 bytes.
    var sealed: SealedSecret {
        let name = Array(self.key.utf8.prefix(255))
        return SealedSecret(envelope: Self.mark + [UInt8(name.count)] + name + self.checksum + self.masked)
    }

    /// The secret, or nothing when the envelope was changed or `binding` is not what it was made with.
    func opened(binding: [UInt8]) -> [UInt8]? {
        let secret = Self.mask(self.masked, self.key)
        return Self.checksum(secret, self.key, binding) == self.checksum ? secret : nil
    }

    private static func checksum(_ secret: [UInt8], _ key: String, _ binding: [UInt8]) -> [UInt8] {
        Checksum.bytes(of: Array("\(key.utf8.count):\(key) \(binding.count):".utf8) + binding + secret)
    }

    private static func mask(_ bytes: [UInt8], _ key: String) -> [UInt8] {
        var generator = SeededGenerator(seed: Checksum.value(of: Array(key.utf8)))
        return bytes.map { $0 ^ UInt8(truncatingIfNeeded: generator.next()) }
    }
}

/// FNV-1a of 64 bits: tells one text from another, and protects nothing.
enum Checksum {
    static func value(of bytes: [UInt8]) -> UInt64 {
        bytes.reduce(0xCBF2_9CE4_8422_2325) { ($0 ^ UInt64($1)) &* 0x0000_0100_0000_01B3 }
    }

    static func bytes(of message: [UInt8]) -> [UInt8] {
        let value = self.value(of: message)
        return (0..<8).map { UInt8(truncatingIfNeeded: value >> (56 - 8 * $0)) }
    }
}
