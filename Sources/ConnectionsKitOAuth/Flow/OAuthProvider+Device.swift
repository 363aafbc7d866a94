import ConnectionsKit

extension OAuthProvider {
    /// Asks for the codes of a device (RFC 8628 section 3.1).
    func beginDevice(
        _ request: AuthorizationRequest, _ facts: OAuth2Facts, _ endpoints: OAuth2Endpoints
    ) async throws(CredentialError) -> DeviceStart {
        throw CredentialError(.configuration, "\(request.connector.name) has no device authorization endpoint")
    }
}
