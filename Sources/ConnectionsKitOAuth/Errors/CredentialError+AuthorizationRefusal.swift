package import ConnectionsKit
import ConnectionsKitHTTP

extension CredentialError {
    /// The error that an authorization server names in its redirect (RFC 6749 section 4.1.2.1).
    ///
    /// - Parameters:
    ///   - code: the value of `error`.
    ///   - connector: the service.
    package init(authorizationRefusal code: String, of connector: Connector) {
        let shown = ErrorCode(code) ?? .unrecognized
        let (meaning, what): (Code, String) =
            switch shown.key {
            // The last two are LinkedIn's.
            case "access_denied", "user_cancelled_login", "user_cancelled_authorize": (.consentDenied, "was declined")
            case "no_org":
                (.noOrganization, "is not possible: the person has no account in one of the services asked for")
            case "temporarily_unavailable", "server_error": (.transient, "failed at the service")
            case "invalid_request", "unauthorized_client", "unsupported_response_type", "invalid_scope",
                "invalid_target":
                (.configuration, "was refused; check the OAuth client, its redirect address and the scopes")
            default: (.refused, "was refused")
            }
        self.init(
            meaning, "the authorization of \(connector.name) \(what) (\"\(shown)\")", providerCode: shown.text)
    }
}
