/// The policy: a pure function from facts to a decision with all of its reasons.
///
/// What no rule permits is denied.
public struct Policy: Sendable {
    private typealias Judge = @Sendable (PolicyRequest) -> PolicyReason?

    private let roles = RoleRules.compiled
    /// The rules that only refuse.
    private let rules: [PolicyRule]
    /// What they say, by the index of the action to which they speak.
    private let judges: [[Judge]]

    /// The rules of the product, with `additional` ones of the host, which can only tighten them.
    public init(additional: [PolicyRule] = []) {
        let refusing = additional.map { rule in
            PolicyRule(rule.id, actions: rule.actions) { request in
                rule.judge(request).flatMap { $0.effect == .refuse ? $0 : nil }
            }
        }
        let rules = ConstraintRules.all + refusing
        self.rules = rules
        self.judges = refusing.isEmpty ? Self.ownJudges : Self.judges(rules)
    }

    /// What the product's own rules say, worked out once.
    private static let ownJudges = Self.judges(ConstraintRules.all)

    private static func judges(_ rules: [PolicyRule]) -> [[Judge]] {
        Action.all.map { Self.judges(rules, of: $0) }
    }

    /// Decides a request.
    ///
    /// It has no side effect, and asks every rule that speaks to the action.
    public func decide(_ request: PolicyRequest) -> Decision {
        var decision = Decision(request, self.roles.judge(request))
        let index = Int(request.action.index)
        let judges = index < self.judges.count ? self.judges[index] : Self.judges(self.rules, of: request.action)
        for judge in judges {
            if let reason = judge(request) { decision.add(reason) }
        }
        return decision
    }

    /// Decides several requests, each by itself: what a page asks that shows what its reader may do.
    ///
    /// - Returns: the decisions, in the order of the requests.
    public func decide(_ requests: [PolicyRequest]) -> [Decision] { requests.map { self.decide($0) } }

    private static func judges(_ rules: [PolicyRule], of action: Action) -> [Judge] {
        rules.filter { $0.actions?.contains(action) ?? true }.map(\.judge)
    }
}
