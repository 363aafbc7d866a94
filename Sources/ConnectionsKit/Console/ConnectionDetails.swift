/// All that is told of a connection in the console, to whoever looks.
public struct ConnectionDetails: Sendable, Hashable {
    /// The connection: its name and link name, its kind, which is who owns the authorization, its scopes, its mode, whether
    /// one authorization serves all environments, its first release, when it was made and by whom.
    public var connection: Connection
    /// The name of the service; its identifier when the catalogue no longer has it.
    public var connectorName: String
    /// The applications that use it: one at most, and any number for a system connection; in the order of their identifiers.
    public var applications: [Application]
    /// The name of the developer's credential set that it uses; `nil` for the platform's OAuth client, and without OAuth.
    public var credentialSetName: String?
    /// How it stands in development and in stage, for the viewer: connected or not, the account at the service, what to do.
    public var statuses: [EnvironmentStatus]
    /// The places that use it.
    public var references: [Reference]

    /// How a connection stands in one environment.
    public struct EnvironmentStatus: Sendable, Hashable {
        /// The environment.
        public var environment: LiveEnvironment
        /// How it stands there; the same in each where one authorization serves all.
        public var status: ConnectionStatus
    }

    /// How it stands in `environment`; `nil` where the console has no such one.
    public func status(in environment: LiveEnvironment) -> ConnectionStatus? {
        self.statuses.first { $0.environment == environment }?.status
    }
}
