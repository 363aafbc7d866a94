import ConnectionsKit
import ConnectionsKitTesting
import Testing

@Suite struct InvitationTests {
    let world = World()
    static let days = Duration.seconds(86_400)

    @Test func `an invitation that ran out says so, and can be accepted after it was sent again`() async throws {
        let invitation = try await self.world.console.invite("c@example.com", as: self.world.owner)
        self.world.time.advance(by: Self.days * 15)
        #expect(invitation.state(at: self.world.time.now) == .expired)
        let refusal = try await self.world.refusal(.invitationNotOpen) {
            try await self.world.workspace.accept(invitation.link, as: self.world.superAdmin)
        }
        #expect(refusal.message.contains("ran out") && refusal.remedy.contains("again"))
        let again = try await self.world.console.resend(invitation.id, as: self.world.owner)
        #expect(again.link == invitation.link && again.expiresAt == self.world.time.now + Self.days * 15)
        #expect(again.state(at: self.world.time.now) == .open)
        let entry = try await self.world.lastEntry(of: "maker")
        #expect(entry?.action == .inviteClient && entry?.changed == ["expires_at"])
        self.world.time.advance(by: Self.days * 15 - .milliseconds(1))
        try await self.world.workspace.accept(invitation.link, as: self.world.superAdmin)
    }

    @Test func `sending again gives fifteen days from now, not more to those that are left`() async throws {
        let invitation = try await self.world.console.invite("c@example.com", as: self.world.owner)
        self.world.time.advance(by: Self.days)
        let again = try await self.world.console.resend(invitation.id, as: self.world.owner)
        #expect(again.expiresAt == self.world.time.now + Self.days * 15)
        #expect(try await self.world.store.read(Invitation.self, invitation.id, in: "maker") == again)
    }

    @Test func `a withdrawn invitation leads nowhere`() async throws {
        let invitation = try await self.world.console.invite("c@example.com", as: self.world.owner)
        try await self.world.console.withdraw(invitation.id, as: self.world.owner)
        let entry = try await self.world.lastEntry(of: "maker")
        #expect(entry?.action == .inviteClient && entry?.subject == "invitation:\(invitation.id)")
        try await self.world.refusal(.notFound) {
            try await self.world.workspace.accept(invitation.link, as: self.world.superAdmin)
        }
        try await self.world.refusal(.notFound) {
            try await self.world.console.resend(invitation.id, as: self.world.owner)
        }
    }

    @Test func `an accepted invitation is neither sent again nor withdrawn`() async throws {
        let invitation = try await self.world.accepted()
        try await self.world.refusal(.invitationNotOpen) {
            try await self.world.console.resend(invitation.id, as: self.world.owner)
        }
        try await self.world.refusal(.invitationNotOpen) {
            try await self.world.console.withdraw(invitation.id, as: self.world.owner)
        }
    }

    @Test func `an acceptance beside a withdrawal wins, or finds nothing`() async throws {
        let world = self.world
        let first = try await world.console.invite("c@example.com", as: world.owner)
        world.store.interpose(.commit, matching: { $0.audit.first?.action == .inviteClient }) {
            try? await world.workspace.accept(first.link, as: world.superAdmin)
        }
        #expect(await code { try await world.console.withdraw(first.id, as: world.owner) } == .invitationNotOpen)
        let second = try await world.console.invite("d@example.com", as: world.owner)
        world.store.interpose(.commit, matching: { $0.audit.first?.action == .acceptInvitation }) {
            try? await world.console.withdraw(second.id, as: world.owner)
        }
        #expect(await code { try await world.workspace.accept(second.link, as: world.superAdmin) } == .notFound)
    }

    @Test func `the account's invitations are listed page by page, with how each stands`() async throws {
        let accepted = try await self.world.accepted()
        let expired = try await self.world.console.invite("old@example.com", as: self.world.owner)
        self.world.time.advance(by: Self.days * 15)
        let open = try await self.world.console.invite("new@example.com", as: self.world.owner)
        var states: [Invitation.ID: Invitation.State] = [:]
        var cursor: Cursor?
        repeat {
            let page = try await self.world.console.invitations(after: cursor, limit: 2, as: self.world.owner)
            #expect(page.elements.count <= 2)
            for invitation in page.elements { states[invitation.id] = invitation.state(at: self.world.time.now) }
            cursor = page.next
        } while cursor != nil
        #expect(states == [accepted.id: .accepted(by: "acme"), expired.id: .expired, open.id: .open])
    }

    @Test func `invitations are the super admin's alone`() async throws {
        let invitation = try await self.world.console.invite("c@example.com", as: self.world.owner)
        let (console, developer) = (self.world.console, self.world.developer)
        try await self.world.refusal(.denied) { try await console.invitations(as: developer) }
        try await self.world.refusal(.denied) { try await console.resend(invitation.id, as: developer) }
        try await self.world.refusal(.denied) { try await console.withdraw(invitation.id, as: developer) }
    }
}
