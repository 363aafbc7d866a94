/// A row of the table of roles: who may do certain actions on one side.
struct RoleGrant: Sendable {
    /// The rule's name.
    var id: RuleID
    /// The side.
    var side: Side
    /// The actions.
    var actions: Set<Action>
    /// The kinds of connection it is about; `nil` when the action has no connection, or for all kinds.
    var kinds: Set<Connection.Kind>?
    /// The roles that may.
    var roles: [Role]
    /// The right that a console developer must hold for the application; `nil` for none.
    var right: Right?
    /// Whether it holds only for the person's own authorization.
    var isForSelf = false
    /// Whether it holds for portal users where the application lets them in.
    var admitsPortalUsers = false
    /// Whether it holds for a task that runs without a person.
    var admitsTasks = false

    /// Which right of a developer an action needs.
    enum Right: Sendable {
        /// The same in every case.
        case fixed(ApplicationRights)
        /// Any right for the application: they were added to it.
        case any
        /// Access to the environment in which they act.
        case access

        func isHeld(by principal: Principal, for application: ApplicationID, in environment: LiveEnvironment?) -> Bool {
            switch self {
            case .fixed(let right): principal.holds(right, for: application)
            case .any: principal.role == .superAdmin || !(principal.rights[application] ?? []).isEmpty
            case .access: principal.holds(environment == .stage ? .stageAccess : .developmentAccess, for: application)
            }
        }

        func title(in environment: LiveEnvironment?) -> String {
            switch self {
            case .fixed(.publish): "the right to publish"
            case .fixed(.distribute): "the right to distribute to clients"
            case .fixed(.stageAccess): "access to stage"
            case .fixed: "access to development"
            case .any: "any right"
            case .access: "access to \(environment?.rawValue ?? "development")"
            }
        }
    }

    /// Whether the row is about such a request.
    func concerns(_ request: PolicyRequest) -> Bool {
        guard self.side == request.side, self.actions.contains(request.action) else { return false }
        guard let kinds = self.kinds else { return true }
        return request.connection.map { kinds.contains($0.kind) } ?? false
    }

    /// Those who may, in words.
    var whoCould: [String] {
        self.roles.map { role in
            let needs = role == .developer ? self.right.map { _ in " with the right for this application" } : nil
            return role.title + (needs ?? "")
        }
    }
}
