import ConnectionsKit
import ConnectionsKitHTTP
import ConnectionsKitOAuth
import HTTPTypes

extension AuthorizationServer {
    /// The consent page and its form's target.
    mutating func consent(_ call: Call) -> HTTPReply {
        switch call.method {
        case .get: self.showConsent(call)
        case .post: self.decide(call)
        default: .page(.methodNotAllowed(allowed: "GET, POST"))
        }
    }

    private func showConsent(_ call: Call) -> HTTPReply {
        guard let parameters = try? Parameters(Array((call.query ?? "").utf8)), let id = parameters["request"],
            let pending = self.pendingAuthorizations[id], call.now < pending.expiresAt,
            pending.session == call.cookie("session"), let session = self.sessions[pending.session],
            let user = session.user.flatMap({ self.users[$0] })
        else { return .page(.forged) }
        return .page(self.consentPage(for: pending.request, id: id, user: user, formToken: session.formToken))
    }

    private mutating func decide(_ call: Call) -> HTTPReply {
        guard let form = call.form else { return .page(.refused("the form cannot be read")) }
        guard let (id, pending, session) = self.pendingAuthorization(of: call, form), let user = session.user else {
            return .page(.forged)
        }
        let request = pending.request
        switch form["decision"] {
        case "deny":
            self.pendingAuthorizations[id] = nil
            let fields = [
                FormField("error", "access_denied"), FormField("error_description", "the user denied the request"),
            ]
            return self.redirect(to: request.redirectURI, fields, state: request.state)
        case "allow":
            let chosen = form.values(of: "scope")
            guard !chosen.isEmpty, chosen.allSatisfy(request.scopes.contains) else {
                return .page(.refused("choose at least one of the scopes that were asked for"))
            }
            self.pendingAuthorizations[id] = nil
            let scopes = self.configuration.oddities.grantedScopes ?? request.scopes.filter(chosen.contains)
            let code = self.random.token("code")
            self.codes[code] = AuthorizationCode(
                request: request, user: user, scopes: scopes,
                expiresAt: call.now + self.configuration.authorizationCodeLifetime)
            return self.redirect(to: request.redirectURI, [FormField("code", code)], state: request.state)
        default:
            return .page(.refused("decision must be allow or deny"))
        }
    }
}
