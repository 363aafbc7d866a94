/// The rule of the schema that a row breaks.
struct ConstraintViolation: Sendable, Hashable {
    /// The kinds of rule.
    enum Rule: String, Sendable, Hashable {
        case unique, foreignKey, notNull, check, other
    }

    let rule: Rule
    /// What SQLite calls the rule, empty where it gives no name: `"table.column, table.column"` for uniqueness over
    /// columns, the name of the index for uniqueness over expressions, `"table.column"` for NOT NULL, the name or the
    /// expression of a CHECK.
    let name: String

    init(_ rule: Rule, name: String = "") {
        self.rule = rule
        self.name = name
    }

    /// Reads the rule from an extended result code, and its name from SQLite's message.
    init(code: Int32, text: String) {
        self.rule =
            switch code {
            case ExtendedResultCode.constraintUnique, ExtendedResultCode.constraintPrimaryKey,
                ExtendedResultCode.constraintRowID:
                .unique
            case ExtendedResultCode.constraintForeignKey: .foreignKey
            case ExtendedResultCode.constraintNotNull: .notNull
            case ExtendedResultCode.constraintCheck: .check
            default: .other
            }
        self.name = self.rule == .other ? "" : Self.name(in: text)
    }

    /// "UNIQUE constraint failed: a.b, a.c" gives "a.b, a.c", and "UNIQUE constraint failed: index 'x'" gives "x".
    private static func name(in text: String) -> String {
        let marker = " constraint failed: "
        var rest = text[...]
        while !rest.isEmpty, !rest.hasPrefix(marker) { rest.removeFirst() }
        let name = rest.dropFirst(marker.count)
        let opening = "index '"
        guard name.hasPrefix(opening), name.hasSuffix("'") else { return String(name) }
        return String(name.dropFirst(opening.count).dropLast())
    }
}

extension ConstraintViolation: CustomStringConvertible {
    var description: String {
        let kind =
            switch self.rule {
            case .unique: "a uniqueness rule"
            case .foreignKey: "a foreign key"
            case .notNull: "a NOT NULL rule"
            case .check: "a CHECK rule"
            case .other: "a rule"
            }
        return self.name.isEmpty ? "it breaks \(kind) of the schema" : "it breaks \(kind) of the schema, \(self.name)"
    }
}
