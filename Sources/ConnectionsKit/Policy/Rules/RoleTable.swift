/// The table of roles, made ready to be asked: the rows of each action and side lie together, and sets are bits.
struct RoleTable: Sendable {
    /// A row for one action.
    struct Row: Sendable {
        var id: RuleID
        var roles: RoleSet
        var right: RoleGrant.Right?
        var isForSelf: Bool
        var admitsPortalUsers: Bool
        var admitsTasks: Bool
        fileprivate var kinds: UInt8

        fileprivate init(_ grant: RoleGrant) {
            self.id = grant.id
            self.roles = grant.roles
            self.right = grant.right
            self.isForSelf = grant.isForSelf
            self.admitsPortalUsers = grant.admitsPortalUsers
            self.admitsTasks = grant.admitsTasks
            self.kinds = grant.kinds.map { $0.reduce(0) { $0 | RoleTable.bit($1) } } ?? UInt8.max
        }
    }

    private var rows: [Row] = []
    /// Where the rows of an action and a side begin; those of the next begin where they end.
    private var starts: [Int] = []

    init(_ grants: [RoleGrant]) {
        for action in Action.all {
            for side in [Side.console, .client] {
                self.starts.append(self.rows.count)
                for grant in grants where grant.side == side && grant.actions.contains(action) {
                    self.rows.append(Row(grant))
                }
            }
        }
        self.starts.append(self.rows.count)
    }

    /// A bit for each kind of connection, and one for none.
    private static func bit(_ kind: Connection.Kind?) -> UInt8 {
        switch kind {
        case .none: 1 << 0
        case .system: 1 << 1
        case .admin: 1 << 2
        case .loggedInUser: 1 << 3
        }
    }

    private func rows(of action: Action, on side: Side) -> Range<Int> {
        let index = Int(action.index) * 2 + (side == .client ? 1 : 0)
        guard index + 1 < self.starts.count else { return 0..<0 }
        return self.starts[index]..<self.starts[index + 1]
    }

    /// Permits by the first row that admits who asks; refuses when none does, for the reason of the first row.
    func judge(_ request: PolicyRequest) -> PolicyReason {
        let kind = Self.bit(request.connection?.kind)
        var refusal: (id: RuleID, statement: PolicyReason.Statement)?
        for index in self.rows(of: request.action, on: request.side) where self.rows[index].kinds & kind != 0 {
            guard let statement = self.rows[index].refusal(of: request) else {
                let statement = request.principal.map { PolicyReason.Statement.roleMay($0.role) } ?? .taskMay
                return PolicyReason(rule: self.rows[index].id, effect: .permit, statement)
            }
            if refusal == nil { refusal = (self.rows[index].id, statement) }
        }
        guard let refusal else {
            return PolicyReason(rule: .noRole, effect: .refuse, .nobodyMay(request.side))
        }
        return PolicyReason(rule: refusal.id, effect: .refuse, refusal.statement, able: self.able(for: request))
    }

    /// Who may do it for anybody.
    ///
    /// Whoever can only do it for themselves could not do it instead of another.
    func able(for request: PolicyRequest) -> PolicyReason.Able {
        let kind = Self.bit(request.connection?.kind)
        var able = PolicyReason.Able.nobody
        for index in self.rows(of: request.action, on: request.side) where self.rows[index].kinds & kind != 0 {
            able.add(self.rows[index])
        }
        return able
    }
}

extension RoleTable.Row {
    /// Why it does not admit who asks; `nil` when it does.
    fileprivate func refusal(of request: PolicyRequest) -> PolicyReason.Statement? {
        guard let role = request.principal?.role else { return self.admitsTasks ? nil : .needsUser }
        guard self.roles.contains(RoleSet(role)) || role == .portalUser && self.admitsPortalUsers else {
            return self.roles.isEmpty ? .onlyTasks : .onlyRoles(self.roles)
        }
        // Where the row admits portal users of its own accord, the application has no say.
        if role == .portalUser, self.admitsPortalUsers, !request.allowsPortalUsers { return .portalUsersStayOut }
        if self.isForSelf, request.holder != request.principal?.user { return .onlyForOneself }
        if role == .developer, let right = self.right, !Self.holds(right, request) {
            return .lacksRight(right, request.environment, request.application)
        }
        return nil
    }

    /// Whether a developer holds the right for the application, for one that uses the system connection, or, where no
    /// application has the connection yet, any right at all.
    private static func holds(_ right: RoleGrant.Right, _ request: PolicyRequest) -> Bool {
        guard let rights = request.principal?.rights else { return false }
        let needed = right.needed(in: request.environment)
        if let application = request.application { return !(rights[application] ?? []).isDisjoint(with: needed) }
        if request.systemApplications.isEmpty { return rights.values.contains { !$0.isEmpty } }
        return request.systemApplications.contains { !(rights[$0] ?? []).isDisjoint(with: needed) }
    }
}

extension RuleID {
    /// No row of the table is about it: what no rule permits is denied.
    static let noRole: RuleID = "roles.none"
}
