/// Reads back what ``JSONLineWriter`` wrote: the same keys in the same order, without white space.
struct JSONLineReader {
    private var rest: Substring.UnicodeScalarView
    private var isFirst = true

    init(_ text: String) {
        self.rest = text[...].unicodeScalars
    }

    var isAtEnd: Bool { self.rest.isEmpty }

    mutating func begin(_ key: String? = nil) -> Bool {
        if let key, !self.key(key) { return false }
        self.isFirst = true
        return self.take("{")
    }

    mutating func end() -> Bool {
        self.isFirst = false
        return self.take("}")
    }

    mutating func integer(_ key: String) -> Int? {
        guard self.key(key) else { return nil }
        let digits = self.rest.prefix { ("0"..."9").contains($0) || $0 == "-" }
        self.rest = self.rest.dropFirst(digits.count)
        return Int(String(digits))
    }

    mutating func string(_ key: String) -> String? { self.key(key) ? self.quoted() : nil }

    /// A string or `null`; nothing where it is neither.
    mutating func optional(_ key: String) -> String?? {
        guard self.key(key) else { return nil }
        if self.take("null") { return .some(nil) }
        return self.quoted().map { .some($0) }
    }

    mutating func strings(_ key: String) -> [String]? {
        guard self.key(key), self.take("[") else { return nil }
        var values: [String] = []
        while !self.take("]") {
            guard values.isEmpty || self.take(","), let value = self.quoted() else { return nil }
            values.append(value)
        }
        return values
    }

    private mutating func key(_ key: String) -> Bool {
        guard self.isFirst || self.take(",") else { return false }
        self.isFirst = false
        return self.quoted() == key && self.take(":")
    }

    private mutating func take(_ text: String) -> Bool {
        guard self.rest.starts(with: text.unicodeScalars) else { return false }
        self.rest = self.rest.dropFirst(text.unicodeScalars.count)
        return true
    }

    private mutating func quoted() -> String? {
        guard self.take("\"") else { return nil }
        var value = String.UnicodeScalarView()
        while let scalar = self.rest.popFirst() {
            switch scalar {
            case "\"": return String(value)
            case "\\":
                guard let escaped = self.escaped() else { return nil }
                value.append(escaped)
            default: value.append(scalar)
            }
        }
        return nil
    }

    private mutating func escaped() -> Unicode.Scalar? {
        guard let kind = self.rest.popFirst() else { return nil }
        if kind == "\"" || kind == "\\" { return kind }
        guard kind == "u", let value = UInt32(String(self.rest.prefix(4)), radix: 16) else { return nil }
        self.rest = self.rest.dropFirst(4)
        return Unicode.Scalar(value)
    }
}
