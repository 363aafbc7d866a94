/// A row of the table of roles: who may do certain actions on one side.
struct RoleGrant: Sendable {
    /// The rule's name.
    var id: RuleID
    /// The side.
    var side: Side
    /// The actions.
    var actions: [Action]
    /// The kinds of connection it is about; `nil` when the action has no connection, or for all kinds.
    var kinds: [Connection.Kind]?
    /// The roles that may.
    var roles: RoleSet
    /// The right that a console developer must hold for the application; `nil` for none.
    var right: Right?
    /// Whether it holds only for the person's own authorization.
    var isForSelf = false
    /// Whether it holds for portal users where the application lets them in.
    var admitsPortalUsers = false
    /// Whether it holds for a task that runs without a person.
    var admitsTasks = false

    /// Which right of a developer an action needs.
    enum Right: Sendable, Hashable {
        /// The same in every case.
        case fixed(ApplicationRights)
        /// Any right for the application: they were added to it.
        case any
        /// Access to the environment in which they act.
        case access

        /// The rights of which one is needed.
        func needed(in environment: LiveEnvironment?) -> ApplicationRights {
            switch self {
            case .fixed(let right): right
            case .any: .all
            case .access: environment == .stage ? .stageAccess : .developmentAccess
            }
        }

        func title(in environment: LiveEnvironment?) -> String {
            switch self.needed(in: environment) {
            case .publish: "the right to publish"
            case .distribute: "the right to distribute to clients"
            case .stageAccess: "access to stage"
            case .developmentAccess: "access to development"
            default: "any right"
            }
        }
    }
}
