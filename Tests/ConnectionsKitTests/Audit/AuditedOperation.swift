import ConnectionsKit
import ConnectionsKitTesting
import Testing

/// An operation that must leave its record in the trail, with what it needs before it.
///
/// A new operation is added to a list of its own and to ``all``; the test of the whole list says so when one is missing.
struct AuditedOperation: Sendable, CustomTestStringConvertible {
    /// What the trail says that was done.
    var action: Action
    /// Who did it.
    var actor: AuditEntry.Actor
    /// In whose trail it stands.
    var account: AccountID
    /// The fields that changed.
    var changed: [String]
    /// Sets the world up, and returns the operation.
    var prepare: @Sendable (World) async throws -> @Sendable () async throws -> Void

    var testDescription: String { "\(self.action) by \(self.actor)" }

    init(
        _ action: Action, by actor: AuditEntry.Actor, in account: AccountID, changed: [String] = [],
        prepare: @escaping @Sendable (World) async throws -> @Sendable () async throws -> Void
    ) {
        self.action = action
        self.actor = actor
        self.account = account
        self.changed = changed
        self.prepare = prepare
    }

    /// Every operation that has no test of its record elsewhere.
    static let all =
        Self.authorizations + Self.definitions + Self.people + Self.consolePeople + Self.platform + Self.library

    static let sue = AuditEntry.Actor.user("sue", account: "acme", role: .superAdmin)
    static let olga = AuditEntry.Actor.user("olga", account: "maker", role: .superAdmin)

    static let authorizations = [
        AuditedOperation(
            .authorize, by: .user("dan", account: "maker", role: .developer), in: "maker",
            changed: ["grant", "granted_scopes", "imported"]
        ) { world in
            let books = try await world.definition()
            return {
                try await world.console.importAuthorization(
                    of: books.id, in: .development,
                    tokens: ImportedTokens(accessToken: Secret("s3cr3t"), clientID: "client-1"), as: world.developer)
            }
        }
    ]

    static let definitions = [
        AuditedOperation(.editConnection, by: olga, in: "maker", changed: ["name"]) { world in
            let books = try await world.definition()
            return { try await world.console.edit(books.id, name: "Ledger", as: world.owner) }
        },
        AuditedOperation(
            .importApplication, by: olga, in: "maker", changed: ["name", "allows_portal_users", "connections"]
        ) { world in
            _ = try await world.definition()
            return { _ = try await world.console.importApplication("estate", under: "copy", as: world.owner) }
        },
        AuditedOperation(.importDefinitions, by: olga, in: "maker", changed: ["name"]) { world in
            let books = try await world.definition()
            let document = try await world.console.exportDefinitions(of: "estate", as: world.owner)
            try await world.console.edit(books.id, name: "Ledger", as: world.owner)
            let plan = try await world.console.planImport(document, into: "estate", as: world.owner)
            return { try await world.console.apply(plan, as: world.owner) }
        },
    ]

    static let people = [
        AuditedOperation(.deactivateUser, by: sue, in: "acme", changed: ["status"]) { world in
            _ = try await world.peopled()
            return { try await world.workspace.deactivateUser("adam", as: world.superAdmin) }
        },
        AuditedOperation(.deactivateUser, by: sue, in: "acme", changed: ["status"]) { world in
            _ = try await world.peopled()
            let plan = try await world.workspace.planDeactivation(of: "adam", as: world.superAdmin)
            return { try await world.workspace.depart(plan, as: world.superAdmin) }
        },
        AuditedOperation(.reactivateUser, by: sue, in: "acme", changed: ["status"]) { world in
            _ = try await world.peopled()
            try await world.workspace.deactivateUser("adam", as: world.superAdmin)
            return { try await world.workspace.reactivateUser("adam", as: world.superAdmin) }
        },
        AuditedOperation(.deleteUser, by: sue, in: "acme", changed: ["status"]) { world in
            _ = try await world.peopled()
            return { try await world.workspace.deleteUser("adam", as: world.superAdmin) }
        },
        AuditedOperation(.changeSuperAdmin, by: sue, in: "acme", changed: ["super_admin"]) { world in
            _ = try await world.peopled()
            return { try await world.workspace.changeSuperAdmin(from: "sue", to: "adam", as: world.superAdmin) }
        },
    ]

    static let consolePeople = [
        AuditedOperation(.deactivateUser, by: olga, in: "maker", changed: ["status"]) { world in
            { try await world.console.deactivateUser("dan", as: world.owner) }
        },
        AuditedOperation(.reactivateUser, by: olga, in: "maker", changed: ["status"]) { world in
            try await world.console.deactivateUser("dan", as: world.owner)
            return { try await world.console.reactivateUser("dan", as: world.owner) }
        },
        AuditedOperation(.deleteUser, by: olga, in: "maker", changed: ["status"]) { world in
            { try await world.console.deleteUser("dan", as: world.owner) }
        },
    ]

    /// What the platform itself does.
    static let platform = [
        AuditedOperation(.eraseAccount, by: .platform("pat"), in: "acme", changed: ["data_keys", "records"]) { world in
            _ = try await world.peopled()
            return { try await world.system.eraseAccount("acme", by: "pat") }
        },
        AuditedOperation(.rotateKeys, by: .platform("pat"), in: "acme", changed: ["wrapping_key"]) { world in
            _ = try await world.connectedBooks()
            world.sealer.use(key: "test-2", olderKeys: ["test-1"])
            return { try await world.system.rotateKeys(by: "pat") }
        },
        AuditedOperation(.rotateKeys, by: .platform("pat"), in: "acme", changed: ["data_key"]) { world in
            _ = try await world.connectedBooks()
            return { try await world.system.rotateKeys(.secrets, by: "pat") }
        },
    ]

    /// What the library does by itself.
    static let library = [
        AuditedOperation(.trimAudit, by: .system, in: "acme", changed: ["audit"]) { world in
            _ = try await world.peopled()
            world.time.advance(by: AuditedOperationsTests.retention + .seconds(1))
            return { try await world.system.maintenance.runOnce() }
        },
        AuditedOperation(.inviteClient, by: .system, in: "maker", changed: ["invitation"]) { world in
            _ = try await world.console.invite("client@example.com", as: world.owner)
            world.time.advance(by: .seconds(60 * 86_400))
            return { try await world.system.maintenance.runOnce() }
        },
    ]
}
