import ConnectionsKit
import ConnectionsKitOAuth

/// Repeatable randomness (SplitMix64): good for tests, and guessable, so good for nothing else.
struct SeededGenerator: RandomNumberGenerator, Sendable, Codable {
    private var state: UInt64

    init(seed: UInt64) {
        self.state = seed
    }

    mutating func next() -> UInt64 {
        self.state &+= 0x9E37_79B9_7F4A_7C15
        var word = self.state
        word = (word ^ (word >> 30)) &* 0xBF58_476D_1CE4_E5B9
        word = (word ^ (word >> 27)) &* 0x94D0_49BB_1331_11EB
        return word ^ (word >> 31)
    }

    /// A new code for a person to type: eight consonants, so that it makes no word (RFC 8628 section 6.1).
    mutating func userCode() -> String {
        let letters = Array("BCDFGHJKLMNPQRSTVWXZ")
        let half = { (word: UInt64) in
            String((0..<4).map { letters[Int((word >> (16 * UInt64($0))) % 20)] })
        }
        return "\(half(self.next()))-\(half(self.next()))"
    }

    /// A new token: its kind, which makes a leak easy to recognize, and 24 bytes.
    mutating func token(_ kind: String) -> String {
        var bytes: [UInt8] = []
        for _ in 0..<3 {
            let word = self.next()
            for shift in stride(from: UInt64(0), to: 64, by: 8) {
                bytes.append(UInt8(truncatingIfNeeded: word >> shift))
            }
        }
        return "\(kind)-\(Base64.encode(bytes, .urlSafe))"
    }
}
