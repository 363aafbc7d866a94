import ConnectionsKit
import ConnectionsKitTesting
import Foundation
import Testing

@Suite struct ReleasePlanTests {
    let world = World()

    @Test func `a plan says what is new, what changed and what stays since the release before`() async throws {
        let books = try await self.world.definition()
        let first = try await self.world.console.planRelease(of: "estate", as: self.world.owner)
        #expect(first.comparison.added.map(\.source) == [books.id] && first.effects.created.map(\.id) == [books.id])
        #expect(first.effects.reused.isEmpty)
        try await self.world.publish()

        let sheets = try await self.world.spare(from: [.invokeURL("push")])
        try await self.world.console.addReference(
            from: self.world.panel, to: books.id, as: self.world.developer)
        try await self.world.console.removeReference(
            from: self.world.sale, to: books.id, as: self.world.developer)
        let second = try await self.world.console.planRelease(of: "estate", as: self.world.owner)
        #expect(second.comparison.added.map(\.source) == [sheets.id])
        let change = try #require(second.comparison.changed.first)
        #expect(change.addedPlaces == [self.world.panel] && change.removedPlaces == [self.world.sale])
        #expect(second.effects.created.map(\.id) == [sheets.id] && second.effects.reused.map(\.id) == [books.id])
        #expect(second.description.contains("Adds \"Sheets\"."))
        #expect(second.description.contains("Changes places of \"Books\"."))
        try await self.world.publish()

        let third = try await self.world.console.planRelease(of: "estate", as: self.world.owner)
        #expect(third.comparison.unchanged.map(\.source) == [books.id, sheets.id])
        #expect(third.description.contains("Keeps \"Books\", \"Sheets\"."))
    }

    @Test func `a plan has no side effect`() async throws {
        _ = try await self.world.definition()
        let before = try await self.world.observed.records()
        _ = try await self.world.console.planRelease(of: "estate", as: self.world.owner)
        #expect(try await self.world.observed.records() == before)
    }

    @Test func `what a release had goes along when no place uses it any more`() async throws {
        let books = try await self.world.definition()
        try await self.world.publish()
        try await self.world.console.removeReference(from: self.world.sale, to: books.id, as: self.world.developer)
        let plan = try await self.world.console.planRelease(of: "estate", as: self.world.owner)
        #expect(plan.connections.map(\.id) == [books.id] && plan.effects.orphaned.map(\.id) == [books.id])
        #expect(plan.definitions.first?.places == [])
        #expect(plan.comparison.changed.first?.removedPlaces == [self.world.sale])
    }

    @Test func `a release carries the places that use a connection`() async throws {
        let books = try await self.world.definition()
        try await self.world.console.addReference(from: self.world.panel, to: books.id, as: self.world.developer)
        let release = try await self.world.publish()
        #expect(Set(release.connections.first?.places ?? []) == [self.world.sale, self.world.panel])
    }

    @Test func `a system connection is not bundled`() async throws {
        let books = try await self.world.definition()
        _ = try await self.world.runtime.systemConnection(
            to: World.crm, scopes: ["crm"], in: .console("estate", of: "maker", .development))
        let release = try await self.world.publish()
        #expect(release.connections.map(\.source) == [books.id])
        let crm = try await self.world.store.first(.systemConnection(to: World.crm), in: "maker")
        #expect(crm != nil && crm?.firstRelease == nil)
    }

    // MARK: - What was not tested

    @Test func `what is not authorized in development or stage is a warning, until it is`() async throws {
        let books = try await self.world.definition()
        func warnings() async throws -> [String] {
            try await self.world.console.planRelease(of: "estate", as: self.world.owner).warnings
        }
        #expect(try await warnings().count == 1)
        try await self.world.test(books, in: .stage)
        #expect(try await warnings().isEmpty)
        try await self.world.console.revoke(books.id, in: .stage, as: self.world.developer)
        let plan = try await self.world.console.planRelease(of: "estate", as: self.world.owner)
        #expect(plan.warnings.count == 1 && plan.effects.toAuthorize.map(\.connection.id) == [books.id])
    }

    @Test func `a strict release lists all connections that are not authorized, and is not made`() async throws {
        let books = try await self.world.definition()
        let sheets = try await self.world.spare(from: [.invokeURL("push")])
        let refusal = try await self.world.refusal(.notAuthorized) {
            try await self.world.console.planRelease(of: "estate", isStrict: true, as: self.world.owner)
        }
        #expect(refusal.message.contains("\"Books\", \"Sheets\""))
        try await self.world.test(books)
        try await self.world.test(sheets)
        let plan = try await self.world.console.planRelease(of: "estate", isStrict: true, as: self.world.owner)
        #expect(try await self.world.console.publish(plan, as: self.world.owner).number == 1)
    }

    @Test func `a strict release notices a revocation that came beside it`() async throws {
        let books = try await self.world.definition()
        try await self.world.test(books)
        let plan = try await self.world.console.planRelease(of: "estate", isStrict: true, as: self.world.owner)
        let world = self.world
        self.world.store.interpose(.commit, matching: { $0.audit.first?.action == .publish }) {
            _ = try? await world.console.revoke(books.id, in: .development, as: world.developer)
        }
        let error = try await self.world.error { try await world.console.publish(plan, as: world.owner) }
        #expect(error.code == .notAuthorized)
        #expect(try await self.world.observed.all(Release.self).isEmpty)
    }

    @Test func `a connector that left the catalogue is a warning`() async throws {
        let books = try await self.world.definition()
        try await self.world.test(books)
        let other = ConnectionSystem(
            store: self.world.store, catalogue: Catalogue([]), sealer: self.world.sealer, providers: [],
            time: self.world.time.source)
        let plan = try await DeveloperConsole(other).planRelease(of: "estate", as: self.world.owner)
        #expect(plan.warnings.count == 1 && plan.warnings[0].contains("catalogue"))
    }

    // MARK: - Selected components

    @Test func `what only other components use is left out with a warning, unless a release had it`() async throws {
        let books = try await self.world.definition()
        let sheets = try await self.world.spare(from: [.invokeURL("push")])
        func plan(_ components: [String]) async throws -> ReleasePlan {
            try await self.world.console.planRelease(of: "estate", components: components, as: self.world.owner)
        }
        let first = try await plan(["sale"])
        #expect(first.connections.map(\.id) == [books.id] && first.leftOut.map(\.id) == [sheets.id])
        #expect(first.warnings.contains { $0.contains("Sheets") && $0.contains("not selected") })
        _ = try await self.world.console.publish(first, as: self.world.owner)
        #expect(try await self.world.store.read(Connection.self, sheets.id, in: "maker")?.firstRelease == nil)

        let second = try await plan(["push"])
        #expect(second.connections.map(\.id) == [books.id, sheets.id] && second.leftOut.isEmpty)
        #expect(second.comparison.unchanged.map(\.source) == [books.id])
    }

    @Test func `changes of other components stay behind`() async throws {
        let books = try await self.world.definition()
        try await self.world.publish()
        try await self.world.console.removeReference(from: self.world.sale, to: books.id, as: self.world.developer)
        for place in [self.world.panel, .invokeURL("push")] {
            try await self.world.console.addReference(from: place, to: books.id, as: self.world.developer)
        }
        let plan = try await self.world.console.planRelease(
            of: "estate", components: ["home"], as: self.world.owner)
        #expect(Set(plan.definitions.first?.places ?? []) == [self.world.sale, self.world.panel])
        #expect(plan.comparison.changed.first?.addedPlaces == [self.world.panel])
        #expect(plan.comparison.changed.first?.removedPlaces == [])
    }

    @Test func `a selection is part of the plan`() async throws {
        _ = try await self.world.definition()
        let plan = try await self.world.console.planRelease(of: "estate", components: [], as: self.world.owner)
        #expect(plan.connections.isEmpty)
        let release = try await self.world.console.publish(plan, as: self.world.owner)
        #expect(release.connections.isEmpty)
    }

    @Test(arguments: ["", String(repeating: "a", count: 101)])
    func `a bad component names its field`(component: String) async throws {
        _ = try await self.world.definition()
        let refusal = try await self.world.refusal(.invalidInput) {
            try await self.world.console.planRelease(
                of: "estate", components: ["sale", component], as: self.world.owner)
        }
        #expect(refusal.field == "components")
    }

    // MARK: - What travels

    @Test func `a credential set is named in a release, and nothing of it is carried`() async throws {
        let set = try await self.world.credentialSet(for: World.books, secret: Secret("s3cr3t-of-the-client"))
        try await self.world.console.registerApplication("estate", name: "Estate", as: self.world.owner)
        let books = try await self.world.console.createConnection(
            to: World.books, kind: .admin, mode: .clientCredentials(set), scopes: ["read"], as: self.world.developer)
        try await self.world.console.enable(books.id, for: "estate", as: self.world.developer)
        try await self.world.console.addReference(from: self.world.sale, to: books.id, as: self.world.developer)
        try await self.world.test(books)
        let release = try await self.world.publish()
        #expect(release.connections.first?.mode == .clientCredentials(set))
        let text = String(decoding: try JSONEncoder().encode(release), as: UTF8.self)
        let grant = try await self.world.grant(of: "books", in: "maker")
        let stored = try await self.world.store.read(CredentialSet.self, set.id, in: "maker")
        let sealed = String(decoding: try JSONEncoder().encode(try #require(stored?.secret)), as: UTF8.self)
        for word in ["client-1", "s3cr3t-of-the-client", grant.id.description, grant.accountName, sealed] {
            #expect(!text.localizedCaseInsensitiveContains(word), "\(word)")
        }
    }
}
