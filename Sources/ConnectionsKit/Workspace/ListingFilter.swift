/// Which connections of a client account are asked for; what is `nil` is not asked for, and what is set must all hold.
public struct ListingFilter: Sendable, Hashable {
    /// Only those that came to be so.
    public var type: ListedConnection.ListedType?
    /// Only those that this application uses.
    public var application: ApplicationID?
    /// Only those whose name, or the name of whose application, contains this, in upper or lower case.
    public var text: String?

    /// Makes a filter.
    public init(type: ListedConnection.ListedType? = nil, application: ApplicationID? = nil, text: String? = nil) {
        self.type = type
        self.application = application
        self.text = text
    }

    /// Lets everything through.
    public static let all = ListingFilter()

    /// Whether a connection is one of those asked for, apart from the application, by which they are looked up.
    func matches(_ connection: ListedConnection) -> Bool {
        if let type = self.type, connection.type != type { return false }
        guard let text = self.text?.lowercased(), !text.isEmpty else { return true }
        return ([connection.name] + connection.applications.map(\.name)).contains { $0.lowercased().contains(text) }
    }
}
