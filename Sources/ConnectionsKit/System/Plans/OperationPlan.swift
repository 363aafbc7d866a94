/// What an operation will do, as it was worked out from the records of that moment.
///
/// A plan holds those records. Applying it works it out anew, and is a conflict when anything in it is not as it was: what is
/// done is what was shown.
public protocol OperationPlan: Sendable, Hashable, CustomStringConvertible {
    /// What it will do.
    var effects: Effects { get }
}

extension OperationPlan {
    /// The effects in lines, for people.
    public var description: String { self.effects.description }
}

extension ConnectionSystem {
    /// Works a plan out anew, and refuses when it is not what it was.
    ///
    /// - Parameters:
    ///   - plan: what was shown.
    ///   - again: works it out from the records as they stand.
    /// - Throws: ``ConnectionError/Code/conflict`` when something changed.
    package func requireCurrent<Plan: OperationPlan>(
        _ plan: Plan, _ again: () async throws(ConnectionError) -> Plan
    ) async throws(ConnectionError) {
        guard try await again() == plan else {
            throw ConnectionError(
                .conflict, "Something changed since the plan was made.", remedy: "Plan again, and look at what is new.")
        }
    }
}
