/// What the departure of a person will do to the authorizations that they made.
///
/// A person who is deactivated may return: their authorizations are suspended, and revoked once their time has run out. Those
/// of a person who is deleted are revoked at once.
public struct DeparturePlan: OperationPlan {
    /// How a person leaves.
    public enum Departure: String, Sendable, Hashable, Codable, CaseIterable {
        /// They may return within the time that is set.
        case deactivation
        /// They are gone.
        case deletion

        package var action: Action {
            switch self {
            case .deactivation: .deactivateUser
            case .deletion: .deleteUser
            }
        }
    }

    /// The person.
    public let user: UserID
    /// How they leave.
    public let departure: Departure
    /// What is suspended or revoked, for each place that it serves, and what others must authorize for it to go on.
    public let effects: Effects
    /// What stops, and who can authorize it again or switch it, before or after.
    public let review: [ReviewEntry]

    // The records as they were read.
    let guardian: UserGuard
    let ending: [GrantUse]

    init(_ departure: Departure, of guardian: UserGuard, ending: [GrantUse], review: [ReviewEntry]) {
        self.user = guardian.user
        self.departure = departure
        self.guardian = guardian
        self.ending = ending
        self.review = review.ordered
        var effects = Effects()
        let authorizations = ending.flatMap(\.authorizations).ordered
        switch departure {
        case .deactivation: effects.suspended = authorizations
        case .deletion: effects.revoked = authorizations
        }
        // Nobody else can authorize for a user of a logged-in user connection.
        effects.toAuthorize = self.review.filter { $0.connection.kind != .loggedInUser }
            .map { Effects.Requirement($0.connection, in: $0.authorization.environment) }
        self.effects = effects
    }
}
