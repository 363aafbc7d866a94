/// A connection as a client account lists it.
public struct ListedConnection: Sendable, Hashable, Identifiable {
    /// The connection.
    public let id: Connection.ID
    /// Its name.
    public let name: String
    /// Its link name.
    public let linkName: String
    /// How it came to be.
    public let type: ListedType
    /// Who authorizes it.
    public let kind: Connection.Kind
    /// The service.
    public let connector: ConnectorID
    /// The installed applications that use it: one, or any number for a system connection.
    public let applications: [ListedApplication]
    /// Whether an upgrade left it without use.
    public let isUnused: Bool
    /// How it stands for whoever asked.
    public let status: ConnectionStatus

    /// How the connections of a client come to be.
    public enum ListedType: String, Sendable, Hashable, CaseIterable {
        /// It came with an application.
        case installed
        /// A task made it.
        case system
    }

    /// An installed application that uses a connection.
    public struct ListedApplication: Sendable, Hashable, Identifiable {
        /// The application.
        public let id: ApplicationID
        /// Its installation.
        public let installation: Installation.ID
        /// Its name.
        public let name: String
    }
}
