import ConnectionsKit
import ConnectionsKitHTTP
import HTTPTypes

/// An endpoint to which an authenticated client posts: the token endpoint, that of devices, and that of revocations.
struct FormEndpoint {
    let name: String
    let address: WebAddress
    let prover: ClientProver
    let transport: any HTTPTransport

    /// Posts `fields`.
    ///
    /// - Parameters:
    ///   - fields: the request.
    ///   - added: what the connector adds to it; none of the request may be set again.
    ///   - format: how it is written.
    ///   - method: the method of the call.
    ///   - timeLimit: how long the call may take.
    /// - Returns: the reply, whatever its status, and all that was sent, as fields.
    /// - Throws: ``CredentialError`` when there was no reply.
    func post(
        _ fields: [FormField], adding added: [String: String] = [:], as format: OAuth2Facts.TokenRequestFormat = .form,
        method: HTTPRequest.Method = .post, timeLimit: Duration? = nil
    ) async throws(CredentialError) -> (reply: HTTPReply, sent: [FormField]) {
        let proof = try self.prover.proof()
        let added = added.sorted { $0.key < $1.key }.map { FormField($0.key, $0.value) }
        for field in added where (fields + proof.fields).contains(where: { $0.name == field.name }) {
            throw CredentialError(
                .configuration,
                "the connector's token parameters may not set \"\(field.name)\", which the request sets itself")
        }
        let sent = fields + added + proof.fields
        let body = RequestBody(sent, as: format)
        var request = HTTPRequest(
            method: method, scheme: self.address.scheme, authority: self.address.authority,
            path: self.address.pathAndQuery)
        request.headerFields[.contentType] = body.contentType
        request.headerFields[.accept] = "application/json"
        request.headerFields[.authorization] = proof.authorization
        return (try await self.send(request, body: body.bytes, timeLimit: timeLimit), sent + proof.hidden)
    }

    /// Sends a request that is made already.
    func send(
        _ request: HTTPRequest, body: [UInt8]?, timeLimit: Duration? = nil
    ) async throws(CredentialError) -> HTTPReply {
        var limits = HTTPLimits.token
        if let timeLimit { limits.timeout = timeLimit }
        do throws(HTTPTransportError) {
            return try await self.transport.send(request, body: body, limits: limits)
        } catch {
            throw CredentialError(error, endpoint: self.name)
        }
    }

    /// Posts `fields` as a token request and reads the tokens in the reply.
    ///
    /// - Parameters:
    ///   - fields: the request.
    ///   - facts: how the service writes requests and answers.
    ///   - timeLimit: how long the call may take.
    ///   - unreadable: what a success that cannot be read means here.
    ///   - isDevice: whether it is asked if a person has consented on another device.
    /// - Returns: the tokens.
    /// - Throws: ``CredentialError``.
    func tokens(
        _ fields: [FormField], facts: OAuth2Facts, timeLimit: Duration? = nil, unreadable: CredentialError.Code,
        isDevice: Bool = false
    ) async throws(CredentialError) -> ObtainedCredential {
        let (reply, sent) = try await self.post(
            fields, adding: facts.tokenParameters, as: facts.tokenRequestFormat, timeLimit: timeLimit)
        let answer = MessageFields(reply.body)
        let isSuccess = reply.response.status.kind == .successful
        // A token that was given is kept, whatever else the answer says.
        if isSuccess, let answer, let tokens = TokenResponse(answer, scopeSeparator: facts.scopeSeparator) {
            return ObtainedCredential(
                access: tokens.access, refresh: tokens.refresh, lifetime: tokens.lifetime, scopes: tokens.scopes,
                subject: tokens.subject, details: MessageDetails.found(in: answer, facts.tokenResponseDetails))
        }
        if let error = TokenVerdict.error(in: reply, answer, endpoint: self.name, sent: sent, isDevice: isDevice) {
            throw error
        }
        throw CredentialError(
            unreadable, "the \(self.name) reported success, but its answer holds no access token that can be used")
    }
}
