import ConnectionsKit
import ConnectionsKitHTTP
import Testing

@Suite struct JSONValueDocumentTests {
    static let documents: [(JSONValue, String)] = [
        (.null, "null"), (.bool(true), "true"), (.bool(false), "false"), (.number("1.50e3"), "1.50e3"),
        (.string("a\"\\/\u{0}\u{1F}\n é😀\u{7F}"), "\"a\\\"\\\\/\\u0000\\u001f\\u000a é😀\u{7F}\""),
        (.array([.null, .array([]), .string("")]), "[null,[],\"\"]"),
        (.object(["b": .number("1"), "a\"": .object([:])]), "{\"a\\\"\":{},\"b\":1}"),
    ]

    @Test(arguments: Self.documents) func `a value is written, and read back as it was`(
        value: JSONValue, text: String
    ) {
        #expect(value.document == text)
        #expect(JSONReader.value(in: Array(text.utf8)) == value)
    }
}
