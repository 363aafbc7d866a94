public import ConnectionsKit
import HTTPTypes

extension ConnectionError {
    /// The refusal in a service's reply to a task's call; `nil` when the reply is none.
    ///
    /// A refusal is told by its status, and where services report one as a success, by what they document: Zoho answers
    /// beyond its limits with the status 200 and "Access Denied", Slack everything with `ok` and an error. Nothing of the body but a short code is kept.
    ///
    /// - ``ConnectionError/Code/providerUnavailable``: the service asks to slow down, or fails.
    /// - ``ConnectionError/Code/insufficientScope``: the call needs what was not granted.
    /// - ``ConnectionError/Code/providerRefused``: everything else. After the status 401, ask for a credential with
    ///   ``TaskConnection/credential(replacing:at:for:)`` and repeat the call once.
    ///
    /// A limit says in ``ConnectionError/detail`` whose OAuth client ran into it, since quotas are counted by client.
    ///
    /// - Parameters:
    ///   - reply: the service's reply.
    ///   - credential: the credential with which the call was made.
    ///   - now: the present moment, from which a wait that the service asks for is counted.
    public init?(_ reply: HTTPReply, callingWith credential: Credential, at now: Timestamp) {
        guard let refusal = ReplyRefusal(reply, to: credential) else { return nil }
        self.init(refusal, in: reply, callingWith: credential, at: now)
    }

    /// The error of a refusal that was found in a reply.
    init(_ refusal: ReplyRefusal, in reply: HTTPReply, callingWith credential: Credential, at now: Timestamp) {
        let service = credential.connector
        let named = refusal.code.map { ", code \"\($0)\"" } ?? ""
        let sign = "(status \(reply.response.status.code)\(named))"
        let wait = "Wait, and make fewer calls\(Self.quota(of: credential.mode))."
        switch refusal.meaning {
        case .limit:
            self.init(.providerUnavailable, "\(service) asks to slow down \(sign).", remedy: wait)
        case .limitAsSuccess:
            self.init(.providerRefused, "\(service) denied access, as it does beyond its limits \(sign).", remedy: wait)
        case .failure:
            self.init(.providerUnavailable, "\(service) failed \(sign).", remedy: "Try again later.")
        case .scope(let missing):
            let names = missing.isEmpty ? "a scope" : missing.joined(separator: ", ")
            self.init(
                .insufficientScope, "The call to \(service) needs \(names), which was not granted \(sign).",
                remedy: "Add it to the connection's scopes, and authorize the connection again.")
            if !missing.isEmpty { self.detail = .missingScopes(missing) }
        case .credential:
            self.init(
                .providerRefused, "\(service) does not accept the credential \(sign).",
                remedy: "Ask for another in its place; if that is refused too, authorize the connection again.")
        case .redirect:
            self.init(
                .providerRefused, "\(service) answers with a redirect, which carries no credential on \(sign).",
                remedy: "Call the address to which it leads, if it is one of the connector's hosts.")
        case .other:
            self.init(.providerRefused, "\(service) refused the call \(sign).", remedy: "Check what was asked for.")
        }
        self.providerCode = refusal.code?.text
        self.retryAt = RetryAfter.duration(in: reply.response.headerFields).map { now + $0 }
        if refusal.isLimit, let mode = credential.mode { self.detail = .mode(mode) }
    }

    private static func quota(of mode: Connection.Mode?) -> String {
        switch mode {
        case .platformManaged: "; the quota is shared by all who use the platform's OAuth client"
        case .clientCredentials: "; the quota is that of the developer's OAuth client"
        case .none: ""
        }
    }
}
