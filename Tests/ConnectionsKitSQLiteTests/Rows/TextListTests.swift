import Foundation
import Testing

@testable import ConnectionsKitSQLite

@Suite struct TextListTests {
    private static let lists: [[String]] = [
        [], [""], ["", ""], ["read"], ["read", "write", "read"], [","], ["\""], ["\\"], ["\\\""], ["[", "]"], ["\",\""],
        ["a/b", "ä", "e\u{301}", "日本", "👩‍👩‍👧‍👦"], ["\u{0}", "\t\n\r", "\u{1F}", "\u{7F}", "\u{2028}"], ["a", "\"", "b"],
    ]

    @Test(arguments: lists)
    func `a list is read as it was written, byte for byte`(_ texts: [String]) throws {
        let read = try #require(TextList(json: TextList(texts).json)?.texts)
        #expect(read.map { Array($0.utf8) } == texts.map { Array($0.utf8) })
    }

    @Test(arguments: lists)
    func `what is written is JSON to others, and what they write is read`(_ texts: [String]) throws {
        let json = Data(TextList(texts).json.utf8)
        #expect(try JSONDecoder().decode([String].self, from: json) == texts)
        let theirs = try JSONEncoder().encode(texts)
        #expect(TextList(json: String(decoding: theirs, as: UTF8.self))?.texts == texts)
    }

    @Test func `spaces and escapes that others write are read`() {
        #expect(TextList(json: #" [ "a" , "\u00e4\/" ] "#)?.texts == ["a", "ä/"])
    }

    @Test(arguments: [
        "", "[", "]", "a", "\"a\"", "[a]", "[\"a\"", "\"a\"]", "[\"a\" \"b\"]", "[1]", "{}", "null",
    ])
    func `what is no array of strings is nothing`(_ json: String) {
        #expect(TextList(json: json)?.texts == nil)
    }
}
