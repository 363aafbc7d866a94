import ConnectionsKit
import ConnectionsKitTesting
import Testing

@Suite struct ShareTests {
    let world = World()

    @Test func `a withdrawn share cannot be installed, and what was installed stays`() async throws {
        let (installation, share) = try await self.world.installed()
        try await self.world.authorize("books", in: installation, as: self.world.admin)
        let invitation = try #require(try await self.world.observed.all(Invitation.self).first)
        let update = try await self.world.console.share(
            try await self.world.publish().id, with: invitation.id, as: self.world.owner)
        for share in [share, update] { try await self.world.console.withdraw(share.id, as: self.world.owner) }
        let entry = try await self.world.lastEntry(of: "maker")
        #expect(entry?.action == .share && entry?.changed == ["is_withdrawn"])
        try await self.world.refusal(.notFound) {
            try await self.world.workspace.planInstall(of: update.link, as: self.world.superAdmin)
        }
        let books = try await self.world.runtime.connection("books", in: .installed(installation.id, of: "acme"))
        _ = try await books.credential(at: self.world.sale, for: self.world.maria)
        try await self.world.refusal(.wrongState) {
            try await self.world.console.withdraw(share.id, as: self.world.owner)
        }
    }

    @Test func `after all shares are withdrawn a further one is a first again`() async throws {
        _ = try await self.world.definition()
        let share = try await self.world.shared()
        let invitation = try #require(try await self.world.observed.all(Invitation.self).first)
        try await self.world.refusal(.denied) {
            try await self.world.console.withdraw(share.id, as: self.world.developer)
        }
        try await self.world.console.withdraw(share.id, as: self.world.owner)
        try await self.world.refusal(.denied) {
            try await self.world.console.share(share.release, with: invitation.id, as: self.world.developer)
        }
        _ = try await self.world.console.share(share.release, with: invitation.id, as: self.world.owner)
        _ = try await self.world.console.share(share.release, with: invitation.id, as: self.world.developer)
    }

    @Test func `an update does not outrun a withdrawal beside it`() async throws {
        _ = try await self.world.definition()
        let share = try await self.world.shared()
        let invitation = try #require(try await self.world.observed.all(Invitation.self).first)
        let world = self.world
        world.store.interpose(.commit, matching: { $0.audit.first?.action == .sendUpdate }) {
            try? await world.console.withdraw(share.id, as: world.owner)
        }
        #expect(
            await code {
                try await world.console.share(share.release, with: invitation.id, as: world.developer)
            } == .denied)
    }

    @Test(arguments: [0, 1] as [Int])
    func `terms must end in the future`(milliseconds: Int) async throws {
        _ = try await self.world.definition()
        let release = try await self.world.publish()
        let invitation = try await self.world.accepted()
        let end = self.world.time.now - .milliseconds(milliseconds)
        let refusal = try await self.world.refusal(.invalidInput) {
            try await self.world.console.share(
                release.id, with: invitation.id, licence: .trial(until: end), as: self.world.owner)
        }
        #expect(refusal.field == "licence")
    }

    @Test func `each client is told with what was shared and what they have`() async throws {
        let (installation, share) = try await self.world.installed(
            licence: .trial(until: self.world.time.now + .seconds(60)))
        self.world.time.advance(by: .seconds(1))
        let globex = Principal.client("gus", name: "Gus", account: "globex", role: .superAdmin)
        let release = try await self.world.publish()
        let mine = try #require(try await self.world.observed.all(Invitation.self).first)
        let theirs = try await self.world.accepted(by: globex)
        let update = try await self.world.console.share(release.id, with: mine.id, as: self.world.developer)
        let other = try await self.world.console.share(release.id, with: theirs.id, as: self.world.owner)
        let clients = try await self.world.console.clients(of: "estate", as: self.world.developer)
        #expect(clients.map(\.account) == ["acme", "globex"])
        #expect(clients[0].shares.map(\.id) == [update.id, share.id] && clients[1].shares == [other])
        #expect(clients[1].installed == nil)
        let installed = try #require(clients[0].installed)
        #expect(installed.id == installation.id && installed.releaseNumber == 1 && installed.stagedNumber == nil)
        #expect(installed.status == .active && installed.environments == [.production])
        #expect(installed.licence == share.licence && installed.createdAt == installation.createdAt)

        try await self.world.workspace.uninstall(installation.id, as: self.world.superAdmin)
        let later = try await self.world.console.clients(of: "estate", as: self.world.developer)
        #expect(later[0].installed == nil && later[0].shares.count == 2)
        try await self.world.refusal(.notFound) {
            try await self.world.console.clients(of: "nowhere", as: self.world.owner)
        }
    }

    @Test func `a share leads to no installation but that of its own application`() async throws {
        let (installation, share) = try await self.world.installed()
        var forged = share
        forged.application = "other"
        let changed = forged
        try await self.world.write { $0.update(changed) }
        try await self.world.console.registerApplication("other", name: "Other", as: self.world.owner)
        let clients = try await self.world.console.clients(of: "other", as: self.world.owner)
        #expect(clients.count == 1 && clients[0].installed == nil)
        try await self.world.refusal(.wrongState) {
            try await self.world.console.block("acme", from: "other", as: self.world.owner)
        }
        #expect(try await self.world.stored(installation)?.status == .active)
    }
}
