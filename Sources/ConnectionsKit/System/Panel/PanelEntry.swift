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
    /// The service's name.
    public var service: String
    /// Who authorizes it.
    public var kind: Connection.Kind
    /// The places that use it, of those components that the person may use; empty for a system connection.
    public var places: [Place]
    /// How it stands for the person, with the account at the service.
    public var status: ConnectionStatus
    /// Whether the person may authorize it, and why, or why not and who could.
    public var authorization: Decision
    /// Whether the person may rename the account at the service.
    public var renaming: Decision
    /// What keeps everybody from authorizing it here for now, in a sentence; `nil` when nothing does.
    public var obstacle: String?

    /// Whether the person can authorize it.
    public var canAuthorize: Bool { self.authorization.isAllowed && self.obstacle == nil }
    /// Whether the person can rename the account at the service; there is one once somebody authorized.
    public var canRename: Bool { self.renaming.isAllowed && self.status.accountName != nil }
    /// Why the person cannot authorize it, in a sentence; `nil` when they can.
    public var refusal: String? { self.authorization.isAllowed ? self.obstacle : self.authorization.description }
}
