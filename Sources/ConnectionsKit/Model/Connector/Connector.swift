/// A service that can be connected, described as data.
public struct Connector: Sendable, Hashable, Codable, Identifiable {
    /// The name in the catalogue.
    public var id: ConnectorID
    /// The name to show.
    public var name: String
    /// The category to show, such as `Accounting`.
    public var category: String
    /// How the service authenticates its callers.
    public var authentication: Authentication
    /// The only hosts to which its credentials may go.
    public var hosts: [HostPattern]
    /// What must be told of an account before it can be authorized; filled in by ``filled(with:)``.
    public var parameters: [ConnectorParameter]
    /// Whether logged-in user connections may be made for it.
    public var allowsLoggedInUser: Bool
    /// Whether it is one of the platform's own services, for which system connections exist.
    public var isPlatformService: Bool
    /// The kinds of place where its connections may be used.
    public var places: Set<Place.Kind>
    /// The page where the service documents its authentication.
    public var documentation: String?
    /// Whether it has been verified against the live service.
    public var isVerified: Bool

    /// Makes a connector; what is not said is the cautious choice.
    public init(
        id: ConnectorID, name: String, category: String, authentication: Authentication, hosts: [HostPattern],
        parameters: [ConnectorParameter] = [], allowsLoggedInUser: Bool = false, isPlatformService: Bool = false,
        places: Set<Place.Kind> = Set(Place.Kind.allCases), documentation: String? = nil, isVerified: Bool = false
    ) {
        self.id = id
        self.name = name
        self.category = category
        self.authentication = authentication
        self.hosts = hosts
        self.parameters = parameters
        self.allowsLoggedInUser = allowsLoggedInUser
        self.isPlatformService = isPlatformService
        self.places = places
        self.documentation = documentation
        self.isVerified = isVerified
    }

    /// Whether a connection of `kind` may be made to this service.
    public func allows(_ kind: Connection.Kind) -> Bool {
        switch kind {
        case .admin: true
        case .loggedInUser: self.allowsLoggedInUser
        case .system: self.isPlatformService
        }
    }
}
