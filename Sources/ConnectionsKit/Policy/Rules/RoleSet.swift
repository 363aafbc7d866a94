/// Some of the roles, to be asked in one step.
struct RoleSet: OptionSet, Sendable, Hashable {
    let rawValue: UInt8

    init(rawValue: UInt8) {
        self.rawValue = rawValue
    }

    init(_ role: Role) {
        switch role {
        case .superAdmin: self.rawValue = 1 << 0
        case .admin: self.rawValue = 1 << 1
        case .developer: self.rawValue = 1 << 2
        case .liveUser: self.rawValue = 1 << 3
        case .portalUser: self.rawValue = 1 << 4
        }
    }

    static let superAdmin = RoleSet(.superAdmin)
    static let admin = RoleSet(.admin)
    static let developer = RoleSet(.developer)
    static let liveUser = RoleSet(.liveUser)
    static let portalUser = RoleSet(.portalUser)

    /// The roles, from the one with the most power down.
    var roles: [Role] { Role.allCases.filter { self.contains(RoleSet($0)) } }
}
