package import ConnectionsKit
package import ConnectionsKitHTTP
import HTTPTypes

/// What a reply of a token or revocation endpoint that is no success means.
///
/// Only a plain word of the service condemns: the code `invalid_grant` or a documented synonym, with the status 400 or 401,
/// or 200 at services that report their errors so. A status alone never does.
package enum TokenVerdict {
    /// The error that `reply` stands for; `nil` when it is a success by its status and holds no error code.
    ///
    /// - Parameters:
    ///   - reply: the reply.
    ///   - fields: the members of its body, if it has any that can be read.
    ///   - endpoint: what to call the endpoint, such as `token endpoint`.
    ///   - sent: the fields of the request: a code that gives one of their secrets away is not shown.
    ///   - isDevice: whether it was asked if a person has consented on another device, where some codes mean another thing.
    /// - Returns: the error, with the service's code and the wait that it asks for.
    package static func error(
        in reply: HTTPReply, _ fields: MessageFields?, endpoint: String, sent: [FormField] = [],
        isDevice: Bool = false
    ) -> CredentialError? {
        let status = reply.response.status.code
        let code = (fields.flatMap { ErrorCode(in: $0) } ?? self.codeInText(reply)).map { code in
            // A word that is known gives nothing away, even where a secret has it by chance.
            if ErrorMeaning.isKnown(code) || DeviceRefusal(code) != nil { return code }
            return sent.contains { $0.isSecret && code.repeats($0.value) } ? .unrecognized : code
        }
        func error(_ meaning: CredentialError.Code, _ what: String) -> CredentialError {
            let named = code.map { " with the code \"\($0)\"" } ?? ""
            return CredentialError(
                meaning, "the \(endpoint) \(what) (status \(status))\(named)", providerCode: code?.text,
                retryAfter: RetryAfter.duration(in: reply.response.headerFields))
        }
        // Services say it with the statuses 200, 400, 403, 428 and 429.
        if isDevice, status < 500, let code, let refusal = DeviceRefusal(code) {
            return CredentialError(
                refusal.code, "\(refusal.message) (\"\(code)\")", providerCode: code.text,
                retryAfter: refusal == .slower ? DeviceRefusal.increase : nil)
        }
        switch status {
        case 200..<300:
            guard let code else { return nil }
            return error(Self.class(of: code, status: status), "reported an error")
        case 300..<400:
            return error(.configuration, "redirects, which is never followed; correct its address")
        case 429:
            var limit = error(.transient, "asks to try again later")
            limit.isRateLimit = true
            return limit
        case 408, 425:
            return error(.transient, "asks to try again later")
        case 502, 504:
            // A gateway that lost the answer: the server behind it may have done what it was asked.
            return error(.outcomeUnknown, "is behind a gateway that had no answer from it")
        case 500...:
            return error(.transient, "failed")
        default:
            guard let code else {
                return error(.configuration, "refused the request without saying why; check the client and the address")
            }
            return error(Self.class(of: code, status: status), "refused the request")
        }
    }

    private static func `class`(of code: ErrorCode, status: Int) -> CredentialError.Code {
        switch ErrorMeaning(of: code) {
        case .terminal: [200, 400, 401].contains(status) ? .refused : .configuration
        case .transient: .transient
        case .configuration: .configuration
        }
    }

    /// Zoho's rate limit, which may be a bare text: "Access Denied" with the status 200.
    private static func codeInText(_ reply: HTTPReply) -> ErrorCode? {
        guard reply.response.status.code == 200, reply.body.count <= 4_096 else { return nil }
        let text = String(decoding: reply.body, as: UTF8.self).lowercased()
        return text.contains(ErrorCode.accessDeniedText.key) ? .accessDeniedText : nil
    }
}

extension FormField {
    /// Whether the value may be a secret: every one but those that OAuth has for all to see.
    fileprivate var isSecret: Bool {
        ![
            "grant_type", "client_id", "client_assertion_type", "redirect_uri", "resource", "scope", "token_type_hint",
        ].contains(self.name)
    }
}
