import ConnectionsKit
import ConnectionsKitHTTP
import ConnectionsKitOAuth
import HTTPTypes

extension AuthorizationServer {
    /// The authorization endpoint: the login page, the consent page, a refusal page, or an error for the client.
    mutating func authorize(_ call: Call) -> HTTPReply {
        guard call.method == .get else { return .page(.methodNotAllowed(allowed: "GET")) }
        let request: AuthorizationRequest
        do throws(AuthorizationRefusal) {
            request = try self.requestedAuthorization(call)
        } catch {
            guard let target = error.target else { return .page(.refused(error.description)) }
            let fields = [FormField("error", error.code), FormField("error_description", error.description)]
            return self.redirect(to: target.redirectURI, fields, state: target.state)
        }
        let session = self.session(of: call)
        let id = self.random.token("request")
        self.pendingAuthorizations[id] = PendingAuthorization(
            subject: .request(request), session: session.id, expiresAt: call.now + PendingAuthorization.lifetime)
        if let user = session.user.flatMap({ self.users[$0] }) {
            let offer = (request.clientID, request.scopes)
            return .page(self.consentPage(for: offer, id: id, user: user, formToken: session.formToken))
        }
        var reply = HTTPReply.page(self.loginPage(id: id, formToken: session.formToken))
        reply.response.headerFields[.setCookie] = self.cookie(for: session.id)
        return reply
    }

    /// The request itself, or the one that was pushed (RFC 9126 section 4).
    private mutating func requestedAuthorization(
        _ call: Call
    ) throws(AuthorizationRefusal) -> AuthorizationRequest {
        guard let parameters = try? Parameters(Array((call.query ?? "").utf8)) else {
            throw AuthorizationRefusal(
                target: nil, code: "invalid_request", description: "the query is not form-encoded")
        }
        if parameters.has("request_uri") { return try self.pushedRequest(parameters, at: call.now) }
        let request = try self.authorizationRequest(parameters)
        guard !self.configuration.requiresPushedRequests else {
            throw AuthorizationRefusal(
                target: nil, code: "invalid_request", description: "authorization requests must be pushed")
        }
        return request
    }

    /// The redirect that tells the client how it went, with the issuer (RFC 6749 section 4.1.2, RFC 9207 section 2).
    func redirect(to redirectURI: String, _ fields: [FormField], state: String?) -> HTTPReply {
        var fields = fields
        if let state { fields.append(FormField("state", state)) }
        switch self.configuration.oddities.issuerInRedirect {
        case .own: fields.append(FormField("iss", self.issuer))
        case .other(let issuer): fields.append(FormField("iss", issuer))
        case .omitted: break
        }
        let separator = redirectURI.contains("?") ? "&" : "?"
        return .redirect(.found, to: "\(redirectURI)\(separator)\(FormEncoding.encode(fields))")
    }

    /// The browser's session; a new one when it has none yet.
    mutating func session(of call: Call) -> (id: String, formToken: String, user: String?) {
        if let id = call.cookie("session"), let session = self.sessions[id] {
            return (id, session.formToken, session.user)
        }
        let (id, session) = self.startSession(user: nil)
        return (id, session.formToken, nil)
    }
}
