import ConnectionsKit
import ConnectionsKitInMemory
import ConnectionsKitTesting

extension Plant {
    static let selections: [Plant] = [
        overlooking("connections of installations", "connections of an installation") { selection, _ in
            if case .connectionsOf = selection { false } else { true }
        },
        overlooking("connections once written over", "connections of an application follow what is written") {
            selection, record in
            if case .connections(.some) = selection { record.version == 1 } else { true }
        },
        overlooking("text messages", "references to a connection", also: [.roundTrip]) { _, record in
            Reference(record)?.id.place.kind != .smsAction
        },
        overlooking("shared slots", "slots of a connection") { _, record in
            Slot(record).map { $0.id.environment != nil || $0.id.user != nil } ?? true
        },
        overlooking("slots that moved", "slots that point at a grant, as they are written") { selection, record in
            if case .slotsPointing = selection { record.version == 1 } else { true }
        },
        overlooking("whom a grant serves", "grants that a person authorized or that serve them") {
            selection, record in
            if case .grants(.some(let user)) = selection { Grant(record)?.authorizedBy == user } else { true }
        },
        overlooking("grants that are suspended", "grants of a person whatever their status") { selection, record in
            guard case .grants(.some) = selection, case .suspended = Grant(record)?.status else { return true }
            return false
        },
        overlooking(
            "grants that are revoked", "grants of the account, whoever authorized them and whatever their status"
        ) { selection, record in selection != .grants(of: nil) || Grant(record)?.status != .revoked },
        overlooking(
            "people who are gone", "what is known of the account's people, whatever their status"
        ) { _, record in UserGuard(record)?.status != .deleted },
        overlooking(
            "accepted invitations", "invitations of the account, accepted ones and expired ones included"
        ) { _, record in Invitation(record)?.client == nil },
        overlooking(
            "what was uninstalled", "installations of the account, whatever their status", also: [.uniqueness]
        ) { _, record in Installation(record)?.status != .uninstalled },
        overlooking("withdrawn shares", "shares of an application, with whomever") { _, record in
            Share(record)?.isWithdrawn != true
        },
        overlooking("submissions once decided", "submissions that stand so, as they are decided") {
            selection, record in
            if case .submissions = selection { Submission(record)?.decidedAt == nil } else { true }
        },
        overlooking(
            "submissions that were replaced", "submissions of one developer's application, however they stand"
        ) { selection, record in
            if case .submissionsOf = selection { Submission(record)?.status != .replaced } else { true }
        },
        backwards("applications", "applications of the account", also: [.pages, .roundTrip]) {
            $0 == .applications
        },
        backwards("credential sets", "credential sets of the account", also: [.pages]) { $0 == .credentialSets },
        backwards("releases", "releases of an application") { if case .releases = $0 { true } else { false } },
        backwards("shares", "shares with a client") { if case .shares = $0 { true } else { false } },
        backwards("revisions", "revisions of a credential set, by their numbers", also: [.pages]) {
            if case .credentialRevisions = $0 { true } else { false }
        },
        Plant("names found by their beginning", .selections, "the connection with a link name in a scope") {
            store, _ in FindsByBeginning(inner: store)
        },
        Plant("any connection taken for the system's", .selections, "the system connection to a service") {
            store, _ in TakesAnyForTheSystems(inner: store)
        },
    ]

    private static func overlooking(
        _ what: String, _ requirement: String, also: Set<Law> = [],
        but keeps: @escaping @Sendable (Selection, Record) -> Bool
    ) -> Plant {
        Plant("\(what) overlooked", .selections, requirement, also: also) { store, _ in
            AnswersOtherwise.leavingOut(store, but: keeps)
        }
    }

    private static func backwards(
        _ what: String, _ requirement: String, also: Set<Law> = [],
        _ isMeant: @escaping @Sendable (Selection) -> Bool
    ) -> Plant {
        Plant("\(what) told backwards", .selections, requirement, also: also) { store, _ in
            AnswersOtherwise.backwards(store, isMeant)
        }
    }
}
