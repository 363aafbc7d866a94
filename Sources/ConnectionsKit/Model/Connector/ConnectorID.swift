/// Names a connector in the catalogue, such as `zoho_books`.
public struct ConnectorID: Sendable, Hashable, Codable, RawRepresentable, ExpressibleByStringLiteral,
    CustomStringConvertible
{
    /// Lower-case ASCII letters, digits and underscores, beginning with a letter; at most 50.
    public let rawValue: String

    public init(rawValue: String) {
        self.rawValue = rawValue
    }

    public init(stringLiteral value: String) {
        self.rawValue = value
    }

    public var description: String { self.rawValue }
}
