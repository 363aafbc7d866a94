/// Writes one JSON object on one line, its keys in the order in which they are added.
struct JSONLineWriter {
    private(set) var text = ""
    private var isFirst = true

    mutating func begin(_ key: String? = nil) {
        if let key { self.key(key) }
        self.text += "{"
        self.isFirst = true
    }

    mutating func end() {
        self.text += "}"
        self.isFirst = false
    }

    mutating func add(_ key: String, _ value: Int) {
        self.key(key)
        self.text += String(value)
    }

    mutating func add(_ key: String, _ value: String?) {
        self.key(key)
        if let value { self.quote(value) } else { self.text += "null" }
    }

    mutating func add(_ key: String, _ values: [String]) {
        self.key(key)
        self.text += "["
        for (index, value) in values.enumerated() {
            if index > 0 { self.text += "," }
            self.quote(value)
        }
        self.text += "]"
    }

    private mutating func key(_ key: String) {
        if !self.isFirst { self.text += "," }
        self.isFirst = false
        self.quote(key)
        self.text += ":"
    }

    private mutating func quote(_ value: String) {
        self.text += "\""
        for scalar in value.unicodeScalars {
            switch scalar {
            case "\"": self.text += "\\\""
            case "\\": self.text += "\\\\"
            // Control characters, and the two that some readers of lines take for a break (RFC 8259 section 7).
            case "\u{0}"..."\u{1F}", "\u{7F}"..."\u{9F}", "\u{2028}", "\u{2029}":
                let digits = String(scalar.value, radix: 16)
                self.text += "\\u" + String(repeating: "0", count: 4 - digits.count) + digits
            default: self.text.unicodeScalars.append(scalar)
            }
        }
        self.text += "\""
    }
}
