import ConnectionsKit
import ConnectionsKitTesting
import Testing

@Suite struct DistributionTests {
    let world = World()

    private func release() async throws -> Release {
        _ = try await self.world.definition()
        let plan = try await self.world.console.planRelease(of: "estate", as: self.world.owner)
        return try await self.world.console.publish(plan, as: self.world.owner)
    }

    @Test func `inviting and the first share are the super admin's alone`() async throws {
        let release = try await self.release()
        let console = self.world.console
        try await self.world.refusal(.denied) { try await console.invite("c@example.com", as: self.world.developer) }
        let invitation = try await console.invite("c@example.com", as: self.world.owner)
        try await self.world.workspace.accept(invitation.link, as: self.world.superAdmin)
        try await self.world.refusal(.denied) {
            try await console.share(release.id, with: invitation.id, as: self.world.developer)
        }
        _ = try await console.share(release.id, with: invitation.id, as: self.world.owner)
        let update = try await console.share(release.id, with: invitation.id, as: self.world.developer)
        #expect(update.client == "acme")
        let tester = Principal.console("tom", account: "maker", role: .developer, rights: ["estate": .publish])
        try await self.world.refusal(.denied) { try await console.share(release.id, with: invitation.id, as: tester) }
    }

    @Test(arguments: ["", String(repeating: "a", count: 321)])
    func `a bad address names its field`(address: String) async throws {
        let error = try await self.world.refusal(.invalidInput) {
            try await self.world.console.invite(address, as: self.world.owner)
        }
        #expect(error.field == "address")
    }

    @Test func `nothing is shared before the invitation is accepted`() async throws {
        let release = try await self.release()
        let invitation = try await self.world.console.invite("c@example.com", as: self.world.owner)
        try await self.world.refusal(.invitationNotOpen) {
            try await self.world.console.share(release.id, with: invitation.id, as: self.world.owner)
        }
    }

    @Test func `an invitation holds for fifteen days and not a moment longer`() async throws {
        let invitation = try await self.world.console.invite("c@example.com", as: self.world.owner)
        #expect(invitation.expiresAt == self.world.time.now + .seconds(15 * 86_400))
        self.world.time.advance(by: .seconds(15 * 86_400) - .milliseconds(1))
        let late = try await self.world.console.invite("c@example.com", as: self.world.owner)
        try await self.world.workspace.accept(invitation.link, as: self.world.superAdmin)
        self.world.time.advance(by: .seconds(15 * 86_400))
        try await self.world.refusal(.invitationNotOpen) {
            try await self.world.workspace.accept(late.link, as: self.world.superAdmin)
        }
    }

    @Test func `an accepted invitation is nobody else's, and accepting it again does nothing`() async throws {
        let invitation = try await self.world.console.invite("c@example.com", as: self.world.owner)
        try await self.world.workspace.accept(invitation.link, as: self.world.superAdmin)
        let before = try await self.world.observed.records()
        try await self.world.workspace.accept(invitation.link, as: self.world.superAdmin)
        #expect(try await self.world.observed.records() == before)
        let other = Principal.client("gus", account: "globex", role: .superAdmin)
        try await self.world.refusal(.invitationNotOpen) {
            try await self.world.workspace.accept(invitation.link, as: other)
        }
    }

    @Test func `a client in another data centre cannot accept`() async throws {
        let invitation = try await self.world.console.invite("c@example.com", as: self.world.owner)
        let european = Principal.client("eva", account: "acme", role: .superAdmin, dataCentre: .eu)
        let error = try await self.world.refusal(.dataCentreMismatch) {
            try await self.world.workspace.accept(invitation.link, as: european)
        }
        #expect(error.message.contains("us") && error.message.contains("eu"))
    }

    @Test func `only the client's super admin accepts and installs`() async throws {
        _ = try await self.release()
        let invitation = try await self.world.console.invite("c@example.com", as: self.world.owner)
        for role in Role.allCases where role != .superAdmin {
            let person = Principal.client("pat", account: "acme", role: role)
            try await self.world.refusal(.denied) {
                try await self.world.workspace.accept(invitation.link, as: person)
            }
            try await self.world.refusal(.denied) {
                try await self.world.workspace.planInstall(
                    of: Share.Link(account: "maker", share: .fixture(1)), as: person)
            }
        }
    }
}
