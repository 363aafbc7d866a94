/// Any JSON value.
enum JSONValue: Sendable, Hashable, Decodable {
    case null
    case bool(Bool)
    case number(Double)
    case text(String)
    case list([JSONValue])
    case object([String: JSONValue])

    init(from decoder: any Decoder) throws {
        let container = try decoder.singleValueContainer()
        if container.decodeNil() {
            self = .null
        } else if let value = try? container.decode(Bool.self) {
            self = .bool(value)
        } else if let value = try? container.decode(Double.self) {
            self = .number(value)
        } else if let value = try? container.decode(String.self) {
            self = .text(value)
        } else if let value = try? container.decode([JSONValue].self) {
            self = .list(value)
        } else {
            self = .object(try container.decode([String: JSONValue].self))
        }
    }

    /// The field of an object.
    subscript(name: String) -> JSONValue? {
        if case .object(let fields) = self { fields[name] } else { nil }
    }

    /// The names of an object's fields.
    var fields: Set<String> {
        if case .object(let fields) = self { Set(fields.keys) } else { [] }
    }

    /// The items of a list.
    var items: [JSONValue] {
        if case .list(let items) = self { items } else { [] }
    }

    /// The text, of a text.
    var text: String? {
        if case .text(let text) = self { text } else { nil }
    }
}
