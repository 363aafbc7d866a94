/// The last form of a page, as far as signing in and consenting need it.
struct PageForm {
    /// The names and values that a browser sends whichever button is pressed.
    private(set) var fields: [(name: String, value: String)] = []
    /// The names of the buttons.
    private(set) var buttons: Set<String> = []
    /// Where the form goes; empty, to the page's own address.
    private(set) var action = ""

    /// Reads the form out of a page, or gives nothing when there is none.
    init?(_ page: String) {
        var isFound = false
        var rest = page[...]
        while let start = rest.firstIndex(of: "<") {
            rest = rest[rest.index(after: start)...]
            let name = rest.prefix { $0.isLetter || $0 == "/" }.lowercased()
            guard ["form", "input", "button"].contains(name) else { continue }
            let attributes = Self.attributes(&rest)
            if name == "form" {
                (self.fields, self.buttons, self.action) = ([], [], attributes["action"] ?? "")
                isFound = true
            } else if let field = attributes["name"], !field.isEmpty {
                switch attributes["type"] {
                case "submit": self.buttons.insert(field)
                case "checkbox": break
                default: self.fields.append((field, attributes["value"] ?? ""))
                }
            }
        }
        guard isFound else { return nil }
    }

    /// Fills in a field, when the form has it.
    mutating func fill(_ name: String, _ value: String) {
        for index in self.fields.indices where self.fields[index].name == name { self.fields[index].value = value }
    }

    /// Whether there is a field with this name.
    func has(_ name: String) -> Bool { self.fields.contains { $0.name == name } }

    /// The attributes of the tag that begins `rest`, which is moved behind it.
    private static func attributes(_ rest: inout Substring) -> [String: String] {
        var attributes: [String: String] = [:]
        rest = rest.drop { $0.isLetter }
        while true {
            rest = rest.drop { $0.isWhitespace || $0 == "/" }
            guard let first = rest.first, first != ">" else { break }
            let name = rest.prefix { !$0.isWhitespace && $0 != "=" && $0 != ">" }.lowercased()
            rest = rest.dropFirst(name.count)
            var value: Substring = ""
            if rest.first == "=" {
                rest = rest.dropFirst()
                if let quote = rest.first, quote == "\"" || quote == "'" {
                    value = rest.dropFirst().prefix { $0 != quote }
                    rest = rest[value.endIndex...].dropFirst()
                } else {
                    value = rest.prefix { !$0.isWhitespace && $0 != ">" }
                    rest = rest[value.endIndex...]
                }
            }
            attributes[name] = Self.unescape(value)
        }
        return attributes
    }

    private static func unescape(_ text: Substring) -> String {
        [
            ("&lt;", "<"), ("&gt;", ">"), ("&quot;", "\""), ("&#34;", "\""), ("&#39;", "'"), ("&#x27;", "'"),
            ("&amp;", "&"),
        ]
        .reduce(String(text)) { $0.replacing($1.0, with: $1.1) }
    }
}
