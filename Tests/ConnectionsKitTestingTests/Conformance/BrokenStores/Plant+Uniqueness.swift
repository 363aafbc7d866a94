import ConnectionsKit
import ConnectionsKitInMemory
import ConnectionsKitTesting

extension Plant {
    /// Rules that are too strict, or told as others.
    static let uniqueness: [Plant] = [
        retelling(.releaseNumber, "a release's number is unique in its application"),
        retelling(.systemConnection, "an account has one system connection to a service"),
        retelling(.installation, "of two installations of one application at once one holds"),
        retelling(.writingDataKey, "an account has one data key that seals"),
        strict(
            "one data key in whatever state", "another data key seals once the first one only opens, or is gone",
            .writingDataKey
        ) { DataKey($0) != nil && DataKey($1) != nil },
        Plant(
            "a name in the way of itself", .uniqueness, "a connection keeps its link name when it is written",
            also: [.roundTrip, .serializability, .versions]
        ) { store, _ in
            Refuses(inner: store) { _, _, change in
                if case .write(.connection(let connection), .version) = change.action, connection.version > 2 {
                    .unique(.linkName)
                } else {
                    nil
                }
            }
        },
        Plant(
            "a name that is never free again", .uniqueness,
            "a link name is free once its connection is deleted or renamed", also: [.atomicity, .erasure]
        ) { store, _ in
            RemembersForGood(
                inner: store, memory: Memory(),
                taken: { record in
                    Connection(record).flatMap { connection in
                        // Names that only one has anyway are not what this is about.
                        connection.linkName == "books" && connection.kind != .system
                            ? "\(connection.account) \(connection.linkNameScope)" : nil
                    }
                }, reason: .unique(.linkName))
        },
        strict("one name for all scopes", "one link name may stand in several scopes and accounts", .linkName) {
            guard let new = Connection($0), let old = Connection($1) else { return false }
            return new.linkName == old.linkName
        },
        strict(
            "one system connection to whatever service",
            "system connections to other services and of other accounts are free", .systemConnection
        ) {
            guard let new = Connection($0), let old = Connection($1) else { return false }
            return new.kind == .system && old.kind == .system
        },
        strict("one number for all applications", "other numbers, applications and accounts are free", .releaseNumber) {
            guard let new = Release($0), let old = Release($1) else { return false }
            return new.number == old.number
        },
        strict(
            "one installation of whatever developer",
            "applications of other names, developers and accounts can be installed besides", .installation
        ) {
            guard let new = Installation($0), let old = Installation($1) else { return false }
            return new.application == old.application && new.status == .active && old.status == .active
        },
    ]

    /// A rule whose breach is told as a key that is taken.
    private static func retelling(_ rule: StoreError.UniqueRule, _ requirement: String) -> Plant {
        Plant("\(rule) told as a key", .uniqueness, requirement, also: [.erasure]) { store, _ in
            Retells(inner: store) { $1 == .unique(rule) ? .exists : $1 }
        }
    }

    /// A rule by which a new record and one that is there collide, more often than they should.
    private static func strict(
        _ name: String, _ requirement: String, _ rule: StoreError.UniqueRule,
        _ collide: @escaping @Sendable (Record, Record) -> Bool
    ) -> Plant {
        Plant(name, .uniqueness, requirement, also: [.atomicity, .erasure, .selections]) { store, _ in
            Refuses(inner: store) { store, before, change in
                guard let new = change.inserted else { return nil }
                let written = before.compactMap(\.inserted).filter { $0.account == change.account }
                if written.contains(where: { collide(new, $0) }) { return .unique(rule) }
                let selections: [Selection] = [
                    .connections(application: nil), .releases("application"), .installations, .dataKeys,
                ]
                for selection in selections {
                    let page = try? await store.page(selection, in: change.account, after: nil, limit: 1_000)
                    for old in page?.elements ?? [] where old.key != new.key && collide(new, old) {
                        return .unique(rule)
                    }
                }
                return nil
            }
        }
    }
}
