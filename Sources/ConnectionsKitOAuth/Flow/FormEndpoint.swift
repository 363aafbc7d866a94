import ConnectionsKit
import ConnectionsKitHTTP
import HTTPTypes

/// An endpoint that takes a form from an authenticated client: the token and the revocation endpoint.
struct FormEndpoint {
    let name: String
    let address: WebAddress
    let proof: ClientProof
    let transport: any HTTPTransport

    /// Posts `fields`.
    ///
    /// - Returns: the reply, whatever its status, and all that was sent, as fields.
    /// - Throws: ``CredentialError`` when there was no reply.
    func post(
        _ fields: [FormField], timeLimit: Duration? = nil
    ) async throws(CredentialError) -> (reply: HTTPReply, sent: [FormField]) {
        var request = HTTPRequest(
            method: .post, scheme: self.address.scheme, authority: self.address.authority,
            path: self.address.pathAndQuery)
        request.headerFields[.contentType] = "application/x-www-form-urlencoded"
        request.headerFields[.accept] = "application/json"
        request.headerFields[.authorization] = self.proof.authorization
        var limits = HTTPLimits.token
        if let timeLimit { limits.timeout = timeLimit }
        let sent = fields + self.proof.fields
        let body = Array(FormEncoding.encode(sent).utf8)
        do throws(HTTPTransportError) {
            return (try await self.transport.send(request, body: body, limits: limits), sent + self.proof.hidden)
        } catch {
            throw CredentialError(error, endpoint: self.name)
        }
    }

    /// Posts `fields` and reads the tokens in the reply.
    ///
    /// - Parameters:
    ///   - fields: the request.
    ///   - scopeSeparator: what stands between scopes at this service.
    ///   - timeLimit: how long the call may take.
    ///   - unreadable: what a success that cannot be read means here.
    /// - Returns: the tokens.
    /// - Throws: ``CredentialError``.
    func tokens(
        _ fields: [FormField], scopeSeparator: String, timeLimit: Duration? = nil, unreadable: CredentialError.Code
    ) async throws(CredentialError) -> ObtainedCredential {
        let (reply, sent) = try await self.post(fields, timeLimit: timeLimit)
        let answer = MessageFields(reply.body)
        let isSuccess = reply.response.status.kind == .successful
        // A token that was given is kept, whatever else the answer says.
        if isSuccess, let tokens = answer.flatMap({ TokenResponse($0, scopeSeparator: scopeSeparator) }) {
            return ObtainedCredential(
                access: tokens.access, refresh: tokens.refresh, lifetime: tokens.lifetime, scopes: tokens.scopes,
                subject: tokens.subject)
        }
        if let error = TokenVerdict.error(in: reply, answer, endpoint: self.name, sent: sent) { throw error }
        throw CredentialError(
            unreadable, "the \(self.name) reported success, but its answer holds no access token that can be used")
    }
}
