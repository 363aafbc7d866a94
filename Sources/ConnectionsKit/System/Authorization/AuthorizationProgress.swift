/// How far an authorization on another device has come.
public enum AuthorizationProgress: Sendable, Hashable {
    /// The person has not consented yet; before the moment named nobody is asked again.
    case pending(retryAt: Timestamp)
    /// They have, and the grant is stored.
    case authorized(ConnectionStatus)
}
