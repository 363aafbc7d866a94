public import ConnectionsKit

/// The platform's own OAuth clients, by connector.
///
/// ```swift
/// let clients = PlatformClients([
///     .zohoBooks: ClientRegistration(clientID: "1000.A…", secret: secret, redirectURI: "https://app.example.com/callback")
/// ])
/// ```
///
/// A grant stays with the client that minted it. To change a client, make the new one current and keep the old one among
/// the retired: it begins nothing, and still renews and revokes its grants.
public struct PlatformClients: Sendable {
    private let current: [ConnectorID: ClientRegistration]
    private let retired: [ConnectorID: [ClientRegistration]]

    /// Makes a set of clients.
    ///
    /// - Parameters:
    ///   - current: the client that begins, for each connector.
    ///   - retired: clients that only serve the grants which they minted.
    public init(
        _ current: [ConnectorID: ClientRegistration], retired: [ConnectorID: [ClientRegistration]] = [:]
    ) {
        self.current = current
        self.retired = retired
    }

    /// The client that begins authorizations of `connector`.
    func current(for connector: ConnectorID) -> ClientRegistration? { self.current[connector] }

    /// The client of `connector` with the identifier `id`, current or retired.
    func client(_ id: String, of connector: ConnectorID) -> ClientRegistration? {
        if let client = self.current[connector], client.clientID == id { return client }
        return self.retired[connector]?.first { $0.clientID == id }
    }
}

extension PlatformClients: CustomStringConvertible, CustomDebugStringConvertible, CustomReflectable {
    /// The connectors alone.
    public var description: String {
        "PlatformClients(\(self.current.keys.map(\.rawValue).sorted().joined(separator: ", ")))"
    }
    public var debugDescription: String { self.description }
    public var customMirror: Mirror { Mirror(self, children: [:], displayStyle: .struct) }
}
