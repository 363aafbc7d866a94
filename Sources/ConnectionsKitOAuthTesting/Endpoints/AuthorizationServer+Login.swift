import ConnectionsKit
import ConnectionsKitHTTP
import ConnectionsKitOAuth
import HTTPTypes

extension AuthorizationServer {
    /// The login form's target: a new session and the way to the consent page, or the form again.
    mutating func logIn(_ call: Call) -> HTTPReply {
        guard call.method == .post else { return .page(.methodNotAllowed(allowed: "POST")) }
        guard let form = call.form, form.firstRepeated == nil else { return .page(.refused("the form cannot be read")) }
        guard let (id, pending, session) = self.pendingAuthorization(of: call, form) else {
            return .page(.forged)
        }
        guard let user = form["username"].flatMap({ self.users[$0] }), user.password == form["password"] else {
            return .page(self.loginPage(id: id, formToken: session.formToken, hasFailed: true))
        }
        // A session that was known before the login must not become one that is logged in.
        self.sessions[pending.session] = nil
        let (newSession, _) = self.startSession(user: user.name)
        self.pendingAuthorizations[id]?.session = newSession
        let query = FormEncoding.encode([FormField("request", id)])
        let next: Endpoint = if case .device = pending.subject { .device } else { .consent }
        // 303, so that no browser sends the password on (RFC 9700 section 4.12).
        var reply = HTTPReply.redirect(.seeOther, to: "\(self.path(of: next))?\(query)")
        reply.response.headerFields[.setCookie] = self.cookie(for: newSession)
        return reply
    }

    /// The authorization that a form of ours is about: its browser has the session that began it, and the form carries
    /// the session's token.
    func pendingAuthorization(
        of call: Call, _ form: Parameters
    ) -> (id: String, pending: PendingAuthorization, session: BrowserSession)? {
        guard let id = form["request"], let pending = self.pendingAuthorizations[id], call.now < pending.expiresAt,
            pending.session == call.cookie("session"), let session = self.sessions[pending.session],
            form["form_token"] == session.formToken
        else { return nil }
        return (id, pending, session)
    }

    mutating func startSession(user: String?) -> (id: String, session: BrowserSession) {
        let id = self.random.token("session")
        let session = BrowserSession(formToken: self.random.token("form"), user: user)
        self.sessions[id] = session
        return (id, session)
    }

    func cookie(for session: String) -> String {
        let secure = self.address.scheme == "https" ? "; Secure" : ""
        return "session=\(session); Path=/; HttpOnly; SameSite=Lax\(secure)"
    }
}
