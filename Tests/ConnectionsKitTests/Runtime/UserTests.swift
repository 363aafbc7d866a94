import ConnectionsKitInMemory
import ConnectionsKitTesting
import Testing

@testable import ConnectionsKit

/// Many users of one connection, whose tokens say whose they are.
@Suite(.timeLimit(.minutes(10))) struct UserTests {
    @Test(arguments: 0..<4)
    func `each user gets their own tokens, however their tasks are mixed`(_ seed: UInt64) async throws {
        let world = World()
        let provider = LabelledProvider()
        _ = try await world.definition(to: World.sheets, kind: .loggedInUser, from: world.panel)
        let installation = try await world.install()
        let system = ConnectionSystem(
            store: world.store, catalogue: World.catalogue, sealer: world.sealer, providers: [provider],
            time: world.time.source, random: .seeded(seed))
        let workspace = Workspace(system)
        let users = (0..<8).map {
            Principal.client(UserID("u\($0)"), name: "User \($0)", account: "acme", role: .liveUser)
        }
        for user in users {
            let pending = try await workspace.authorize("sheets", in: installation.id, as: user)
            let callback = try AuthorizationCallback("?code=\(user.user.text)&state=\(pending.state)")
            try await workspace.complete(callback, as: user)
        }
        let sheets = try await ConnectionRuntime(system).connection(
            "sheets", in: .installed(installation.id, of: "acme"))
        var generator = SeededGenerator(seed: seed)
        for _ in 0..<5 {
            let callers = (0..<100).map { _ in
                let user = users[Int.random(in: 0..<users.count, using: &generator)]
                let replaces = Int.random(in: 0..<10, using: &generator) == 0
                return Task {
                    var credential = try await sheets.credential(at: world.panel, for: user)
                    if replaces {
                        credential = try await sheets.credential(replacing: credential, at: world.panel, for: user)
                    }
                    return (user.user.text, try token(credential))
                }
            }
            for caller in callers {
                let (user, access) = try await caller.value
                #expect(access.hasPrefix("Bearer \(user)."))
            }
            world.time.advance(by: .seconds(3_601))
        }
    }
}
