/// Which connections a list shows; what is set must hold together, and what is `nil` is not asked.
public struct ConnectionFilter: Sendable, Hashable {
    /// Those of one kind.
    public var kind: Connection.Kind?
    /// Those that an application uses, system connections included.
    public var application: ApplicationID?
    /// Those to one service.
    public var connector: ConnectorID?
    /// Those with this text in their name or link name, in upper or lower case.
    public var text: String?

    /// Makes a filter; without anything set it lets every connection pass.
    public init(
        kind: Connection.Kind? = nil, application: ApplicationID? = nil, connector: ConnectorID? = nil,
        text: String? = nil
    ) {
        self.kind = kind
        self.application = application
        self.connector = connector
        self.text = text
    }

    /// Whether a connection passes; its application is not asked, which a store's index answers.
    func admits(_ connection: Connection) -> Bool {
        if let kind = self.kind, connection.kind != kind { return false }
        if let connector = self.connector, connection.connector != connector { return false }
        guard let text = self.text?.lowercased(), !text.isEmpty else { return true }
        return [connection.name, connection.linkName].contains { $0.lowercased().contains(text) }
    }
}
