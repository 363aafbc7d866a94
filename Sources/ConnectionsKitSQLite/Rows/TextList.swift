#if canImport(FoundationEssentials)
import FoundationEssentials
#else
import Foundation
#endif

/// A list of texts as one JSON array of strings.
struct TextList: Bindable {
    let texts: [String]

    init(_ texts: [String]) { self.texts = texts }

    /// The array, with no escape but where JSON needs one.
    var json: String {
        var json = "["
        for text in self.texts {
            json += json.utf8.count == 1 ? "\"" : ",\""
            if text.utf8.contains(where: Self.needsEscape) { json += Self.escaped(text) } else { json += text }
            json += "\""
        }
        return json + "]"
    }

    /// Reads an array, or nothing when `json` is no array of strings.
    init?(json: String) {
        let texts = json == "[]" ? [] : Self.plainTexts(json) ?? Self.decoded(json)
        guard let texts else { return nil }
        self.texts = texts
    }

    func bind(to binder: inout Binder) { binder.text(self.json) }

    private static func decoded(_ json: String) -> [String]? {
        try? JSONDecoder().decode([String].self, from: Data(json.utf8))
    }

    /// The texts of an array without spaces and escapes, as ``json`` writes nearly all: this is a hot path.
    private static func plainTexts(_ json: String) -> [String]? {
        let bytes = Array(json.utf8)
        let (quote, last) = (UInt8(ascii: "\""), bytes.count - 1)
        guard bytes.first == UInt8(ascii: "["), bytes.last == UInt8(ascii: "]") else { return nil }
        var texts: [String] = []
        var start = 1
        while start < last, bytes[start] == quote {
            let text = bytes[(start + 1)...].prefix { $0 != quote && $0 != UInt8(ascii: "\\") }
            guard text.endIndex < last, bytes[text.endIndex] == quote else { return nil }
            texts.append(String(decoding: text, as: UTF8.self))
            if text.endIndex + 1 == last { return texts }
            guard bytes[text.endIndex + 1] == UInt8(ascii: ",") else { return nil }
            start = text.endIndex + 2
        }
        return nil
    }

    private static func needsEscape(_ byte: UInt8) -> Bool {
        byte < 0x20 || byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "\\")
    }

    private static func escaped(_ text: String) -> String {
        var result = String.UnicodeScalarView()
        for scalar in text.unicodeScalars {
            if scalar.value < 0x20 {
                result.append(contentsOf: (scalar.value < 0x10 ? "\\u000" : "\\u00").unicodeScalars)
                result.append(contentsOf: String(scalar.value, radix: 16).unicodeScalars)
            } else {
                if scalar == "\"" || scalar == "\\" { result.append("\\") }
                result.append(scalar)
            }
        }
        return String(result)
    }
}
