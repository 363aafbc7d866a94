#if canImport(FoundationEssentials)
import FoundationEssentials
#else
import Foundation
#endif

extension AuthorizationServer.JSON {
    /// The document that the text holds, or `nil` when it is no JSON.
    public init?(text: some Collection<UInt8>) {
        guard let decoded = try? JSONDecoder().decode(DecodedJSON.self, from: Data(text)) else { return nil }
        self = decoded.document
    }

    /// The document as UTF-8 text without white space.
    public var text: [UInt8] {
        var text = ""
        self.write(to: &text)
        return Array(text.utf8)
    }

    private func write(to text: inout String) {
        switch self {
        case .null: text += "null"
        case .bool(let value): text += value ? "true" : "false"
        case .integer(let value): text += "\(value)"
        case .number(let value): text += value.isFinite ? "\(value)" : "null"
        case .string(let value): Self.write(value, to: &text)
        case .array(let elements):
            text += "["
            for (index, element) in elements.enumerated() {
                if index > 0 { text += "," }
                element.write(to: &text)
            }
            text += "]"
        case .object(let members):
            text += "{"
            for (index, member) in members.sorted(by: { $0.key < $1.key }).enumerated() {
                if index > 0 { text += "," }
                Self.write(member.key, to: &text)
                text += ":"
                member.value.write(to: &text)
            }
            text += "}"
        }
    }

    private static func write(_ value: String, to text: inout String) {
        text += "\""
        for scalar in value.unicodeScalars {
            switch scalar {
            case "\"": text += "\\\""
            case "\\": text += "\\\\"
            case "\n": text += "\\n"
            case "\r": text += "\\r"
            case "\t": text += "\\t"
            case "\0"..<" ":
                let digits = String(scalar.value, radix: 16)
                text += "\\u" + String(repeating: "0", count: 4 - digits.count) + digits
            default: text.unicodeScalars.append(scalar)
            }
        }
        text += "\""
    }
}

/// A document as the decoder of Foundation meets it.
private struct DecodedJSON: Decodable {
    let document: AuthorizationServer.JSON

    init(from decoder: any Decoder) throws {
        let container = try decoder.singleValueContainer()
        if container.decodeNil() {
            self.document = .null
        } else if let value = try? container.decode(Bool.self) {
            self.document = .bool(value)
        } else if let value = try? container.decode(Int64.self) {
            self.document = .integer(value)
        } else if let value = try? container.decode(Double.self) {
            self.document = .number(value)
        } else if let value = try? container.decode(String.self) {
            self.document = .string(value)
        } else if let value = try? container.decode([DecodedJSON].self) {
            self.document = .array(value.map(\.document))
        } else {
            self.document = .object(try container.decode([String: DecodedJSON].self).mapValues(\.document))
        }
    }
}
