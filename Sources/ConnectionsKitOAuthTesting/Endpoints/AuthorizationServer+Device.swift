import ConnectionsKitHTTP
import HTTPTypes

extension AuthorizationServer {
    /// How many wrong codes a person may enter in one visit (RFC 8628 section 5.1).
    private static var maximumWrongCodes: Int { 5 }

    /// The verification page of devices (RFC 8628 section 3.3) and its form's target.
    mutating func verifyDevice(_ call: Call) -> HTTPReply {
        switch call.method {
        case .get: self.showDevicePage(call)
        case .post: self.takeUserCode(call)
        default: .page(.methodNotAllowed(allowed: "GET, POST"))
        }
    }

    /// The page that asks for the code, after the login page where nobody is logged in yet.
    private mutating func showDevicePage(_ call: Call) -> HTTPReply {
        guard let parameters = try? Parameters(Array((call.query ?? "").utf8)) else {
            return .page(.refused("the query is not form-encoded"))
        }
        if parameters.has("request") {
            guard let (id, pending, session) = self.shownAuthorization(of: call), session.user != nil,
                case .device(let code) = pending.subject
            else { return .page(.forged) }
            return .page(
                self.devicePage(id: id, formToken: session.formToken, userCode: self.userCode(of: code)))
        }
        let session = self.session(of: call)
        let id = self.random.token("request")
        let code = parameters["user_code"].flatMap { self.deviceCode(forUserCode: $0, at: call.now) }
        self.pendingAuthorizations[id] = PendingAuthorization(
            subject: .device(code), session: session.id, expiresAt: call.now + PendingAuthorization.lifetime)
        guard session.user == nil else {
            return .page(
                self.devicePage(id: id, formToken: session.formToken, userCode: self.userCode(of: code)))
        }
        var reply = HTTPReply.page(self.loginPage(id: id, formToken: session.formToken))
        reply.response.headerFields[.setCookie] = self.cookie(for: session.id)
        return reply
    }

    /// The consent page for the device with this code, or the form again.
    private mutating func takeUserCode(_ call: Call) -> HTTPReply {
        guard let form = call.form else { return .page(.refused("the form cannot be read")) }
        guard let (id, pending, session) = self.pendingAuthorization(of: call, form), case .device = pending.subject,
            let user = session.user.flatMap({ self.users[$0] })
        else { return .page(.forged) }
        guard let code = form["user_code"].flatMap({ self.deviceCode(forUserCode: $0, at: call.now) }),
            let offer = self.offer(of: .device(code), at: call.now)
        else {
            self.pendingAuthorizations[id]?.wrongCodes += 1
            guard pending.wrongCodes + 1 < Self.maximumWrongCodes else {
                self.pendingAuthorizations[id] = nil
                return .page(.refused("too many codes that do not exist; start again", status: .tooManyRequests))
            }
            return .page(self.devicePage(id: id, formToken: session.formToken, userCode: nil, hasFailed: true))
        }
        self.pendingAuthorizations[id]?.subject = .device(code)
        return .page(self.consentPage(for: offer, id: id, user: user, formToken: session.formToken))
    }

    /// The device code that waits for a person with this user code, whose letters may be small and without hyphens
    /// (section 6.1).
    private func deviceCode(forUserCode text: String, at now: Duration) -> String? {
        let entered = text.uppercased().filter { $0.isASCII && $0.isLetter }
        return self.deviceAuthorizations.first { _, device in
            guard now < device.expiresAt, case .pending = device.decision else { return false }
            return device.userCode.filter(\.isLetter) == entered
        }?.key
    }

    private func userCode(of deviceCode: String?) -> String? {
        deviceCode.flatMap { self.deviceAuthorizations[$0]?.userCode }
    }
}
