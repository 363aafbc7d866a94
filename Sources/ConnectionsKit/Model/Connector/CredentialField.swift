/// A field that a person fills in to authorize a connection that does not use OAuth.
public struct CredentialField: Sendable, Hashable, Codable {
    /// The name in the API: ASCII letters, digits and underscores.
    public var name: String
    /// The label to show.
    public var label: String
    /// Whether the value is secret and must be masked on screen.
    ///
    /// It is sealed in either case.
    public var isSecret: Bool
    /// Where the value goes in a request.
    public var placement: Placement

    /// Makes a field.
    public init(_ name: String, label: String, isSecret: Bool = true, placement: Placement) {
        self.name = name
        self.label = label
        self.isSecret = isSecret
        self.placement = placement
    }

    /// Where a value goes in a request.
    public enum Placement: Sendable, Hashable, Codable {
        /// A header field, its value preceded by `prefix`.
        case header(name: String, prefix: String)
        /// A parameter of the query.
        case query(name: String)
        /// A parameter of a form-encoded body.
        case form(name: String)
        /// One half of the `Authorization: Basic` header.
        case basic
    }
}
