import ConnectionsKit

/// What an actor of a history does once.
enum HistoryStep: Sendable, Hashable {
    // The developers' side: connections and applications by their names.
    case enable(String, for: String)
    case disable(String, for: String)
    case refer(String, from: String)
    case unrefer(String, from: String)
    case delete(String)
    case publish(String)
    case share
    case authorizeTest(String)
    case revokeTest(String)
    // The client's side: installed connections by their link names.
    case install
    case uninstall
    case authorize(String)
    case revoke(String)
    case use(String)
    case pause(String)
    case resume(String)
    case deactivate(String)
    case reactivate(String)
    case remove(String)
    // Between the two: the developer blocks the client, and lets them again.
    case block
    case unblock
}

/// Somebody who acts in a history.
struct HistoryPerson: Sendable, CustomStringConvertible {
    let principal: Principal
    var name: String { self.principal.user.text }
    var account: String { self.principal.account.text }
    var role: String { self.principal.role.rawValue }
    /// The applications to which a developer was added.
    var applications: Set<String> { Set(self.principal.rights.keys.map(\.text)) }
    var description: String { "\(self.name) of \(self.account)" }

    static let cast: [HistoryPerson] = [
        .console("olga", account: "maker", role: .superAdmin),
        .console("dan", account: "maker", role: .developer, rights: ["estate": .all, "other": .all]),
        .console("dora", account: "maker", role: .developer, rights: ["other": .all]),
        .client("sue", account: "acme", role: .superAdmin), .client("adam", account: "acme", role: .admin),
        .client("maria", account: "acme", role: .liveUser), .client("nils", account: "acme", role: .liveUser),
        .client("paula", account: "acme", role: .portalUser), .client("rita", account: "rival", role: .superAdmin),
    ].map { HistoryPerson(principal: $0) }
}

/// What became of one step, and between which commits it happened.
struct HistoryEvent: Sendable {
    var number: Int
    var person: HistoryPerson
    var step: HistoryStep
    /// What the step found when it began, where that decides what it is about: the share, or which installation.
    var about: Int?
    /// How many commits there were when it began, and when it had ended.
    var began: Int
    var ended: Int
    /// Why it was refused; `nil` when it was done.
    var refusal: ConnectionError.Code?
}
