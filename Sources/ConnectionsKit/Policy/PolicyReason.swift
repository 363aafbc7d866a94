/// What one rule said.
public struct PolicyReason: Sendable, Hashable, CustomStringConvertible {
    /// The rule.
    public var rule: RuleID
    /// Whether it permits or refuses.
    public var effect: Effect
    /// Who could do it instead; empty when nobody could.
    public var whoCould: [String]
    /// What it says, for people, as a clause without a full stop.
    public var explanation: String

    /// Makes a reason.
    public init(rule: RuleID, effect: Effect, whoCould: [String] = [], explanation: String) {
        self.rule = rule
        self.effect = effect
        self.whoCould = whoCould
        self.explanation = explanation
    }

    /// What a rule says to an action.
    public enum Effect: String, Sendable, Hashable, Codable {
        /// The rule permits it; it happens if no other refuses.
        case permit
        /// The rule refuses it, whatever the others say.
        case refuse
    }

    public var description: String { "\(self.effect) by \(self.rule): \(self.explanation)" }
}

/// Names a rule of the policy.
public struct RuleID: Sendable, Hashable, Codable, RawRepresentable, CustomStringConvertible, ExpressibleByStringLiteral
{
    public let rawValue: String

    public init(rawValue: String) {
        self.rawValue = rawValue
    }

    public init(stringLiteral value: String) {
        self.rawValue = value
    }

    public var description: String { self.rawValue }
}
