import ConnectionsKit
import ConnectionsKitTesting
import Testing

/// Where a revocation could end grants in use of a person whom the service did not tell.
@Suite(.timeLimit(.minutes(10))) struct RevocationReachWaitTests {
    /// Two connections to one service with one client; the first is revoked, with the subject that is given.
    private func revoked(
        _ reach: OAuth2Facts.RevocationReach, subject: String? = nil, other: String? = nil
    ) async throws -> (World, [Connection.ID]) {
        let world = World(catalogue: World.catalogue(revocationReach: reach))
        let first = try await world.definition()
        let second = try await world.console.createConnection(
            to: World.books, kind: .admin, scopes: ["read"], as: world.developer)
        for (connection, subject) in [(first, subject), (second, other)] {
            let pending = try await world.console.authorize(connection.id, in: .development, as: world.developer)
            try await world.console.complete(try World.callback(pending), as: world.developer)
            var grant = try await world.grant(of: connection.id)
            grant.subject = subject
            let changed = grant
            try await world.write { $0.update(changed) }
        }
        try await world.console.revoke(first.id, in: .development, as: world.developer)
        return (world, [first.id, second.id])
    }

    private func again(_ world: World) async throws -> Maintenance.Report {
        let duties = try await world.observed.all(Duty.self)
        let due = try #require(duties.map(\.dueAt).min())
        world.time.advance(by: max(.zero, due - world.time.now))
        return try await world.system.maintenance.runOnce()
    }

    @Test(arguments: [OAuth2Facts.RevocationReach.grant, .unknown])
    func `it waits until none of them is in use`(reach: OAuth2Facts.RevocationReach) async throws {
        let (world, connections) = try await self.revoked(reach, other: "somebody")
        for _ in 0..<20 {
            #expect(try await self.again(world).dutiesPostponed == 1)
            let duty = try #require(try await world.observed.all(Duty.self).first)
            #expect(duty.dueAt == world.time.now + .seconds(24 * 60 * 60))
        }
        #expect(try await world.grant(of: connections[0]).revocation == .pending)
        #expect(world.provider.revokedTokens.isEmpty)
        var other = try await world.grant(of: connections[1])
        other.status = .needsReauthorization(.refreshRefused)
        let ended = other
        try await world.write { $0.update(ended) }
        #expect(try await self.again(world).dutiesDone == 1)
        #expect(world.provider.revokedTokens == ["refresh-1"])
        #expect(try await world.grant(of: connections[0]).revocation == .confirmed(world.time.now))
    }

    @Test func `after a month it is left out`() async throws {
        let (world, connections) = try await self.revoked(.grant)
        let start = world.time.now
        for look in 1...30 {
            #expect(try await self.again(world).dutiesDone == (look == 30 ? 1 : 0))
        }
        #expect(world.time.now == start + .seconds(29 * 24 * 60 * 60))
        #expect(world.provider.revokedTokens.isEmpty)
        let grant = try await world.grant(of: connections[0])
        #expect(grant.status == .revoked && grant.revocation == .supersededNotRevoked)
        #expect(try await world.store.read(TokenState.self, grant.id, in: "maker") == nil)
    }

    @Test func `a person who is known and in use elsewhere leaves it out at once`() async throws {
        let (world, connections) = try await self.revoked(.grant, subject: "one", other: "one")
        #expect(try await world.system.maintenance.runOnce().dutiesDone == 1)
        #expect(try await world.grant(of: connections[0]).revocation == .supersededNotRevoked)
        #expect(world.provider.revokedTokens.isEmpty)
    }

    @Test func `a person who is known and nowhere else in use is revoked at once`() async throws {
        let (world, _) = try await self.revoked(.grant, subject: "one", other: "another")
        #expect(try await world.system.maintenance.runOnce().dutiesDone == 1)
        #expect(world.provider.revokedTokens == ["refresh-1"])
    }
}
