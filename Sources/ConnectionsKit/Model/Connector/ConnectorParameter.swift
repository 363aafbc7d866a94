/// Something that a service must be told of an account before it can be authorized, such as the subdomain under which it
/// lives.
///
/// Where an address, a host or a parameter of the connector holds `{name}`, the value is put there.
public struct ConnectorParameter: Sendable, Hashable, Codable {
    /// The name in the API and in placeholders: ASCII letters, digits and underscores.
    public var name: String
    /// The label to show.
    public var label: String
    /// An example to show, such as `acme`.
    public var example: String
    /// The value where none is given; `nil` when one must be.
    public var standard: String?
    /// What a value may be.
    public var format: Format

    /// Makes a parameter.
    public init(
        _ name: String, label: String, example: String, standard: String? = nil, format: Format = .hostLabel
    ) {
        self.name = name
        self.label = label
        self.example = example
        self.standard = standard
        self.format = format
    }

    /// What a value may be.
    public enum Format: Sendable, Hashable, Codable {
        /// One label of a host: 1 to 63 lower-case ASCII letters, digits and hyphens, none at either end (RFC 1123).
        case hostLabel
        /// A part of a path: 1 to 100 ASCII letters, digits, hyphens, underscores and dots, not `.` or `..`.
        case pathSegment
        /// One of the values.
        case choice([String])
    }
}
