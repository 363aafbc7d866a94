import ArgumentParser
import ConnectionsKit

/// What would be done, and to what.
struct ObjectOptions: ParsableArguments {
    @Option(help: "What would be done, such as authorize, use, revoke, publish, install.")
    var action: Action

    @Option(help: "The connection.")
    var connection: Connection.ID?

    @Option(help: "The connection by its link name; with --installation, of that installation.")
    var linkName: String?

    @Option(help: "The installation of the link name.")
    var installation: Installation.ID?

    @Option(help: "The environment: \(LiveEnvironment.allValueStrings.joined(separator: ", ")).")
    var environment: LiveEnvironment?

    @Option(help: "The application, for what concerns one.")
    var application: ApplicationID?

    @Option(help: "The place of use, as kind:component or kind:component:detail, such as formWorkflow:sale:sold.")
    var place: Place?

    @Option(help: "Whose authorization, for the logged-in kind; the person's own when left out.")
    var of: UserID?

    @Option(help: "The service, for create_connection.")
    var connector: String?

    @Option(help: "The kind, for create_connection: \(Connection.Kind.allValueStrings.joined(separator: ", ")).")
    var kind: Connection.Kind?

    func validate() throws {
        if self.connection != nil, self.linkName != nil {
            throw ValidationError("pass --connection or --link-name, not both")
        }
        if self.installation != nil, self.linkName == nil { throw ValidationError("--installation needs --link-name") }
        if self.action == .createConnection, self.connector == nil || self.kind == nil {
            throw ValidationError("create_connection needs --connector and --kind")
        }
        if self.action == .use, self.connection == nil, self.linkName == nil {
            throw ValidationError("use needs --connection or --link-name")
        }
    }

    /// Refuses an environment that the side does not have.
    func validateAgainst(_ side: Side) throws {
        if let environment, !environment.exists(on: side) {
            throw ValidationError("the \(side.rawValue) side has no \(environment.rawValue) environment")
        }
    }
}
