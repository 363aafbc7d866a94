/// What defines a connection, without what an account adds to it: how one stands in a ``DefinitionDocument``.
///
/// Its link name is its identity. It holds no secret: a credential set is named.
public struct ConnectionDefinition: Sendable, Hashable {
    /// The name that scripts use: 1 to 50 lower-case ASCII letters, digits and underscores, beginning with a letter.
    public var linkName: String
    /// The name to show: 1 to 50 letters, digits, spaces and `&@!:-_\|/~*`.
    public var name: String
    /// Who authorizes it: an administrator once, or each user; never ``Connection/Kind/system``.
    public var kind: Connection.Kind
    /// The service.
    public var connector: ConnectorID
    /// Whose OAuth client it uses; `nil` where the service does not use OAuth, elsewhere taken for the platform's.
    public var mode: Mode?
    /// The scopes that it needs.
    public var scopes: [String]
    /// Whether one authorization serves all environments.
    public var sharesAuthorization: Bool
    /// The places of its application that use it.
    public var places: [Place]

    /// Whose OAuth client a defined connection uses.
    public enum Mode: Sendable, Hashable {
        /// The platform's.
        case platformManaged
        /// That of the credential set with this name, of the account and the connector.
        case credentialSet(named: String)
    }

    /// Makes a definition.
    public init(
        linkName: String, name: String, kind: Connection.Kind, connector: ConnectorID, mode: Mode? = nil,
        scopes: [String] = [], sharesAuthorization: Bool = false, places: [Place] = []
    ) {
        self.linkName = linkName
        self.name = name
        self.kind = kind
        self.connector = connector
        self.mode = mode
        self.scopes = scopes
        self.sharesAuthorization = sharesAuthorization
        self.places = places
    }
}

extension ConnectionDefinition: Codable {
    private static let fields = [
        "linkName", "name", "kind", "connector", "mode", "scopes", "sharesAuthorization", "places",
    ]

    public init(from decoder: any Decoder) throws {
        let container = try decoder.strictContainer(Self.fields)
        self.linkName = try container.decode(String.self, forKey: "linkName")
        self.name = try container.decode(String.self, forKey: "name")
        let kind = try container.decode(String.self, forKey: "kind")
        switch Connection.Kind(rawValue: kind) {
        case .some(.admin): self.kind = .admin
        case .some(.loggedInUser): self.kind = .loggedInUser
        case .some(.system), .none:
            throw container.refusal("kind", "\"\(kind)\" is not a kind to define; it is \"admin\" or \"loggedInUser\"")
        }
        self.connector = ConnectorID(rawValue: try container.decode(String.self, forKey: "connector"))
        self.mode = container.contains("mode") ? try container.decode(Mode.self, forKey: "mode") : nil
        self.scopes = try container.decode([String].self, forKey: "scopes")
        self.sharesAuthorization = try container.decode(Bool.self, forKey: "sharesAuthorization")
        self.places = try container.decode([DocumentedPlace].self, forKey: "places").map(\.place)
    }

    /// Encodes it with its scopes and places sorted, so that what is the same reads the same.
    ///
    /// - Throws: what the encoder throws.
    public func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: FieldName.self)
        try container.encode(self.linkName, forKey: "linkName")
        try container.encode(self.name, forKey: "name")
        try container.encode(self.kind.rawValue, forKey: "kind")
        try container.encode(self.connector.rawValue, forKey: "connector")
        try container.encodeIfPresent(self.mode, forKey: "mode")
        try container.encode(self.scopes.sorted(), forKey: "scopes")
        try container.encode(self.sharesAuthorization, forKey: "sharesAuthorization")
        try container.encode(self.places.map { DocumentedPlace(place: $0) }.sorted(), forKey: "places")
    }
}

extension ConnectionDefinition.Mode: Codable {
    private static let platform = "platformManaged"

    public init(from decoder: any Decoder) throws {
        if let text = try? decoder.singleValueContainer().decode(String.self) {
            guard text == Self.platform else {
                throw DecodingError.dataCorrupted(
                    DecodingError.Context(
                        codingPath: decoder.codingPath,
                        debugDescription: "\"\(text)\" is not a mode; it is \"platformManaged\" or a credential set"))
            }
            self = .platformManaged
        } else {
            let container = try decoder.strictContainer(["credentialSet"])
            self = .credentialSet(named: try container.decode(String.self, forKey: "credentialSet"))
        }
    }

    public func encode(to encoder: any Encoder) throws {
        switch self {
        case .platformManaged:
            var container = encoder.singleValueContainer()
            try container.encode(Self.platform)
        case .credentialSet(let name):
            var container = encoder.container(keyedBy: FieldName.self)
            try container.encode(name, forKey: "credentialSet")
        }
    }
}
