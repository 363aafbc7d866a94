/// The facts of one question to the policy: who wants to do what, to what, where.
///
/// Facts are gathered before the policy is asked; the same facts always give the same decision.
public struct PolicyRequest: Sendable, Hashable {
    /// What is to be done.
    public var action: Action
    /// Who wants to do it; `nil` for a task that runs without a person.
    public var principal: Principal?
    /// The side on which it happens.
    public var side: Side
    /// The live environment, where the action has one.
    public var environment: LiveEnvironment?
    /// The connection, where the action has one.
    public var connection: ConnectionFacts?
    /// The service that is named, whether the catalogue has it or not.
    public var connectorID: ConnectorID?
    /// The service, if the platform's catalogue has it.
    public var connector: Connector?
    /// The application, where the action has one.
    public var application: ApplicationID?
    /// The applications that use the system connection, where the action has one: a right for any of them serves.
    public var systemApplications: Set<ApplicationID> = []
    /// Whether that application lets portal users in.
    public var allowsPortalUsers: Bool = false
    /// The place of use, where the action has one.
    public var place: Place?
    /// For whom an authorization is made, used or revoked, for the logged-in kind.
    public var holder: UserID?

    /// Asks whether `principal` may do `action` on their side.
    public init(_ action: Action, by principal: Principal) {
        self.action = action
        self.principal = principal
        self.side = principal.side
    }

    /// Asks whether a task without a person may do `action`.
    public init(_ action: Action, on side: Side) {
        self.action = action
        self.side = side
    }

    /// The facts about a connection, those of one that does not exist yet included.
    public struct ConnectionFacts: Sendable, Hashable {
        /// The kind.
        public var kind: Connection.Kind
        /// The name, for messages.
        public var name: String
        /// Whether it came with an application.
        public var isInstalled: Bool

        /// Makes facts.
        public init(kind: Connection.Kind, name: String, isInstalled: Bool) {
            self.kind = kind
            self.name = name
            self.isInstalled = isInstalled
        }

        /// Takes the facts of a connection.
        public init(_ connection: Connection) {
            self.init(kind: connection.kind, name: connection.name, isInstalled: connection.installation != nil)
        }
    }
}
