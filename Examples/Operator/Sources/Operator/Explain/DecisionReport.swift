import ConnectionsKit

/// A decision of the policy with everything that its rules said.
struct DecisionReport: Report {
    var isAllowed: Bool
    /// The decision in a sentence.
    var sentence: String
    var action: String
    var reasons: [Reason]
    /// Who could do it instead; empty when nobody could.
    var whoCould: [String]
    /// What a task would use; `nil` for every other action.
    @OrNull var authorization: Authorization?

    struct Reason: Encodable, Sendable {
        var rule: String
        /// `permit` or `refuse`.
        var effect: String
        var explanation: String
        var whoCould: [String]
    }

    struct Authorization: Encodable, Sendable {
        var isConnected: Bool
        /// Until when no task gets a credential, since its access token has ended and the last refresh failed.
        @OrNull var waitsUntil: String?
        @OrNull var grant: String?
        @OrNull var nextAction: String?
    }

    init(_ decision: Decision) {
        self.isAllowed = decision.isAllowed
        self.sentence = decision.description
        self.action = decision.request.action.rawValue
        self.whoCould = decision.isAllowed ? [] : decision.whoCould
        self.reasons = decision.reasons.map {
            Reason(
                rule: $0.rule.rawValue, effect: $0.effect.rawValue, explanation: $0.explanation,
                whoCould: $0.whoCould)
        }
    }

    /// A task that may not, or that has nothing to use, is a refusal alike.
    var exit: Exit { self.isAllowed && self.authorization?.isUsable ?? true ? .fine : .findings }

    func text(width: Int?) -> String {
        var lines = [self.sentence, "", "Reasons:"]
        if self.reasons.isEmpty { lines.append("  no rule speaks to it, and what no rule permits is denied") }
        lines += self.reasons.map { "  \($0.effect) by \($0.rule): \($0.explanation)" }
        if !self.isAllowed {
            lines.append("Who could: " + (self.whoCould.isEmpty ? "nobody" : self.whoCould.joined(separator: ", ")))
        }
        if let authorization {
            lines += ["", "Authorization: \(authorization.isConnected ? "connected" : "not connected")"]
            if let grant = authorization.grant { lines.append("  grant \(grant)") }
            if let action = authorization.nextAction { lines.append("  \(action)") }
            if let moment = authorization.waitsUntil {
                lines.append("  its access token has ended and the last refresh failed; the next is at \(moment)")
            }
        }
        return lines.joined(separator: "\n")
    }
}

extension DecisionReport.Authorization {
    /// Whether a task gets a credential of it now.
    var isUsable: Bool { self.isConnected && self.waitsUntil == nil }
}
