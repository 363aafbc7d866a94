/// What an installation will do.
///
/// Installing it after anything changed is a conflict.
public struct InstallPlan: Sendable, Hashable {
    /// The share that allows it, as it was read.
    public let share: Share
    /// The release that will be installed.
    public let release: Release
    /// The connections that will be made, none of them authorized.
    public var connections: [BundledConnection] { self.release.connections }
    /// Who must authorize what before the application works: each in a sentence.
    public var toAuthorize: [String] {
        self.connections.map { connection in
            switch connection.kind {
            case .loggedInUser: "Each user authorizes \"\(connection.name)\" for themselves."
            case .admin, .system: "A super admin, admin or developer authorizes \"\(connection.name)\" once."
            }
        }
    }
}
