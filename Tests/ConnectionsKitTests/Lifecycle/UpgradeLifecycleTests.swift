import ConnectionsKit
import ConnectionsKitTesting
import Testing

@Suite struct UpgradeLifecycleTests {
    private func connection(scopes: [String] = ["read"], isShared: Bool = false) -> Connection {
        var connection = Connection.fixture(.fixture(1), linkName: "books", installation: .fixture(2))
        connection.scopes = scopes
        connection.sharesAuthorization = isShared
        connection.referenceCount = 1
        return connection
    }

    private func definition(_ scopes: [String]) -> BundledConnection {
        .bundled("other_link_name", kind: .loggedInUser, scopes: scopes, places: [], name: "Ledger")
    }

    @Test func `an upgrade changes name, scopes and places, and nothing that is fixed`() {
        let old = self.connection(isShared: true)
        let new = old.upgraded(to: self.definition(["read", "write"]))
        #expect(new.name == "Ledger" && new.scopes == ["read", "write"] && new.referenceCount == 0)
        #expect(new.linkName == "books" && new.kind == .admin && new.connector == old.connector)
        #expect(new.mode == old.mode && new.sharesAuthorization && new.staged == nil)
    }

    @Test func `stage needs what its release needs, and production stays`() {
        let staged = self.connection().staged(self.definition(["read", "write"]))
        #expect(staged.scopes == ["read"] && staged.name == "Connection" && staged.referenceCount == 1)
        #expect(staged.staged == Connection.Staged(scopes: ["read", "write"], isNew: false))
        #expect(staged.staged(self.definition(["read"])).staged == nil)
        let shared = self.connection(isShared: true).staged(self.definition(["write"]))
        #expect(shared.staged?.scopes == ["write", "read"])
    }

    @Test func `production upgraded below stage leaves stage what it has`() {
        let old = self.connection()
        let kept = old.upgraded(to: self.definition(["read", "write"]), keepingStage: true)
        #expect(kept.scopes(in: .production) == ["read", "write"] && kept.scopes(in: .stage) == ["read"])
        var new = self.connection(scopes: ["five"])
        new.staged = Connection.Staged(scopes: ["five"], isNew: true)
        #expect(new.unused(keepingStage: true) == new)
        let arrived = new.upgraded(to: self.definition(["four"]), keepingStage: true)
        #expect(arrived.exists(in: .production) && arrived.scopes(in: .stage) == ["five"])
        #expect(new.unused().isUnused && new.unused().staged == nil)
        let dropped = old.staged(self.definition(["write"])).unused(keepingStage: true)
        #expect(dropped.isUnused && dropped.scopes(in: .stage) == ["write"])
    }

    @Test func `what only stage has is unused once stage's release drops it, and is used again when one has it`() {
        var new = self.connection()
        new.staged = Connection.Staged(scopes: ["read"], isNew: true)
        let dropped = new.unusedInStage()
        #expect(dropped.isUnused && !dropped.exists(in: .production) && dropped.referenceCount == 0)
        let back = dropped.staged(self.definition(["write"]))
        #expect(!back.isUnused && back.scopes(in: .stage) == ["write"] && !back.exists(in: .production))
        let old = self.connection()
        #expect(old.unusedInStage() == old)
    }

    @Test func `an installation takes the terms of a share at its first use`() throws {
        let installation = Installation.fixture(.fixture(2), release: .fixture(number: 1))
        var share = Share.fixture(licence: .trial(until: .fixture))
        let release = Release.fixture(number: 2)
        #expect(try installation.upgraded(to: release, by: share).licence == .trial(until: .fixture))
        share.installation = installation.id
        #expect(try installation.upgraded(to: release, by: share).licence == .unlimited)
    }

    @Test(arguments: [1, 2]) func `what is not newer is no upgrade`(number: Int) throws {
        let installation = Installation.fixture(release: .fixture(number: 2))
        let error = #expect(throws: IllegalTransition.self) {
            try installation.upgraded(to: .fixture(number: number), by: .fixture())
        }
        #expect(error?.reason == .notNewer(2))
        let staged = try installation.withStage().staged(.fixture(number: 3), by: .fixture())
        #expect(throws: IllegalTransition.self) { try staged.staged(.fixture(number: 3), by: .fixture()) }
        #expect(throws: IllegalTransition.self) { try installation.staged(.fixture(number: 3), by: .fixture()) }
        #expect(throws: IllegalTransition.self) { try staged.withoutStage() }
        #expect(try staged.upgraded(to: .fixture(number: 3), by: .fixture()).withoutStage().environments.count == 1)
    }

    @Test func `a share serves the installation that it led to, and no other`() throws {
        let used = try Share.fixture().used(for: .fixture(1))
        #expect(try used.used(for: .fixture(1)) == used)
        #expect(throws: IllegalTransition.self) { try used.used(for: .fixture(2)) }
        #expect(throws: IllegalTransition.self) { try used.requireUsable(for: nil) }
        #expect(throws: IllegalTransition.self) { try used.withdrawn().used(for: .fixture(1)) }
    }
}
