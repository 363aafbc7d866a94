import ConnectionsKit
import Testing

@Suite struct Base64Tests {
    /// RFC 4648 section 10.
    static let vectors = [
        ("", ""), ("f", "Zg=="), ("fo", "Zm8="), ("foo", "Zm9v"), ("foob", "Zm9vYg=="), ("fooba", "Zm9vYmE="),
        ("foobar", "Zm9vYmFy"),
    ]

    @Test(arguments: vectors) func `the vectors of the RFC hold in both directions`(plain: String, text: String) {
        let bytes = Array(plain.utf8)
        let unpadded = String(text.prefix { $0 != "=" })
        #expect(Base64.encode(bytes, .standard) == text)
        #expect(Base64.decode(text, .standard) == bytes)
        #expect(Base64.encode(bytes, .urlSafe) == unpadded)
        #expect(Base64.decode(unpadded, .urlSafe) == bytes)
    }

    @Test func `the alphabets differ in their last two characters`() {
        #expect(Base64.encode([0xFB, 0xFF], .standard) == "+/8=")
        #expect(Base64.encode([0xFB, 0xFF], .urlSafe) == "-_8")
        #expect(Base64.decode("-_8", .standard) == nil)
        #expect(Base64.decode("+/8", .urlSafe) == nil)
    }

    @Test(arguments: ["Z", "Zg", "Zg=", "Zg===", "Z===", "====", "Zh==", "Zm9=", "Zg==Zg==", " Zg==", "Zg==\n", "Zmé="])
    func `text that no bytes have is refused`(text: String) {
        #expect(Base64.decode(text, .standard) == nil)
    }

    @Test(arguments: ["Z", "Zg==", "Zh", "Zm9", "Zm9vY", "Z g"])
    func `unpadded text that no bytes have is refused`(text: String) {
        #expect(Base64.decode(text, .urlSafe) == nil)
    }

    @Test(arguments: 0..<100) func `every run of bytes comes back`(length: Int) {
        let bytes = (0..<length).map { UInt8(truncatingIfNeeded: $0 &* 37 &+ length &* 101) }
        #expect(Base64.decode(Base64.encode(bytes, .standard), .standard) == bytes)
        #expect(Base64.decode(Base64.encode(bytes, .urlSafe), .urlSafe) == bytes)
    }
}
