/// What one rule said.
///
/// Its sentences are made when they are read: most decisions are made to be kept, and few to be shown.
public struct PolicyReason: Sendable, Hashable, CustomStringConvertible {
    /// The rule.
    public let rule: RuleID
    /// Whether it permits or refuses.
    public let effect: Effect
    let statement: Statement
    let able: Able

    init(rule: RuleID, effect: Effect, _ statement: Statement, able: Able = .nobody) {
        self.rule = rule
        self.effect = effect
        self.statement = statement
        self.able = able
    }

    /// Makes a reason.
    ///
    /// - Parameters:
    ///   - rule: the rule's name.
    ///   - effect: whether it permits or refuses.
    ///   - whoCould: who could do it instead, each as it stands after "a"; empty when nobody could.
    ///   - explanation: what it says, as a clause without a full stop.
    public init(rule: RuleID, effect: Effect, whoCould: [String] = [], explanation: String) {
        self.init(rule: rule, effect: effect, .said(explanation, whoCould: whoCould))
    }

    /// Who could do it instead; empty when nobody could.
    public var whoCould: [String] {
        if case .said(_, let whoCould) = self.statement { whoCould } else { self.able.titles }
    }

    /// What it says, for people, as a clause without a full stop.
    public var explanation: String { self.statement.text }

    /// What a rule says to an action.
    public enum Effect: String, Sendable, Hashable, Codable {
        /// The rule permits it; it happens if no other refuses.
        case permit
        /// The rule refuses it, whatever the others say.
        case refuse
    }

    public var description: String { "\(self.effect) by \(self.rule): \(self.explanation)" }
}
