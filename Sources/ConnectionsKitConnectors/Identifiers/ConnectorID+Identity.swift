public import ConnectionsKit

extension ConnectorID {
    /// Okta.
    public static let okta: ConnectorID = "okta"
    /// Okta (service application).
    public static let oktaService: ConnectorID = "okta_service"
    /// Auth0 Management.
    public static let auth0: ConnectorID = "auth0"
}
