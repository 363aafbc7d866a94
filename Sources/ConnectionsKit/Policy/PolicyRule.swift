/// A rule: it says what it thinks of a request, or nothing.
public struct PolicyRule: Sendable {
    /// Its name, which decisions and the audit trail carry.
    public var id: RuleID
    /// The actions that it speaks to; `nil` for all.
    public var actions: Set<Action>?
    /// What it says; nothing when it does not concern it.
    ///
    /// It must depend on the request alone.
    public var judge: @Sendable (PolicyRequest) -> PolicyReason?

    init(_ id: RuleID, actions: Set<Action>?, judge: @escaping @Sendable (PolicyRequest) -> PolicyReason?) {
        self.id = id
        self.actions = actions
        self.judge = judge
    }

    /// A rule of the host, which can only refuse: no rule that a host adds allows more.
    ///
    /// - Parameters:
    ///   - id: the rule's name.
    ///   - actions: the actions that it speaks to; `nil` for all.
    ///   - refusal: why it refuses the request, as a clause without a full stop; `nil` when it does not.
    /// - Returns: the rule.
    public static func refusing(
        _ id: RuleID, actions: Set<Action>? = nil, when refusal: @escaping @Sendable (PolicyRequest) -> String?
    ) -> PolicyRule {
        PolicyRule(id, actions: actions) { request in
            refusal(request).map { PolicyReason(rule: id, effect: .refuse, explanation: $0) }
        }
    }
}
