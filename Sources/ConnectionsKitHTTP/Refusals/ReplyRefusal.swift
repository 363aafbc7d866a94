import ConnectionsKit
import HTTPTypes

/// Why a service refused a call, read from its reply.
struct ReplyRefusal {
    /// What it means for the caller.
    enum Meaning: Hashable {
        /// Too many calls, by the status 429 or a code that says so.
        case limit
        /// Too many calls, told as a success.
        case limitAsSuccess
        /// The service failed.
        case failure
        /// The call needs scopes that were not granted; empty when the service does not name them.
        case scope([String])
        /// The credential is not accepted.
        case credential
        /// The service answers with a redirect.
        case redirect
        /// Anything else.
        case other
    }

    let meaning: Meaning
    /// The service's code, where it is fit to be shown.
    let code: ErrorCode?

    var isLimit: Bool { self.meaning == .limit || self.meaning == .limitAsSuccess }

    /// What is longer is a document and no notice of a refusal.
    static let longestNotice = 16_384

    /// Reads a reply.
    ///
    /// - Parameters:
    ///   - reply: what the service answered.
    ///   - credential: with which it was called.
    ///   - earlier: the one that it refused before; neither is shown, wherever the service puts them.
    init?(_ reply: HTTPReply, to credential: Credential, after earlier: Credential? = nil) {
        // A service may put anything anywhere, the credential included.
        func isHidden(_ text: String) -> Bool { credential.repeats(text) || earlier?.repeats(text) ?? false }
        let status = reply.response.status.code
        let fields = reply.body.count <= Self.longestNotice ? MessageFields(reply.body) : nil
        if (200..<300).contains(status) {
            if let fields, let meaning = Self.meaning(ofAnswer: fields, to: credential, hiding: isHidden) {
                self.meaning = meaning
                self.code = ErrorCode(in: fields).map { isHidden($0.text) ? .unrecognized : $0 }
                return
            }
            guard Self.isDenialAsSuccess(reply, fields) else { return nil }
            self.meaning = .limitAsSuccess
            self.code = .accessDeniedText
            return
        }
        guard status >= 300, status != 304 else { return nil }
        let code = fields.flatMap(Self.code(in:)).map { isHidden($0.text) ? .unrecognized : $0 }
        self.code = code
        let challenge = BearerChallenge(reply.response.headerFields[values: .wwwAuthenticate])
        if status == 429 || code.map(Self.isLimit) ?? false {
            self.meaning = .limit
        } else if (400..<500).contains(status), challenge.error == "insufficient_scope" || Self.needsScope(code) {
            self.meaning = .scope(BearerChallenge.missing(challenge.scopes, credential, hiding: isHidden))
        } else if status == 401 || (status < 500 && Self.refusesCredential(code)) {
            self.meaning = .credential
        } else if status >= 500 || [408, 425].contains(status) {
            self.meaning = .failure
        } else {
            self.meaning = status < 400 ? .redirect : .other
        }
    }

    /// What Slack's answers mean: the status of a success, `ok` set to false, and an error.
    ///
    /// An error that says nothing of limits, scopes or the credential is the caller's to read.
    private static func meaning(
        ofAnswer fields: MessageFields, to credential: Credential, hiding isHidden: (String) -> Bool
    ) -> Meaning? {
        guard fields["ok"] == .bool(false), let error = fields["error"]?.text?.lowercased() else { return nil }
        if CredentialError.isRateLimit(error), error != ErrorCode.accessDeniedText.key { return .limit }
        switch error {
        case "missing_scope":
            let needed = (fields["needed"]?.text ?? "").split(separator: ",").prefix(20).map(String.init)
            return .scope(BearerChallenge.missing(needed, credential, hiding: isHidden))
        case "invalid_auth", "not_authed", "token_expired", "token_revoked", "account_inactive": return .credential
        default: return nil
        }
    }

    /// Zoho's answer beyond its limits: the status of a success, and "Access Denied" as an error or as the bare text.
    private static func isDenialAsSuccess(_ reply: HTTPReply, _ fields: MessageFields?) -> Bool {
        let denial = ErrorCode.accessDeniedText.key
        if let fields {
            guard let error = fields["error"]?.text?.lowercased() else { return false }
            return error == denial
        }
        guard reply.body.count <= 1_024 else { return false }
        let text = String(decoding: reply.body, as: UTF8.self).lowercased()
        return text.drop { $0.isWhitespace }.hasPrefix(denial)
    }

    /// The code of a refusal: as the standards place it, else in `code`, where Zoho's services have it.
    private static func code(in fields: MessageFields) -> ErrorCode? {
        if let code = ErrorCode(in: fields) { return code }
        switch fields["code"] {
        case .string(let text), .number(let text): return ErrorCode(text) ?? .unrecognized
        default: return nil
        }
    }

    // Of a refusal by its status, "Access Denied" says that something is not allowed, and nothing of limits.
    private static func isLimit(_ code: ErrorCode) -> Bool {
        code != .accessDeniedText && CredentialError.isRateLimit(code.text)
    }

    // RFC 6750 section 3.1; the second of each is Zoho's.
    private static func needsScope(_ code: ErrorCode?) -> Bool {
        code.map { ["insufficient_scope", "oauth_scope_mismatch"].contains($0.key) } ?? false
    }

    private static func refusesCredential(_ code: ErrorCode?) -> Bool {
        code.map { ["invalid_token", "invalid_oauthtoken"].contains($0.key) } ?? false
    }
}
