@testable import ConnectionsKit
@testable import ConnectionsKitHTTP

extension FuzzedParser {
    static func checkMessage(_ input: [UInt8]) throws(Violation) {
        try Self.checkForm(input)
        try Self.checkJSON(input)
        let code = MessageFields(input).flatMap { ErrorCode(in: $0) }
        try hold(code == MessageFields(input).flatMap { ErrorCode(in: $0) }, "a message reads twice the same")
        if let code {
            let isPlain = code.text.utf8.allSatisfy { byte in
                (0x30...0x39).contains(byte) || (0x41...0x5A).contains(byte) || (0x61...0x7A).contains(byte)
                    || " _-.".utf8.contains(byte)
            }
            try hold(isPlain && (1...40).contains(code.text.utf8.count), "a code is a short word")
        }
    }

    private static func checkForm(_ input: [UInt8]) throws(Violation) {
        let fields: [FormField]
        do throws(MessageError) {
            fields = try FormEncoding.decode(input)
        } catch {
            try Planted.mayNotShow(in: error)
            return
        }
        let size = fields.reduce(0) { $0 + $1.name.utf8.count + $1.value.utf8.count }
        try hold(size <= input.count && fields.count <= input.count, "a form is no longer than its text")
        let text = FormEncoding.encode(fields)
        try hold(text.utf8.count <= 3 * input.count + fields.count, "a form's text is bounded")
        try hold((try? FormEncoding.decode(text.utf8)) == fields, "a form comes back as written")
    }

    private static func checkJSON(_ input: [UInt8]) throws(Violation) {
        let value = JSONReader.value(in: input)
        try hold(value == JSONReader.value(in: input), "JSON reads twice the same")
        try hold(JSONReader.value(in: input + [0x20]) == value || value == nil, "space after JSON changes nothing")
        guard let value else { return }
        try hold("\(value)" == "JSONValue(redacted)", "JSON does not print")
        try hold(JSONReader.value(in: input + Array("\"".utf8)) == nil, "nothing may follow JSON")
        try hold(value.size <= input.count && value.depth <= 32, "a value is no larger than its text")
        var text: [UInt8] = []
        value.write(to: &text)
        try hold(JSONReader.value(in: text) == value, "JSON comes back as written")
        if case .object = value { try hold(MessageFields(input) != nil, "an object is a message") }
    }
}

extension JSONValue {
    /// The bytes of all its texts and numbers.
    fileprivate var size: Int {
        switch self {
        case .null, .bool: 0
        case .number(let text), .string(let text): text.utf8.count
        case .array(let elements): elements.reduce(0) { $0 + $1.size }
        case .object(let members): members.reduce(0) { $0 + $1.key.utf8.count + $1.value.size }
        }
    }

    fileprivate var depth: Int {
        switch self {
        case .null, .bool, .number, .string: 1
        case .array(let elements): 1 + (elements.map(\.depth).max() ?? 0)
        case .object(let members): 1 + (members.values.map(\.depth).max() ?? 0)
        }
    }

    /// Writes the value so that every byte of a text which may be escaped is.
    fileprivate func write(to text: inout [UInt8]) {
        switch self {
        case .null: text += "null".utf8
        case .bool(let isTrue): text += (isTrue ? "true" : "false").utf8
        case .number(let number): text += number.utf8
        case .string(let string): Self.write(string, to: &text)
        case .array(let elements):
            text.append(UInt8(ascii: "["))
            for (index, element) in elements.enumerated() {
                if index > 0 { text.append(UInt8(ascii: ",")) }
                element.write(to: &text)
            }
            text.append(UInt8(ascii: "]"))
        case .object(let members):
            text.append(UInt8(ascii: "{"))
            for (index, member) in members.enumerated() {
                if index > 0 { text.append(UInt8(ascii: ",")) }
                Self.write(member.key, to: &text)
                text.append(UInt8(ascii: ":"))
                member.value.write(to: &text)
            }
            text.append(UInt8(ascii: "}"))
        }
    }

    private static func write(_ string: String, to text: inout [UInt8]) {
        text.append(UInt8(ascii: "\""))
        for unit in string.utf16 {
            let digits = String(unit, radix: 16)
            text += "\\u\(String(repeating: "0", count: 4 - digits.count))\(digits)".utf8
        }
        text.append(UInt8(ascii: "\""))
    }
}
