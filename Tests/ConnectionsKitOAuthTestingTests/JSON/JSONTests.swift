import ConnectionsKitOAuthTesting
import Testing

@Suite struct JSONTests {
    typealias JSON = AuthorizationServer.JSON

    static let documents: [(JSON, String)] = [
        (nil, "null"), (true, "true"), (false, "false"), (0, "0"), (-12, "-12"), (1.5, "1.5"), ("", #""""#),
        (.integer(.max), "9223372036854775807"), ("a\"b\\c\n\r\t\u{1}é/", #""a\"b\\c\n\r\t\u0001é/""#),
        ([], "[]"), ([1, "a", nil], #"[1,"a",null]"#), ([:], "{}"), (["b": 1, "a": [true]], #"{"a":[true],"b":1}"#),
    ]

    @Test(arguments: documents) func `a document is written and read`(document: JSON, text: String) {
        #expect(String(decoding: document.text, as: UTF8.self) == text)
        #expect(JSON(text: Array(text.utf8)) == document)
    }

    @Test(arguments: ["", "{", "[1 2]", "nul", "{\"a\"}", "\"\u{1}", "1 2"]) func `what is no JSON is refused`(
        text: String
    ) {
        #expect(JSON(text: Array(text.utf8)) == nil)
    }

    @Test(arguments: [Double.nan, .infinity]) func `a number that is not finite becomes null`(number: Double) {
        #expect(JSON.number(number).text == Array("null".utf8))
    }

    @Test func `members are reached by name`() {
        let document: JSON = ["a": ["b": "c"]]
        #expect(document["a"]?["b"]?.stringValue == "c")
        #expect(document["x"] == nil && JSON.integer(1)["a"] == nil && document.stringValue == nil)
    }
}
