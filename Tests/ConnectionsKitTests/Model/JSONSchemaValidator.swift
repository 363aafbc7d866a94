import Foundation

/// The part of JSON Schema 2020-12 that the project's schema uses; a keyword that it does not know is an error, so that
/// nothing of a schema is passed over.
struct JSONSchemaValidator: Sendable {
    struct UnknownKeyword: Error { var name: String }

    let schema: JSONValue

    init(schema: Data) throws {
        self.schema = try JSONDecoder().decode(JSONValue.self, from: schema)
    }

    /// What of the text does not keep to the schema: the path of each fault with the keyword.
    func faults(in json: String) throws -> [String] {
        try self.faults(
            of: try JSONDecoder().decode(JSONValue.self, from: Data(json.utf8)), against: self.schema, at: "")
    }

    private func faults(of value: JSONValue, against schema: JSONValue, at path: String) throws -> [String] {
        guard case .object(let keywords) = schema else { throw UnknownKeyword(name: path) }
        var faults: [String] = []
        func check(_ holds: Bool, _ keyword: String) { if !holds { faults.append("\(path): \(keyword)") } }
        for (keyword, rule) in keywords {
            switch (keyword, rule, value) {
            case ("$schema", _, _), ("title", _, _), ("description", _, _), ("$defs", _, _): break
            case ("type", .text(let type), _): check(Self.isOf(value, type), keyword)
            case ("const", _, _): check(value == rule, keyword)
            case ("enum", .list(let values), _): check(values.contains(value), keyword)
            case ("$ref", .text(let reference), _):
                let parts = reference.dropFirst(2).split(separator: "/").map(String.init)
                let target = parts.reduce(self.schema) { schema, part in schema[part] ?? .null }
                faults += try self.faults(of: value, against: target, at: path)
            case ("oneOf", .list(let schemas), _):
                check(
                    try schemas.filter { try self.faults(of: value, against: $0, at: path).isEmpty }.count == 1, keyword
                )
            case ("not", _, _): check(try !self.faults(of: value, against: rule, at: path).isEmpty, keyword)
            case ("required", .list(let names), .object(let fields)):
                check(names.compactMap(\.text).allSatisfy { fields[$0] != nil }, keyword)
            case ("additionalProperties", .bool(false), .object(let fields)):
                check(schema["properties"].map { $0.fields.isSuperset(of: fields.keys) } ?? fields.isEmpty, keyword)
            case ("properties", .object(let rules), .object(let fields)):
                for (name, field) in fields {
                    guard let rule = rules[name] else { continue }
                    faults += try self.faults(of: field, against: rule, at: "\(path)/\(name)")
                }
            case ("items", .object, .list(let items)):
                for (index, item) in items.enumerated() {
                    faults += try self.faults(of: item, against: rule, at: "\(path)/\(index)")
                }
            case ("uniqueItems", .bool(true), .list(let items)): check(Set(items).count == items.count, keyword)
            case ("minLength", .number(let least), .text(let text)):
                check(text.unicodeScalars.count >= Int(least), keyword)
            case ("maxLength", .number(let most), .text(let text)):
                check(text.unicodeScalars.count <= Int(most), keyword)
            case ("pattern", .text(let pattern), .text(let text)):
                let regex = try Regex(pattern).matchingSemantics(.unicodeScalar)
                check(text.firstMatch(of: regex) != nil, keyword)
            case ("required", .list, _), ("additionalProperties", .bool(false), _), ("properties", .object, _),
                ("items", .object, _), ("uniqueItems", .bool(true), _), ("minLength", .number, _),
                ("maxLength", .number, _), ("pattern", .text, _):
                // A keyword about another type of value says nothing of this one.
                break
            default: throw UnknownKeyword(name: keyword)
            }
        }
        return faults
    }

    private static func isOf(_ value: JSONValue, _ type: String) -> Bool {
        switch value {
        case .null: type == "null"
        case .bool: type == "boolean"
        case .number: type == "number"
        case .text: type == "string"
        case .list: type == "array"
        case .object: type == "object"
        }
    }
}
