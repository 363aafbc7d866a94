import ConnectionsKit
import ConnectionsKitTesting
import Testing

/// Operations of the console that meet another one between their reading and their commit.
@Suite struct BesideOthersTests {
    @Test func `a deletion takes along an authorization that came beside it`() async throws {
        let world = World()
        let books = try await world.console.createConnection(
            to: World.books, kind: .admin, scopes: ["read"], as: world.developer)
        let pending = try await world.console.authorize(books.id, in: .development, as: world.developer)
        let callback = try World.callback(pending)
        world.store.interpose(
            .commit,
            matching: { changes in
                changes.changes.contains { if case .delete(.connection, _) = $0.action { true } else { false } }
            }
        ) { _ = try? await world.console.complete(callback, as: world.developer) }
        try await world.console.delete(books.id, as: world.developer)
        #expect(try await world.observed.all(Connection.self).isEmpty)
        #expect(try await world.observed.all(Slot.self).isEmpty)
        #expect(try await world.observed.all(Grant.self).map(\.status) == [.revoked])
        #expect(try await world.observed.all(Duty.self).count == 1)
    }

    @Test func `a release notices a reference that came beside it`() async throws {
        let world = World()
        _ = try await world.definition()
        let crm = try await world.console.createConnection(
            to: World.crm, kind: .admin, scopes: ["read"], as: world.developer)
        try await world.console.enable(crm.id, for: "estate", as: world.developer)
        let plan = try await world.console.planRelease(of: "estate", as: world.owner)
        world.store.interpose(
            .commit,
            matching: { changes in
                changes.changes.contains { if case .write(.release, _) = $0.action { true } else { false } }
            }
        ) { try? await world.console.addReference(from: world.panel, to: crm.id, as: world.developer) }
        #expect(await code { try await world.console.publish(plan, as: world.owner) } == .conflict)
        let again = try await world.console.planRelease(of: "estate", as: world.owner)
        let release = try await world.console.publish(again, as: world.owner)
        #expect(release.connections.map(\.linkName) == ["books", "crm"])
    }

    @Test func `an update keeps the terms of the share before it, and only the super admin sets others`() async throws {
        let world = World()
        _ = try await world.definition()
        let end = world.time.now + .seconds(60)
        _ = try await world.install(licence: .trial(until: end))
        let invitation = try #require(try await world.observed.all(Invitation.self).first)
        let release = try #require(try await world.observed.all(Release.self).first)
        let seller = Principal.console("sol", account: "maker", role: .developer, rights: ["estate": .distribute])
        let update = try await world.console.share(release.id, with: invitation.id, as: seller)
        #expect(update.licence == .trial(until: end))
        let refusal = try await world.refusal(.invalidInput) {
            try await world.console.share(release.id, with: invitation.id, licence: .unlimited, as: seller)
        }
        #expect(refusal.field == "licence")
        let renewed = try await world.console.share(
            release.id, with: invitation.id, licence: .unlimited, as: world.owner)
        #expect(renewed.licence == .unlimited)
    }

    @Test func `registering an application again leaves what is not said`() async throws {
        let world = World()
        try await world.console.registerApplication("estate", name: "Estate", allowsPortalUsers: true, as: world.owner)
        let again = try await world.console.registerApplication("estate", name: "New name", as: world.owner)
        #expect(again.allowsPortalUsers && again.name == "New name")
    }

    @Test func `two spellings of a place are two places, as in a store`() async throws {
        let world = World()
        let books = try await world.definition()
        for name in ["caf\u{E9}", "cafe\u{301}"] {
            try await world.console.addReference(from: .invokeURL(name), to: books.id, as: world.developer)
        }
        #expect(try await world.console.references(to: books.id, as: world.developer).count == 3)
    }
}
