/// Who acts, as the host asserts it on each call.
///
/// The library stores user identifiers and never roles: a person whose role changes has the new one from the next call.
public struct Principal: Sendable, Hashable {
    /// The person.
    public var user: UserID
    /// The name to use in messages and in the audit trail's refusals.
    public var displayName: String
    /// The account for which they act.
    public var account: AccountID
    /// The side on which they act.
    public var side: Side
    /// What they are in that account.
    public var role: Role
    /// A console developer's rights, by application; unused for every other role.
    public var rights: [ApplicationID: ApplicationRights]
    /// The data centre of their account.
    public var dataCentre: DataCentre

    /// Makes a principal of either side.
    public init(
        user: UserID, displayName: String? = nil, account: AccountID, side: Side, role: Role,
        rights: [ApplicationID: ApplicationRights] = [:], dataCentre: DataCentre = .us
    ) {
        self.user = user
        self.displayName = displayName ?? user.text
        self.account = account
        self.side = side
        self.role = role
        self.rights = rights
        self.dataCentre = dataCentre
    }

    /// A person of a developer account.
    public static func console(
        _ user: UserID, name: String? = nil, account: AccountID, role: Role,
        rights: [ApplicationID: ApplicationRights] = [:], dataCentre: DataCentre = .us
    ) -> Principal {
        Principal(
            user: user, displayName: name, account: account, side: .console, role: role, rights: rights,
            dataCentre: dataCentre)
    }

    /// A person of a client account.
    public static func client(
        _ user: UserID, name: String? = nil, account: AccountID, role: Role, dataCentre: DataCentre = .us
    ) -> Principal {
        Principal(user: user, displayName: name, account: account, side: .client, role: role, dataCentre: dataCentre)
    }

    /// Whether the person holds `right` for `application`: a super admin holds every right, a developer those given.
    package func holds(_ right: ApplicationRights, for application: ApplicationID) -> Bool {
        switch self.role {
        case .superAdmin: true
        case .developer: self.rights[application]?.contains(right) ?? false
        case .admin, .liveUser, .portalUser: false
        }
    }

    package func validate() throws(InvalidInput) {
        try self.user.validate(field: "principal.user")
        try self.account.validate(field: "principal.account")
    }
}
