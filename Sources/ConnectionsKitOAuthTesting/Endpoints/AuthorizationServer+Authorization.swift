import ConnectionsKit
import ConnectionsKitHTTP
import ConnectionsKitOAuth
import HTTPTypes

extension AuthorizationServer {
    /// The authorization endpoint: the login page, the consent page, a refusal page, or an error for the client.
    mutating func authorize(_ call: Call) -> HTTPReply {
        guard call.method == .get else { return .page(.methodNotAllowed(allowed: "GET")) }
        let request: AuthorizationRequest
        do {
            request = try self.authorizationRequest(call.query)
        } catch {
            guard let target = error.target else { return .page(.refused(error.description)) }
            let fields = [FormField("error", error.code), FormField("error_description", error.description)]
            return self.redirect(to: target.redirectURI, fields, state: target.state)
        }
        let session = self.session(of: call)
        let id = self.random.token("request")
        self.pendingAuthorizations[id] = PendingAuthorization(
            request: request, session: session.id, expiresAt: call.now + PendingAuthorization.lifetime)
        if let user = session.user.flatMap({ self.users[$0] }) {
            return .page(self.consentPage(for: request, id: id, user: user, formToken: session.formToken))
        }
        var reply = HTTPReply.page(self.loginPage(id: id, formToken: session.formToken))
        reply.response.headerFields[.setCookie] = self.cookie(for: session.id)
        return reply
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
    private mutating func session(of call: Call) -> (id: String, formToken: String, user: String?) {
        if let id = call.cookie("session"), let session = self.sessions[id] {
            return (id, session.formToken, session.user)
        }
        let (id, session) = self.startSession(user: nil)
        return (id, session.formToken, nil)
    }
}
