/// What the deletion of a connection will do.
public struct DeletionPlan: OperationPlan {
    /// The connection, as it was read.
    public let connection: Connection
    /// What it will do: the connection that goes, the authorizations that nothing else uses and that are revoked.
    public let effects: Effects
    let application: Application?
    let authorizations: ConnectionAuthorizations

    init(_ context: ConnectionContext, _ authorizations: ConnectionAuthorizations) {
        self.connection = context.connection
        self.application = context.application
        self.authorizations = authorizations
        var effects = Effects()
        effects.removed = [Effects.Subject(context.connection)]
        effects.revoked = authorizations.revoked(of: context.connection)
        effects.warnings = authorizations.warnings
        self.effects = effects
    }
}
