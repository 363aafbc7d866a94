import ConnectionsKit
import ConnectionsKitTesting
import Foundation
import Testing

/// Each management operation leaves one record of itself, in its own commit.
@Suite struct AuditedOperationsTests {
    let world = World()

    /// Values that were given to operations; none may stand in the trail.
    static let values = [
        "Ledger", "read-everything", "client-1", "client@example.com", "https://app.example.com/callback", "Estate",
        "s3cr3t", "Dan", "Olga", "Books Account",
    ]

    /// Runs an operation and expects its one record.
    private func audited<Value>(
        _ action: Action, by person: Principal, changed: [String] = [], outcome: AuditEntry.Outcome = .allowed,
        sourceLocation: SourceLocation = #_sourceLocation, _ body: () async throws -> Value
    ) async throws -> Value {
        let before = try await self.world.trail(of: person.account)
        let commits = self.world.observed.commits.count
        let value = try await body()
        let new = try await self.world.trail(of: person.account).dropFirst(before.count)
        #expect(new.count == 1, "\(new.map(\.entry))", sourceLocation: sourceLocation)
        let entry = try #require(new.first?.entry, sourceLocation: sourceLocation)
        #expect(
            entry.actor == .user(person.user, account: person.account, role: person.role),
            sourceLocation: sourceLocation)
        #expect(entry.action == action && entry.account == person.account, sourceLocation: sourceLocation)
        #expect(entry.outcome == outcome && entry.at == self.world.time.now, sourceLocation: sourceLocation)
        #expect(entry.changed == changed, sourceLocation: sourceLocation)
        let carrying = self.world.observed.commits.dropFirst(commits).filter { !$0.audit.isEmpty }
        #expect(carrying.count == 1, sourceLocation: sourceLocation)
        let writes = carrying.first?.changes.contains { change in
            switch change.action {
            case .write, .delete: true
            case .expect, .refresh, .erase, .trimAudit: false
            }
        }
        #expect(writes == (outcome == .allowed), sourceLocation: sourceLocation)
        let text = String(decoding: try JSONEncoder().encode(entry), as: UTF8.self)
        for value in Self.values { #expect(!text.contains(value), "\(text)", sourceLocation: sourceLocation) }
        return value
    }

    @Test func `from the application to the last revocation`() async throws {
        let console = self.world.console
        let workspace = self.world.workspace
        let (owner, developer) = (self.world.owner, self.world.developer)
        let (superAdmin, admin) = (self.world.superAdmin, self.world.admin)
        _ = try await self.audited(.registerApplication, by: owner, changed: ["name", "allows_portal_users"]) {
            try await console.registerApplication("estate", name: "Estate", as: owner)
        }
        let set = try await self.audited(
            .manageCredentialSet, by: developer, changed: ["name", "client_id", "secret", "redirect_uri"]
        ) { try await self.world.credentialSet(for: World.books, secret: Secret("s3cr3t")) }
        let books = try await self.audited(
            .createConnection, by: developer, changed: ["name", "link_name", "kind", "connector", "mode", "scopes"]
        ) {
            try await console.createConnection(
                to: World.books, kind: .admin, name: "Ledger", mode: .clientCredentials(set),
                scopes: ["read-everything"], as: developer)
        }
        _ = try await self.audited(.enable, by: developer, changed: ["application"]) {
            try await console.enable(books.id, for: "estate", as: developer)
        }
        _ = try await self.audited(.disable, by: developer, changed: ["application"]) {
            try await console.disable(books.id, for: "estate", as: developer)
        }
        try await console.enable(books.id, for: "estate", as: developer)
        for place in [self.world.sale, self.world.panel] {
            _ = try await self.audited(.addReference, by: developer, changed: ["references"]) {
                try await console.addReference(from: place, to: books.id, as: developer)
            }
        }
        _ = try await self.audited(.removeReference, by: developer, changed: ["references"]) {
            try await console.removeReference(from: self.world.panel, to: books.id, as: developer)
        }
        let pending = try await self.audited(.beginAuthorization, by: developer, changed: ["attempt"]) {
            try await console.authorize(books.id, in: .development, as: developer)
        }
        _ = try await self.audited(.authorize, by: developer, changed: ["grant", "granted_scopes"]) {
            try await console.complete(try World.callback(pending), as: developer)
        }
        _ = try await self.audited(.revoke, by: owner, changed: ["status"]) {
            try await console.revoke(books.id, in: .development, as: owner)
        }
        let release = try await self.audited(.publish, by: developer, changed: ["last_release"]) {
            try await console.publish(try await console.planRelease(of: "estate", as: developer), as: developer)
        }
        let invitation = try await self.audited(.inviteClient, by: owner) {
            try await console.invite("client@example.com", as: owner)
        }
        _ = try await self.audited(.acceptInvitation, by: superAdmin, changed: ["client"]) {
            try await workspace.accept(invitation.link, as: superAdmin)
        }
        let share = try await self.audited(.share, by: owner) {
            try await console.share(release.id, with: invitation.id, as: owner)
        }
        _ = try await self.audited(.sendUpdate, by: developer) {
            try await console.share(release.id, with: invitation.id, as: developer)
        }
        let installation = try await self.audited(.install, by: superAdmin) {
            try await workspace.install(
                try await workspace.planInstall(of: share.link, as: superAdmin), as: superAdmin)
        }
        let begun = try await self.audited(.beginAuthorization, by: admin, changed: ["attempt"]) {
            try await workspace.authorize("ledger", in: installation.id, as: admin)
        }
        _ = try await self.audited(.authorize, by: admin, changed: ["grant", "granted_scopes"]) {
            try await workspace.complete(try World.callback(begun), as: admin)
        }
        _ = try await self.audited(.revoke, by: superAdmin, changed: ["status"]) {
            try await workspace.revoke("ledger", in: installation.id, as: superAdmin)
        }
        _ = try await self.audited(.uninstall, by: superAdmin, changed: ["status"]) {
            try await workspace.uninstall(installation.id, as: superAdmin)
        }
        let spare = try await console.createConnection(
            to: World.sheets, kind: .admin, scopes: ["read"], as: developer)
        _ = try await self.audited(.deleteConnection, by: developer) {
            try await console.delete(spare.id, as: developer)
        }
        #expect(
            try await self.world.system.verifyAuditTrail(of: "maker")
                == self.world.trail(of: "maker").count)
        #expect(try await self.world.system.verifyAuditTrail(of: "acme") == self.world.trail(of: "acme").count)
    }

    /// How long the trails of the operations below are kept.
    static let retention = Duration.seconds(365 * 86_400)

    @Test(arguments: AuditedOperation.all)
    func `each operation leaves its record, in the commit that does it`(operation: AuditedOperation) async throws {
        let world = World { $0.auditRetention = Self.retention }
        let act = try await operation.prepare(world)
        let before = try await world.trail(of: operation.account).last?.sequence ?? 0
        let commits = world.observed.commits.count
        try await act()
        let new = try await world.trail(of: operation.account).filter { $0.sequence > before }
        let found = new.filter { $0.entry.action == operation.action && $0.entry.actor == operation.actor }
        let entry = try #require(
            found.first { $0.entry.changed == operation.changed }?.entry, "\(new.map(\.entry))")
        #expect(entry.outcome == .allowed && entry.at == world.time.now)
        #expect(entry.account == operation.account && (entry.subject != nil || entry.connection != nil))
        let carrying = world.observed.commits.dropFirst(commits).filter { $0.audit.contains(entry) }
        #expect(carrying.count == 1 && carrying.first?.changes.isEmpty == false)
        for record in new {
            let text = String(decoding: try JSONEncoder().encode(record.entry), as: UTF8.self)
            for value in Self.values { #expect(!text.contains(value), "\(text)") }
        }
        try await world.system.verifyAuditTrail(of: operation.account)
    }

    /// Actions that change nothing, and so leave a record only when they are refused.
    static let reading: Set<Action> = [
        .viewConnection, .exportDefinitions, .viewAuthorizations, .viewReleases, .viewMarketplace, .viewInstallations,
        .use, .reviewAuthorizations, .readAudit,
    ]

    /// Actions whose record is expected by a test in this suite other than that of the list.
    static let here: Set<Action> = [
        .registerApplication, .manageCredentialSet, .createConnection, .enable, .disable, .addReference,
        .removeReference, .beginAuthorization, .authorize, .revoke, .publish, .inviteClient, .acceptInvitation, .share,
        .sendUpdate, .install, .uninstall, .deleteConnection, .createSystemConnection,
    ]

    /// Actions whose record is expected by the tests of their operations.
    static let elsewhere: Set<Action> = [
        .switchAuthorization, .reuseAuthorization,
        .renameAuthorization, .changeSharing, .pauseConnection, .resumeConnection, .setLicence, .blockClient,
        .removeFromClient, .submitToMarketplace, .reviewSubmission, .upgrade, .manageEnvironments, .endPublication,
    ]

    @Test func `every action that changes something is in a list`() {
        let listed = Set(AuditedOperation.all.map(\.action)).union(Self.here).union(Self.elsewhere)
        #expect(listed.isDisjoint(with: Self.reading))
        #expect(Self.elsewhere.isDisjoint(with: Self.here.union(AuditedOperation.all.map(\.action))))
        #expect(Set(Action.all) == listed.union(Self.reading))
    }

    @Test func `a denial is audited too, with its rules`() async throws {
        let books = try await self.world.definition()
        let installation = try await self.world.install()
        let stan = Principal.console("stan", name: "Stan", account: "maker", role: .developer)
        let denied: (String) -> AuditEntry.Outcome = { .denied(rules: [$0]) }
        _ = try await self.audited(.authorize, by: self.world.maria, outcome: denied("client.authorize-shared")) {
            await code {
                try await self.world.workspace.authorize("books", in: installation.id, as: self.world.maria)
            }
        }
        _ = try await self.audited(.disable, by: stan, outcome: denied("console.manage")) {
            await code { try await self.world.console.disable(books.id, for: "estate", as: stan) }
        }
        _ = try await self.audited(.uninstall, by: self.world.admin, outcome: denied("client.own")) {
            await code { try await self.world.workspace.uninstall(installation.id, as: self.world.admin) }
        }
        _ = try await self.audited(
            .createConnection, by: self.world.owner, outcome: denied(RuleID.connectorInCatalogue.rawValue)
        ) {
            await code {
                try await self.world.console.createConnection(to: "home_made", kind: .admin, as: self.world.owner)
            }
        }
    }

    @Test func `what the library does itself stands under its own name`() async throws {
        let (installation, _) = try await self.world.connectedBooks()
        _ = try await self.world.runtime.systemConnection(
            to: World.crm, scopes: ["crm"], in: .installed(installation.id, of: "acme"))
        #expect(try await self.world.trail(of: "acme").last?.entry.actor == .system)
        #expect(try await self.world.trail(of: "acme").last?.entry.action == .createSystemConnection)
        try await self.world.workspace.revoke("books", in: installation.id, as: self.world.admin)
        _ = try await self.world.system.maintenance.runOnce()
        let last = try await self.world.trail(of: "acme").last?.entry
        #expect(last?.actor == .system && last?.action == .revoke && last?.changed == ["revocation"])
    }

    @Test func `what changes nothing leaves no record`() async throws {
        let books = try await self.world.definition()
        let before = try await self.world.trail(of: "maker")
        try await self.world.console.enable(books.id, for: "estate", as: self.world.developer)
        try await self.world.console.addReference(from: self.world.sale, to: books.id, as: self.world.developer)
        _ = try await self.world.console.references(to: books.id, as: self.world.developer)
        _ = try await self.world.console.planRelease(of: "estate", as: self.world.developer)
        #expect(try await self.world.trail(of: "maker") == before)
    }

    @Test func `nothing happens that could not be audited`() async throws {
        let books = try await self.world.definition()
        let spare = try await self.world.console.createConnection(
            to: World.sheets, kind: .admin, scopes: ["read"], as: self.world.owner)
        self.world.sealer.fail(.auditKey, with: SealerError(.unavailable, "the key service is away"))
        try await self.world.refusal(.unavailable) {
            try await self.world.console.enable(spare.id, for: "estate", as: self.world.owner)
        }
        try await self.world.refusal(.unavailable) {
            try await self.world.console.removeReference(
                from: self.world.sale, to: books.id, as: self.world.owner)
        }
        try await self.world.refusal(.denied) {
            try await self.world.console.invite("c@example.com", as: self.world.developer)
        }
    }
}
