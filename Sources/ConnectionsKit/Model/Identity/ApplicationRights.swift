/// What a developer may do with one application in the console, set by the super admin.
public struct ApplicationRights: OptionSet, Sendable, Hashable, Codable {
    public let rawValue: UInt8

    public init(rawValue: UInt8) {
        self.rawValue = rawValue
    }

    /// Edit the application and open it live in development.
    public static let developmentAccess = ApplicationRights(rawValue: 1 << 0)
    /// Publish from development to stage.
    public static let publish = ApplicationRights(rawValue: 1 << 1)
    /// Open the application in stage to test it.
    public static let stageAccess = ApplicationRights(rawValue: 1 << 2)
    /// Send updates to clients.
    public static let distribute = ApplicationRights(rawValue: 1 << 3)
    /// Every right.
    public static let all: ApplicationRights = [.developmentAccess, .publish, .stageAccess, .distribute]
}
