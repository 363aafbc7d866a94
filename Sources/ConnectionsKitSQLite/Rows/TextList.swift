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

    /// The texts of an array that holds no escape: then each quotation mark begins or ends a text.
    private static func plainTexts(_ json: String) -> [String]? {
        guard !json.utf8.contains(UInt8(ascii: "\\")) else { return nil }
        let parts = json.utf8.split(separator: UInt8(ascii: "\""), omittingEmptySubsequences: false)
        guard parts.count > 2, !parts.count.isMultiple(of: 2) else { return nil }
        var texts: [String] = []
        for (index, part) in parts.enumerated() {
            let text = Substring(part)
            switch index {
            case 0: guard text == "[" else { return nil }
            case parts.count - 1: guard text == "]" else { return nil }
            case let index where index.isMultiple(of: 2): guard text == "," else { return nil }
            default: texts.append(String(text))
            }
        }
        return texts
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
