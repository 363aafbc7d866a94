/// The definitions of an application as a document: to keep under version control, to review, to apply elsewhere.
///
/// It holds no secret, no authorization and no identifier of an account. The same definitions always give the same bytes.
/// Its JSON Schema is published as `Documentation/definitions.schema.json`.
public struct DefinitionDocument: Sendable, Hashable {
    /// The version of the schema that this library writes, and the newest that it reads.
    public static let schemaVersion = 1

    /// The application from which it was exported, to tell people; `nil` when it is not said.
    ///
    /// It is no identity: a document can be applied to any application.
    public var application: ApplicationID?
    /// The definitions, each with a link name of its own.
    public var connections: [ConnectionDefinition]

    /// Makes a document.
    public init(application: ApplicationID? = nil, connections: [ConnectionDefinition]) {
        self.application = application
        self.connections = connections
    }
}

extension DefinitionDocument: Codable {
    public init(from decoder: any Decoder) throws {
        let container = try decoder.container(keyedBy: FieldName.self)
        // First, since the fields of another version are not known.
        let version: Int
        do { version = try container.decode(Int.self, forKey: "schemaVersion") } catch {
            // A number that is not whole fails without its path.
            switch error {
            case DecodingError.keyNotFound, DecodingError.typeMismatch, DecodingError.valueNotFound: throw error
            default: throw container.refusal("schemaVersion", "it must be a whole number")
            }
        }
        guard version <= Self.schemaVersion else {
            throw container.refusal(
                "schemaVersion", "it is of version \(version), and this library reads up to \(Self.schemaVersion)")
        }
        guard version >= 1 else { throw container.refusal("schemaVersion", "there is no version \(version)") }
        try container.refuseOthers(than: ["schemaVersion", "application", "connections"])
        if container.contains("application") {
            let application = ApplicationID(try container.decode(String.self, forKey: "application"))
            do throws(InvalidInput) { try application.validate(field: "application") } catch {
                throw container.refusal("application", error.problem)
            }
            self.application = application
        }
        self.connections = try container.decode([ConnectionDefinition].self, forKey: "connections")
    }

    /// Encodes it with its connections in the order of their link names.
    ///
    /// - Throws: what the encoder throws.
    public func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: FieldName.self)
        try container.encode(Self.schemaVersion, forKey: "schemaVersion")
        try container.encodeIfPresent(self.application?.text, forKey: "application")
        let sorted = self.connections.sorted { $0.linkName.utf8.lexicographicallyPrecedes($1.linkName.utf8) }
        try container.encode(sorted, forKey: "connections")
    }
}
