import ConnectionsKit
import ConnectionsKitTesting
import Testing

/// What a developer distributes does not exist for another developer.
@Suite struct DistributionTenantTests {
    /// The identifiers of one account's records.
    struct Identifiers: Sendable {
        var release: Release.ID = .fixture(1)
        var invitation: Invitation.ID = .fixture(2)
        var share: Share.ID = .fixture(3)
        var submission: Submission.ID = .fixture(4)
        var application: ApplicationID = "nowhere"
    }

    static let rita = Principal.console("rita", name: "Rita", account: "rival", role: .superAdmin)

    static let calls: [(String, @Sendable (DeveloperConsole, Identifiers) async throws -> Void)] = [
        ("release", { _ = try await $0.release($1.release, as: Self.rita) }),
        ("compare", { _ = try await $0.compare($1.release, with: $1.release, as: Self.rita) }),
        ("releases", { _ = try await $0.releases(of: $1.application, as: Self.rita) }),
        ("endPublication", { try await $0.endPublication(of: $1.application, as: Self.rita) }),
        ("clients", { _ = try await $0.clients(of: $1.application, as: Self.rita) }),
        ("submissions", { _ = try await $0.submissions(of: $1.application, as: Self.rita) }),
        ("setLicence", { try await $0.setLicence(.unlimited, of: "acme", for: $1.application, as: Self.rita) }),
        ("block", { try await $0.block("acme", from: $1.application, as: Self.rita) }),
        ("unblock", { try await $0.unblock("acme", from: $1.application, as: Self.rita) }),
        ("remove", { try await $0.remove($1.application, from: "acme", as: Self.rita) }),
        ("resend", { _ = try await $0.resend($1.invitation, as: Self.rita) }),
        ("withdraw an invitation", { try await $0.withdraw($1.invitation, as: Self.rita) }),
        ("withdraw a share", { try await $0.withdraw($1.share, as: Self.rita) }),
        ("submit", { _ = try await $0.submit($1.release, as: Self.rita) }),
        ("withdraw a submission", { _ = try await $0.withdraw($1.submission, as: Self.rita) }),
    ]

    @Test(arguments: Self.calls.indices)
    func `another developer's record is not to be told from none`(index: Int) async throws {
        let (name, call) = Self.calls[index]
        let world = World()
        let (_, share) = try await world.installed()
        let invitation = try await world.console.invite("d@example.com", as: world.owner)
        let submission = try await world.console.submit(share.release, as: world.owner)
        let theirs = Identifiers(
            release: share.release, invitation: invitation.id, share: share.id, submission: submission.id,
            application: "estate")
        let foreign = try await world.refusal(.notFound) { try await call(world.console, theirs) }
        let unknown = try await world.refusal(.notFound) { try await call(world.console, Identifiers()) }
        #expect(foreign.description == unknown.description, "\(name)")
    }

    @Test func `a rival's list of invitations is empty`() async throws {
        let world = World()
        _ = try await world.installed()
        #expect(try await world.console.invitations(as: Self.rita).elements.isEmpty)
    }
}
