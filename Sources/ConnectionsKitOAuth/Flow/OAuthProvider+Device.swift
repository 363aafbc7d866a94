import ConnectionsKit
import ConnectionsKitHTTP

extension OAuthProvider {
    /// Asks for the codes of a device (RFC 8628 section 3.1).
    func beginDevice(
        _ request: AuthorizationRequest, _ facts: OAuth2Facts
    ) async throws(CredentialError) -> DeviceStart {
        guard let address = facts.endpoints.deviceAuthorization else {
            throw CredentialError(.configuration, "\(request.connector.name) has no device authorization endpoint")
        }
        let client = try self.client(toBegin: request)
        let endpoint = try self.endpoint("device authorization endpoint", at: address, client, facts)
        let scope = facts.scope(request.scopes).map { [FormField("scope", $0)] } ?? []
        let answer = try await Self.answer(of: endpoint, to: scope + ResourceIndicator.fields(for: facts))
        let response = try DeviceResponse(answer)
        return DeviceStart(
            deviceCode: response.deviceCode, userCode: response.userCode, verificationURI: response.verificationURI,
            verificationURIComplete: response.verificationURIComplete, lifetime: response.lifetime,
            interval: response.interval, clientID: client.clientID)
    }

    private static func answer(
        of endpoint: FormEndpoint, to fields: [FormField]
    ) async throws(CredentialError) -> MessageFields {
        do throws(CredentialError) {
            let (reply, sent) = try await endpoint.post(fields)
            let answer = MessageFields(reply.body)
            if let error = TokenVerdict.error(in: reply, answer, endpoint: endpoint.name, sent: sent) { throw error }
            guard let answer else {
                throw CredentialError(
                    .invalidResponse, "the \(endpoint.name) reported success, but its answer cannot be read")
            }
            return answer
        } catch {
            var told = error
            // Codes that are lost cost nothing: others are asked for.
            if told.code == .outcomeUnknown { told.code = .transient }
            throw told
        }
    }

    /// Asks once whether a person has consented (RFC 8628 section 3.4).
    ///
    /// A question whose answer is lost may have been the one that brought the tokens; asking again tells.
    func complete(
        _ exchange: AuthorizationExchange, device code: Secret, _ facts: OAuth2Facts
    ) async throws(CredentialError) -> ObtainedCredential {
        let client = try self.client(exchange.client, exchange.clientID, of: exchange.connector)
        let endpoint = try self.endpoint("token endpoint", at: facts.endpoints.token, client, facts)
        return try await endpoint.tokens(
            [
                FormField("grant_type", GrantType.deviceCode.rawValue), FormField("device_code", code.reveal()),
            ], facts: facts, unreadable: .invalidResponse, isDevice: true)
    }
}
