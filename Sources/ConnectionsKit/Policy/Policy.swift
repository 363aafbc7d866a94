/// The policy: a pure function from facts to a decision with all of its reasons.
///
/// What no rule permits is denied.
public struct Policy: Sendable {
    private let rules: [PolicyRule]

    /// The rules of the product, with `additional` ones of the host, which can only tighten them.
    public init(additional: [PolicyRule] = []) {
        let refusing = additional.map { rule in
            PolicyRule(rule.id, actions: rule.actions) { request in
                rule.judge(request).flatMap { $0.effect == .refuse ? $0 : nil }
            }
        }
        self.rules = [RoleRules.rule] + ConstraintRules.all + refusing
    }

    /// Decides a request.
    ///
    /// It has no side effect, and asks every rule that speaks to the action.
    public func decide(_ request: PolicyRequest) -> Decision {
        var reasons: [PolicyReason] = []
        for rule in self.rules where rule.actions?.contains(request.action) ?? true {
            if let reason = rule.judge(request) { reasons.append(reason) }
        }
        return Decision(request: request, reasons: reasons)
    }
}
