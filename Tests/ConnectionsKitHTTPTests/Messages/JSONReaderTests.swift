import ConnectionsKit
import ConnectionsKitHTTP
import ConnectionsKitTesting
import Testing

@Suite struct JSONReaderTests {
    private static func read(_ text: String) -> JSONValue? { JSONReader.value(in: Array(text.utf8)) }

    static let documents: [(String, JSONValue)] = [
        ("null", .null), (" true ", .bool(true)), ("\t\r\nfalse\n", .bool(false)), ("0", .number("0")),
        ("-0.5e+10", .number("-0.5e+10")), ("12345678901234567890", .number("12345678901234567890")),
        ("\"\"", .string("")),
        (#""a\"\\\/\b\f\n\r\té😀""#, .string("a\"\\/\u{8}\u{C}\n\r\té😀")),
        (#""\u00e9\ud83d\ude00""#, .string("é😀")), ("[]", .array([])),
        ("[1,[2],{}]", .array([.number("1"), .array([.number("2")]), .object([:])])),
        (#"{"a":1,"b":{"c":null}}"#, .object(["a": .number("1"), "b": .object(["c": .null])])),
        (#"{"a":1,"a":2}"#, .object(["a": .number("2")])), ("\u{FEFF}{}", .object([:])),
        (#"{"a":"\u0041\ud83d\uDE00"}"#, .object(["a": .string("A😀")])),
    ]

    @Test(arguments: Self.documents) func `a document is read`(text: String, value: JSONValue) {
        #expect(Self.read(text) == value)
    }

    @Test(arguments: [
        "", " ", "{", "}", "[", "]", "[1,]", "{\"a\":1,}", "{a:1}", "{'a':1}", "{\"a\" 1}", "{\"a\":}", "{,}", "[,]",
        "[1 2]",
        "{} {}", "{}x", "nul", "nullx", "True", "NaN", "Infinity", "01", "1.", ".5", "-", "+1", "1e", "0x10", "\"",
        "\"a",
        "\"\n\"", "\"\u{1}\"", #""\x""#, #""\u12""#, #""\u12G4""#, #""\ud800""#, #""\ud800A""#, #""\udc00""#, "// {}",
        "{}\u{0}", "\u{FEFF}\u{FEFF}{}", "{\"a\":1 \"b\":2}",
    ]) func `what is not JSON gives nothing`(text: String) {
        #expect(Self.read(text) == nil)
    }

    @Test(arguments: [
        [0xFF], [0x22, 0xC3, 0x22], [0x22, 0xED, 0xA0, 0x80, 0x22], [0xFE, 0xFF, 0x00, 0x7B], [0xEF, 0xBB],
    ])
    func `bytes that are not UTF-8 give nothing`(bytes: [UInt8]) {
        #expect(JSONReader.value(in: bytes) == nil)
    }

    @Test(arguments: ["[", "{\"a\":"]) func `the depth is bounded`(opening: String) {
        let closing = opening == "[" ? "]" : "}"
        func nested(_ depth: Int) -> String {
            String(repeating: opening, count: depth) + "1" + String(repeating: closing, count: depth)
        }
        #expect(Self.read(nested(31)) != nil)
        #expect(Self.read(nested(32)) == nil)
        #expect(Self.read(String(repeating: opening, count: 200_000)) == nil)
    }

    @Test(arguments: 0..<200 as Range<UInt64>) func `a damaged document never does worse than give nothing`(
        seed: UInt64
    ) {
        var random = SeededGenerator(seed: seed)
        func number(_ range: Range<Int>) -> Int { Int.random(in: range, using: &random) }
        var bytes = Array(#"{"access_token":"é😀\u00e9","expires_in":-1.5e3,"x":[true,null,{"y":{}}]}"#.utf8)
        for _ in 0..<number(1..<5) { bytes[number(0..<bytes.count)] = UInt8(number(0..<256)) }
        if number(0..<2) == 0 { bytes = Array(bytes.prefix(number(0..<bytes.count))) }
        // There is nothing to expect of the value: coming back is what counts.
        if let value = JSONReader.value(in: bytes) { #expect("\(value)" == "JSONValue(redacted)") }
    }

    @Test func `a value does not print`() throws {
        let value = try #require(Self.read("{\"access_token\":\"canary-access\"}"))
        var dumped = ""
        dump(value, to: &dumped)
        for text in ["\(value)", String(reflecting: value), dumped] { #expect(!text.contains("canary")) }
    }
}
