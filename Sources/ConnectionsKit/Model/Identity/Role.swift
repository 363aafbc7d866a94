/// What a person is in their account, as the host asserts it on each call.
public enum Role: String, Sendable, Hashable, Codable, CaseIterable {
    /// The one owner of an account.
    case superAdmin
    /// An administrator of a client account; the console has none.
    case admin
    /// A developer.
    case developer
    /// A user of an installed application.
    case liveUser
    /// An outsider with portal credentials.
    case portalUser

    /// The role in words, such as `super admin`.
    public var title: String {
        switch self {
        case .superAdmin: "super admin"
        case .admin: "admin"
        case .developer: "developer"
        case .liveUser: "user"
        case .portalUser: "portal user"
        }
    }
}
