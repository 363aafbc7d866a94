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
        guard let (id, pending, session) = self.shownAuthorization(of: call),
            let user = session.user.flatMap({ self.users[$0] }),
            let offer = self.offer(of: pending.subject, at: call.now)
        else { return .page(.forged) }
        return .page(self.consentPage(for: offer, id: id, user: user, formToken: session.formToken))
    }

    /// The authorization that the address of a page of ours is about, in the browser that began it.
    func shownAuthorization(
        of call: Call
    ) -> (id: String, pending: PendingAuthorization, session: BrowserSession)? {
        guard let parameters = try? Parameters(Array((call.query ?? "").utf8)), let id = parameters["request"],
            let pending = self.pendingAuthorizations[id], call.now < pending.expiresAt,
            pending.session == call.cookie("session"), let session = self.sessions[pending.session]
        else { return nil }
        return (id, pending, session)
    }

    private mutating func decide(_ call: Call) -> HTTPReply {
        guard let form = call.form else { return .page(.refused("the form cannot be read")) }
        guard let (id, pending, session) = self.pendingAuthorization(of: call, form), let user = session.user,
            let offered = self.offer(of: pending.subject, at: call.now)?.scopes
        else { return .page(.forged) }
        switch form["decision"] {
        case "deny":
            self.pendingAuthorizations[id] = nil
            return self.deny(pending.subject)
        case "allow":
            let chosen = form.values(of: "scope")
            guard !chosen.isEmpty, chosen.allSatisfy(offered.contains) else {
                return .page(.refused("choose at least one of the scopes that were asked for"))
            }
            self.pendingAuthorizations[id] = nil
            let scopes = self.configuration.oddities.grantedScopes ?? offered.filter(chosen.contains)
            return self.allow(pending.subject, scopes, by: user, at: call.now)
        default:
            return .page(.refused("decision must be allow or deny"))
        }
    }

    /// Who asks, and for which scopes; `nil` before a code was entered, or when it is too late.
    func offer(
        of subject: PendingAuthorization.Subject, at now: Duration
    ) -> (clientID: String, scopes: [String])? {
        switch subject {
        case .request(let request): return (request.clientID, request.scopes)
        case .device(let code):
            guard let device = code.flatMap({ self.deviceAuthorizations[$0] }), now < device.expiresAt,
                case .pending = device.decision
            else { return nil }
            return (device.clientID, device.scopes)
        }
    }

    private mutating func deny(_ subject: PendingAuthorization.Subject) -> HTTPReply {
        switch subject {
        case .request(let request):
            let fields = [
                FormField("error", "access_denied"), FormField("error_description", "the user denied the request"),
            ]
            return self.redirect(to: request.redirectURI, fields, state: request.state)
        case .device(let code):
            if let code { self.deviceAuthorizations[code]?.decision = .denied }
            return .page(.deviceDone)
        }
    }

    private mutating func allow(
        _ subject: PendingAuthorization.Subject, _ scopes: [String], by user: String, at now: Duration
    ) -> HTTPReply {
        switch subject {
        case .request(let request):
            let code = self.random.token("code")
            self.codes[code] = AuthorizationCode(
                request: request, user: user, scopes: scopes,
                expiresAt: now + self.configuration.authorizationCodeLifetime)
            return self.redirect(to: request.redirectURI, [FormField("code", code)], state: request.state)
        case .device(let code):
            if let code { self.deviceAuthorizations[code]?.decision = .allowed(user: user, scopes: scopes) }
            return .page(.deviceDone)
        }
    }
}
