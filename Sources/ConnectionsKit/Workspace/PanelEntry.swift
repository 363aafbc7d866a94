/// A connection as the panel of an application shows it to one person.
public struct PanelEntry: Sendable, Hashable, Identifiable {
    /// The connection.
    public var id: Connection.ID
    /// Its name.
    public var name: String
    /// Its link name.
    public var linkName: String
    /// The service.
    public var connector: ConnectorID
    /// Who authorizes it.
    public var kind: Connection.Kind
    /// How it stands for the person.
    public var status: ConnectionStatus
    /// Whether the person may authorize it.
    public var canAuthorize: Bool
}
