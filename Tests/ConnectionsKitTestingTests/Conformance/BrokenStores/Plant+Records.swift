import ConnectionsKit
import ConnectionsKitInMemory
import ConnectionsKitTesting

extension Plant {
    /// A field of each kind of record that is forgotten.
    static let records: [Plant] = [
        forgetting("an application", Application.self) { $0.allowsPortalUsers = false },
        forgetting("a connection", Connection.self) { $0.firstRelease = nil },
        forgetting("a reference", Reference.self) { $0.createdBy = "" },
        forgetting("a credential set", CredentialSet.self) { $0.redirectURI = "" },
        forgetting("a revision of a credential set", CredentialSet.Revision.self) { $0.replacedAt = .fixture },
        forgetting("a slot", Slot.self) { slot in
            slot.id.user = slot.id.user.map { UserID(String($0.text.prefix { $0 != "ë" })) }
        },
        forgetting("a grant", Grant.self) { $0.details = [:] },
        forgetting("a grant's tokens", TokenState.self) { $0.health.failingSince = nil },
        forgetting("an attempt", Attempt.self) { $0.details = [:] },
        forgetting("a user's guard", UserGuard.self) { guardian in
            if case .deactivated = guardian.status { guardian.status = .deactivated(until: .fixture) }
        },
        forgetting("a release", Release.self) { $0.createdBy = "" },
        forgetting("an invitation", Invitation.self) { $0.address = "" },
        forgetting("a share", Share.self) { $0.createdAt = .fixture },
        forgetting("an installation", Installation.self) { $0.createdBy = "" },
        forgetting("a submission", Submission.self) { $0.reason = nil },
        forgetting("a duty", Duty.self) { $0.tries = 0 },
        forgetting("a data key", DataKey.self) { $0.progress = nil },
        Plant(
            "text that ends at its first zero", .roundTrip,
            "text with the character zero keeps it, and is told from what comes before it"
        ) { store, _ in
            Rewrites(store, Application.self) { $0.name = String($0.name.prefix { $0 != "\u{0}" }) }
        },
        Plant("a text that is cut off", .roundTrip, "what is large is kept whole") { store, _ in
            Rewrites(store, Release.self) { $0.applicationName = String($0.applicationName.prefix(255)) }
        },
        Plant("text in another form", .roundTrip, "text keeps its bytes") { store, _ in
            Rewrites(store, Application.self) { if $0.name == "\u{212B}" { $0.name = "\u{C5}" } }
        },
        Plant(
            "people who differ in case alone taken for one", .roundTrip,
            "identifiers of the host are compared byte for byte, in any script and any form"
        ) { store, _ in FoldsCase(inner: store) },
    ]

    private static func forgetting<Value: StoredRecord>(
        _ what: String, _ type: Value.Type, _ forget: @escaping @Sendable (inout Value) -> Void
    ) -> Plant {
        Plant(
            "\(what) with a field forgotten", .roundTrip,
            "\(what) reads back as it was written, with every field set and unset"
        ) { store, _ in Rewrites(store, type, forget) }
    }
}
