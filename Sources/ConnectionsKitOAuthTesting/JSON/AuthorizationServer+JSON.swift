extension AuthorizationServer {
    /// A JSON document, for what resources answer and record.
    ///
    /// It can be written as a literal: `["open": 3, "total": 120.5, "names": ["a", "b"]]`.
    public enum JSON: Sendable, Hashable {
        /// `null`.
        case null
        /// `true` or `false`.
        case bool(Bool)
        /// A number without a fraction that 64 bits hold.
        case integer(Int64)
        /// Any other number; written as `null` when it is not finite.
        case number(Double)
        /// A text.
        case string(String)
        /// A list.
        case array([JSON])
        /// Names and their values; written in the order of the names, so that equal documents have equal bytes.
        case object([String: JSON])

        /// The value of a name; `nil` when this is no object or has no such name.
        public subscript(name: String) -> JSON? {
            guard case .object(let members) = self else { return nil }
            return members[name]
        }

        /// The text; `nil` when this is none.
        public var stringValue: String? {
            guard case .string(let text) = self else { return nil }
            return text
        }
    }
}

extension AuthorizationServer.JSON: ExpressibleByNilLiteral, ExpressibleByBooleanLiteral, ExpressibleByIntegerLiteral,
    ExpressibleByFloatLiteral, ExpressibleByStringLiteral, ExpressibleByArrayLiteral, ExpressibleByDictionaryLiteral
{
    public init(nilLiteral: ()) { self = .null }
    public init(booleanLiteral value: Bool) { self = .bool(value) }
    public init(integerLiteral value: Int64) { self = .integer(value) }
    public init(floatLiteral value: Double) { self = .number(value) }
    public init(stringLiteral value: String) { self = .string(value) }
    public init(arrayLiteral elements: AuthorizationServer.JSON...) { self = .array(elements) }
    public init(dictionaryLiteral elements: (String, AuthorizationServer.JSON)...) {
        self = .object(Dictionary(elements) { $1 })
    }
}
