/// Where a task runs: an application in a live environment, in the console or as a client's installation.
public struct TaskContext: Sendable, Hashable {
    /// The account whose connections the task uses.
    public let account: AccountID
    /// The live environment.
    public let environment: LiveEnvironment
    /// The application there.
    public let scope: Scope

    /// An application in the console, or one that a client installed.
    public enum Scope: Sendable, Hashable {
        /// An application that is being developed.
        case console(ApplicationID)
        /// An installed application.
        case installed(Installation.ID)
    }

    /// The side on which the task runs.
    public var side: Side {
        switch self.scope {
        case .console: .console
        case .installed: .client
        }
    }

    /// A task of an application under development, in development or stage.
    public static func console(
        _ application: ApplicationID, of account: AccountID, _ environment: LiveEnvironment
    ) -> TaskContext {
        TaskContext(account: account, environment: environment, scope: .console(application))
    }

    /// A task of an installed application, in stage or production.
    public static func installed(
        _ installation: Installation.ID, of account: AccountID, _ environment: LiveEnvironment = .production
    ) -> TaskContext {
        TaskContext(account: account, environment: environment, scope: .installed(installation))
    }
}
