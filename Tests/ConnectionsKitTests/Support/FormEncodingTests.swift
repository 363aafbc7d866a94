import ConnectionsKit
import Testing

@Suite struct FormEncodingTests {
    @Test func `the example of RFC 6749 appendix B encodes as printed`() {
        #expect(FormEncoding.encode(" %&+£€") == "+%25%26%2B%C2%A3%E2%82%AC")
    }

    @Test func `each byte encodes as WHATWG says`() {
        let kept = Set("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789*-._".utf8)
        for byte in UInt8(0)..<0x80 {
            let character = String(decoding: [byte], as: UTF8.self)
            let hexadecimal = String(byte, radix: 16, uppercase: true)
            let escape = hexadecimal.count == 1 ? "%0\(hexadecimal)" : "%\(hexadecimal)"
            let expected = byte == 0x20 ? "+" : kept.contains(byte) ? character : escape
            #expect(FormEncoding.encode(character) == expected)
        }
    }

    @Test func `fields are joined in their order`() {
        let fields = [FormField("b", "1 2"), FormField("a", ""), FormField("b", "=&")]
        #expect(FormEncoding.encode(fields) == "b=1+2&a=&b=%3D%26")
        #expect(FormEncoding.encode([FormField]()) == "")
    }

    @Test(arguments: [
        ("", []),
        ("a=1", [FormField("a", "1")]),
        ("a=1&a=2&b=3", [FormField("a", "1"), FormField("a", "2"), FormField("b", "3")]),
        ("a", [FormField("a", "")]),
        ("a=", [FormField("a", "")]),
        ("=a", [FormField("", "a")]),
        ("=", [FormField("", "")]),
        ("&&a=1&&", [FormField("a", "1")]),
        ("a=b=c", [FormField("a", "b=c")]),
        ("a+b=c+d", [FormField("a b", "c d")]),
        ("a=%2b%2B%20", [FormField("a", "++ ")]),
        ("%61=%E2%82%AC", [FormField("a", "€")]),
        ("a=€", [FormField("a", "€")]),
        ("a=%00", [FormField("a", "\0")]),
    ])
    func `well formed text decodes`(text: String, expected: [FormField]) throws {
        #expect(try FormEncoding.decode(Array(text.utf8)) == expected)
    }

    @Test(arguments: ["a=%", "a=%4", "a=%4&b=1", "a=%GG", "a=%4G", "%=1", "a=%%41", "a=% 41", "a=%+1"])
    func `a malformed escape is refused`(text: String) {
        let error = #expect(throws: MessageError.self) { try FormEncoding.decode(Array(text.utf8)) }
        #expect(error?.code == .malformedEscape)
    }

    @Test(arguments: ["a=%FF", "a=%C3", "%C3%28=1", "a=%ED%A0%80", "a=%C0%AF", "a=%F4%90%80%80"])
    func `bytes that are not UTF-8 are refused`(text: String) {
        let error = #expect(throws: MessageError.self) { try FormEncoding.decode(Array(text.utf8)) }
        #expect(error?.code == .invalidUTF8)
    }

    @Test func `raw bytes that are not UTF-8 are refused`() {
        let error = #expect(throws: MessageError.self) { try FormEncoding.decode([0x61, 0x3D, 0x80]) }
        #expect(error?.code == .invalidUTF8)
    }

    @Test(arguments: 0..<200 as Range<UInt64>) func `any fields come back`(seed: UInt64) throws {
        var state = seed &* 0x9E37_79B9_7F4A_7C15 | 1
        func next(_ bound: UInt64) -> UInt64 {
            state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
            return (state >> 33) % bound
        }
        func text() -> String {
            String(String.UnicodeScalarView((0..<next(12)).compactMap { _ in Unicode.Scalar(UInt32(next(0x2100))) }))
        }
        let fields = (0..<next(6)).map { _ in FormField(text(), text()) }
        #expect(try FormEncoding.decode(Array(FormEncoding.encode(fields).utf8)) == fields)
    }

    @Test func `any bytes decode or are refused, and what decodes encodes again`() {
        var state: UInt64 = 42
        for _ in 0..<2_000 {
            let bytes = (0..<16).map { _ in
                state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
                return Array("%&=+a4fF\u{C3}\u{A9}".utf8)[Int(state >> 33) % 10]
            }
            if let fields = try? FormEncoding.decode(bytes) {
                let again = try? FormEncoding.decode(Array(FormEncoding.encode(fields).utf8))
                #expect(again == fields)
            }
        }
    }

    @Test func `a field prints its name and never its value`() {
        let field = FormField("client_secret", "canary")
        var dumped = ""
        dump([field], to: &dumped)
        for text in ["\(field)", String(reflecting: field), "\([field])", "\(Optional(field) as Any)", dumped] {
            #expect(!text.contains("canary"))
        }
        #expect(field.description == "FormField(client_secret, redacted)")
    }

    @Test func `an error prints its kind and the remedy`() {
        let error = #expect(throws: MessageError.self) { try FormEncoding.decode(Array("canary=%".utf8)) }
        let text = error?.description ?? ""
        #expect(text.contains("malformedEscape") && text.contains("%25") && !text.contains("canary"))
    }
}
