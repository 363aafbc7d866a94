import ConnectionsKitTesting

/// Damages inputs, always in the same way for the same seed.
struct Mutation {
    private var random: SeededGenerator

    /// What parsers stumble over: ends, escapes, numbers at their limits, and characters that are equal to others.
    private static let pieces: [[UInt8]] =
        [
            "", " ", "\n", "\0", "\"", "\\", "\\u0000", "\\ud800", "{", "}", "[", "]", ",", ":", "=", "&", "%", "%00",
            "%C3%28", "+", "?", "#", "/", "@", ".", "..", "-", "*.", "://", "null", "true", "0", "-1", "1e999",
            "9223372036854775808", "\u{FEFF}", "\u{301}", "\u{600}", "\u{212A}", "\u{3002}", "\r\n", "GMT", "canary",
            "qzxwvkjh", "\"error\":", "\"code\":", "invalid_grant", "Access Denied",
        ].map { Array($0.utf8) } + [[0xFF], [0xC3], [0xED, 0xA0, 0x80]]

    init(seed: UInt64) {
        self.random = SeededGenerator(seed: seed)
    }

    /// One of the inputs, damaged in one to four places.
    mutating func next(of inputs: [[UInt8]]) -> [UInt8] {
        var bytes = inputs[self.number(inputs.count)]
        for _ in 0...self.number(4) { self.damage(&bytes, inputs) }
        return Array(bytes.prefix(4_096))
    }

    private mutating func damage(_ bytes: inout [UInt8], _ inputs: [[UInt8]]) {
        let start = self.number(bytes.count + 1)
        let end = start + self.number(min(bytes.count - start, 16) + 1)
        switch self.number(6) {
        case 0 where start < bytes.count: bytes[start] ^= 1 << UInt8(self.number(8))
        case 1: bytes.removeSubrange(start..<end)
        case 2: bytes.insert(contentsOf: bytes[start..<end], at: start)
        case 3: bytes.replaceSubrange(start..<end, with: Self.pieces[self.number(Self.pieces.count)])
        case 4:
            let other = inputs[self.number(inputs.count)]
            bytes.replaceSubrange(start..., with: other.dropFirst(self.number(other.count + 1)))
        default: bytes.insert(contentsOf: Self.pieces[self.number(Self.pieces.count)], at: start)
        }
    }

    private mutating func number(_ bound: Int) -> Int { Int.random(in: 0..<max(bound, 1), using: &self.random) }
}
