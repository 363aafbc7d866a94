import ConnectionsKit
import ConnectionsKitTesting
import Testing

@Suite struct ReleaseHistoryTests {
    let world = World()

    /// Releases of one application, each a second after the one before.
    private func history(_ count: Int) async throws -> [Release] {
        _ = try await self.world.definition()
        var releases: [Release] = []
        for _ in 0..<count {
            releases.append(try await self.world.publish())
            self.world.time.advance(by: .seconds(1))
        }
        return releases
    }

    @Test func `the history is told newest first, page by page`() async throws {
        let releases = try await self.history(5)
        func numbers(before number: Int?) async throws -> [Int] {
            try await self.world.console.releases(of: "estate", before: number, limit: 2, as: self.world.developer)
                .map(\.release.number)
        }
        #expect(try await numbers(before: nil) == [5, 4])
        #expect(try await numbers(before: 4) == [3, 2])
        #expect(try await numbers(before: 2) == [1])
        #expect(try await numbers(before: 1) == [])
        let all = try await self.world.console.releases(of: "estate", as: self.world.owner)
        #expect(all.map(\.release) == releases.reversed())
        #expect(all.first?.release.createdBy == "olga")
        #expect(all.map(\.release.createdAt) == all.map(\.release.createdAt).sorted(by: >))
    }

    @Test func `a release names the clients with whom it is shared, and no others`() async throws {
        let releases = try await self.history(2)
        let invitation = try await self.world.accepted()
        let share = try await self.world.console.share(releases[0].id, with: invitation.id, as: self.world.owner)
        _ = try await self.world.console.share(releases[1].id, with: invitation.id, as: self.world.owner)
        let history = try await self.world.console.releases(of: "estate", as: self.world.owner)
        #expect(history.map(\.sharedWith) == [["acme"], ["acme"]])
        try await self.world.console.withdraw(share.id, as: self.world.owner)
        let first = try await self.world.console.release(releases[0].id, as: self.world.owner)
        #expect(first.release == releases[0] && first.sharedWith.isEmpty)
    }

    @Test func `two releases are compared either way`() async throws {
        let first = try await self.history(1)[0]
        let sheets = try await self.world.spare(from: [self.world.panel])
        let second = try await self.world.publish()
        let (console, developer) = (self.world.console, self.world.developer)
        let forward = try await console.compare(second.id, with: first.id, as: developer)
        #expect(forward.added.map(\.source) == [sheets.id] && forward.removed.isEmpty)
        #expect(forward.unchanged.map(\.linkName) == ["books"])
        let back = try await console.compare(first.id, with: second.id, as: developer)
        #expect(back.removed.map(\.source) == [sheets.id] && back.added.isEmpty)
    }

    @Test func `releases of two applications are not compared`() async throws {
        let first = try await self.history(1)[0]
        try await self.world.console.registerApplication("other", name: "Other", as: self.world.owner)
        let plan = try await self.world.console.planRelease(of: "other", as: self.world.owner)
        let other = try await self.world.console.publish(plan, as: self.world.owner)
        let refusal = try await self.world.refusal(.invalidInput) {
            try await self.world.console.compare(first.id, with: other.id, as: self.world.owner)
        }
        #expect(refusal.field == "earlier")
    }

    @Test func `whoever has no right for the application sees none of its releases`() async throws {
        let release = try await self.history(1)[0]
        let stranger = Principal.console("stan", account: "maker", role: .developer, rights: ["other": .all])
        let console = self.world.console
        try await self.world.refusal(.denied) { try await console.releases(of: "estate", as: stranger) }
        try await self.world.refusal(.denied) { try await console.release(release.id, as: stranger) }
        try await self.world.refusal(.denied) {
            try await console.compare(release.id, with: release.id, as: stranger)
        }
        try await self.world.refusal(.denied) { try await console.clients(of: "estate", as: stranger) }
        try await self.world.refusal(.denied) { try await console.submissions(of: "estate", as: stranger) }
        let tester = World.developer(.stageAccess)
        #expect(try await console.releases(of: "estate", as: tester).count == 1)
        try await self.world.refusal(.notFound) { try await console.releases(of: "nowhere", as: self.world.owner) }
    }
}
