/// What the import of an application made.
public struct ApplicationCopy: Sendable, Hashable {
    /// The new application.
    public var application: Application
    /// The copies of its connections, in the order of the link names that they were copied from.
    public var connections: [CopiedConnection]

    /// The new link name for each old one, to rewrite the scripts of the new application with.
    public var linkNames: [String: String] {
        Dictionary(self.connections.map { ($0.source.linkName, $0.connection.linkName) }) { first, _ in first }
    }

    /// A connection and its copy.
    public struct CopiedConnection: Sendable, Hashable {
        /// The connection that was copied.
        public var source: Connection
        /// The copy: of another name, enabled for the new application, neither authorized nor published.
        public var connection: Connection
        /// The places of the new application that use it.
        public var places: [Place]
    }
}
