/// Base 64 in its two alphabets (RFC 4648 sections 4 and 5), strict in both directions.
package enum Base64 {
    /// The characters for the values 62 and 63, and whether the text is padded.
    package struct Alphabet: Sendable, Hashable {
        fileprivate let sixtyTwo: UInt8
        fileprivate let sixtyThree: UInt8
        fileprivate let isPadded: Bool

        /// `+`, `/` and padding: HTTP Basic authentication.
        package static let standard = Alphabet(
            sixtyTwo: UInt8(ascii: "+"), sixtyThree: UInt8(ascii: "/"), isPadded: true)
        /// `-`, `_` and no padding: PKCE, states and tokens.
        package static let urlSafe = Alphabet(
            sixtyTwo: UInt8(ascii: "-"), sixtyThree: UInt8(ascii: "_"), isPadded: false)

        fileprivate func character(for value: UInt8) -> UInt8 {
            switch value {
            case 0..<26: UInt8(ascii: "A") + value
            case 26..<52: UInt8(ascii: "a") + value - 26
            case 52..<62: UInt8(ascii: "0") + value - 52
            case 62: self.sixtyTwo
            default: self.sixtyThree
            }
        }

        fileprivate func value(of character: UInt8) -> UInt8? {
            switch character {
            case UInt8(ascii: "A")...UInt8(ascii: "Z"): character - UInt8(ascii: "A")
            case UInt8(ascii: "a")...UInt8(ascii: "z"): character - UInt8(ascii: "a") + 26
            case UInt8(ascii: "0")...UInt8(ascii: "9"): character - UInt8(ascii: "0") + 52
            case self.sixtyTwo: 62
            case self.sixtyThree: 63
            default: nil
            }
        }
    }

    /// The text of `bytes`.
    package static func encode(_ bytes: some Collection<UInt8>, _ alphabet: Alphabet) -> String {
        var text: [UInt8] = []
        text.reserveCapacity((bytes.count + 2) / 3 * 4)
        var bits: UInt32 = 0
        var bitCount: UInt32 = 0
        for byte in bytes {
            bits = bits << 8 | UInt32(byte)
            bitCount += 8
            while bitCount >= 6 {
                bitCount -= 6
                text.append(alphabet.character(for: UInt8(truncatingIfNeeded: bits >> bitCount & 0x3F)))
            }
        }
        if bitCount > 0 {
            text.append(alphabet.character(for: UInt8(truncatingIfNeeded: bits << (6 - bitCount) & 0x3F)))
        }
        while alphabet.isPadded && text.count % 4 != 0 { text.append(UInt8(ascii: "=")) }
        return String(decoding: text, as: UTF8.self)
    }

    /// The bytes of `text`, or `nil` when it is not exactly what ``encode(_:_:)`` makes of some bytes.
    ///
    /// Wrong or missing padding, white space and bits left over that are not zero are all refused, so that one value
    /// has one text.
    package static func decode(_ text: some StringProtocol, _ alphabet: Alphabet) -> [UInt8]? {
        var characters = Array(text.utf8)
        if alphabet.isPadded {
            guard characters.count % 4 == 0 else { return nil }
            var padding = 0
            while padding < 2, characters.last == UInt8(ascii: "=") {
                characters.removeLast()
                padding += 1
            }
        }
        guard characters.count % 4 != 1 else { return nil }
        var bytes: [UInt8] = []
        bytes.reserveCapacity(characters.count * 3 / 4)
        var bits: UInt32 = 0
        var bitCount: UInt32 = 0
        for character in characters {
            guard let value = alphabet.value(of: character) else { return nil }
            bits = bits << 6 | UInt32(value)
            bitCount += 6
            if bitCount >= 8 {
                bitCount -= 8
                bytes.append(UInt8(truncatingIfNeeded: bits >> bitCount))
            }
        }
        guard bits & ((1 << bitCount) - 1) == 0 else { return nil }
        return bytes
    }
}
