import ConnectionsKit
import ConnectionsKitTesting
import Testing

@Suite(.timeLimit(.minutes(10))) struct RevocationDutyTests {
    /// A world with one revoked grant, whose revocation at the service is due.
    private func revoked(
        configure: (inout ConnectionSystem.Configuration) -> Void = { _ in }
    ) async throws -> World {
        let world = World(configure: configure)
        let (installation, _) = try await world.connectedBooks()
        try await world.workspace.revoke("books", in: installation.id, as: world.admin)
        return world
    }

    private func duty(_ world: World) async throws -> Duty {
        try #require(try await world.observed.all(Duty.self).first)
    }

    /// Lets the time pass until the duty is due, and works.
    private func again(_ world: World) async throws -> Maintenance.Report {
        let rest = try await self.duty(world).dueAt - world.time.now
        world.time.advance(by: max(.zero, rest))
        return try await world.system.maintenance.runOnce()
    }

    @Test(arguments: [
        CredentialError.Code.transient, .outcomeUnknown, .configuration, .storeUnavailable, .storeCorrupt, .cancelled,
    ])
    func `no outage of days loses a revocation`(code: CredentialError.Code) async throws {
        let world = try await self.revoked()
        for _ in 0..<100 {
            world.provider.failRevocations(with: CredentialError(code, "away"))
            #expect(try await self.again(world).dutiesPostponed == 1)
        }
        #expect(try await world.grant(of: "books").revocation == .pending)
        #expect(try await self.again(world).dutiesDone == 1)
        #expect(world.provider.revokedTokens == ["refresh-1"])
    }

    @Test func `a service that is away for longer than the patience is given up`() async throws {
        let world = try await self.revoked { $0.maintenance.revocationPatience = 4 }
        for number in 1...4 {
            world.provider.failRevocations(with: CredentialError(.transient, "away"))
            #expect(try await self.again(world).dutiesDone == (number == 4 ? 1 : 0))
        }
        #expect(try await world.grant(of: "books").revocation == .failed("transient"))
    }

    @Test(arguments: [CredentialError.Code.configuration, .storeUnavailable, .storeCorrupt, .cancelled])
    func `a failure of our own is no try, however little patience there is`(code: CredentialError.Code) async throws {
        let world = try await self.revoked { $0.maintenance.revocationPatience = 1 }
        for _ in 0..<5 {
            world.provider.failRevocations(with: CredentialError(code, "away"))
            #expect(try await self.again(world).dutiesPostponed == 1)
            let duty = try await self.duty(world)
            #expect(duty.tries == 0 && duty.dueAt >= world.time.now + .seconds(600))
        }
        #expect(try await self.again(world).dutiesDone == 1)
    }

    @Test func `keys that are away are waited for`() async throws {
        let world = try await self.revoked { $0.maintenance.revocationPatience = 1 }
        // The revocation moved the revision; another process wrote the data keys anew, which have to be unwrapped again.
        var changes = ChangeSet()
        for key in try await world.dataKeys(of: "acme") { changes.update(key) }
        try await world.store.commit(changes, with: world.sealer)
        world.sealer.fail(.keys, with: SealerError(.unavailable, "the key service is away"))
        for _ in 0..<5 { #expect(try await self.again(world).dutiesPostponed == 1) }
        world.sealer.fail(.keys, with: nil)
        #expect(try await self.again(world).dutiesDone == 1)
        #expect(world.provider.revokedTokens == ["refresh-1"])
    }

    @Test func `the service is left alone for as long as it asks`() async throws {
        let world = try await self.revoked()
        world.provider.failRevocations(with: CredentialError(.transient, "busy", retryAfter: .seconds(7_200)))
        #expect(try await self.again(world).dutiesPostponed == 1)
        #expect(try await self.duty(world).dueAt >= world.time.now + .seconds(7_200))
    }

    @Test func `a refresh under way puts it off to the end of its lease, and is no try`() async throws {
        let world = try await self.revoked()
        let tokens = try #require(try await world.observed.all(TokenState.self).first)
        try await world.write {
            $0.refresh(tokens.grant, in: "acme", .acquire(epoch: tokens.lease.epoch, duration: .seconds(60)))
        }
        #expect(try await self.again(world).dutiesPostponed == 1)
        let duty = try await self.duty(world)
        #expect(duty.tries == 0 && duty.dueAt == world.time.now + .seconds(60))
        #expect(try await self.again(world).dutiesDone == 1)
    }

    @Test func `tokens that arrive during the call keep the duty open`() async throws {
        let world = try await self.revoked()
        let tokens = try #require(try await world.observed.all(TokenState.self).first)
        world.store.interpose(.commit, matching: { $0.audit.first?.action == .revoke }) {
            var newer = tokens
            newer.tokenVersion += 1
            let changed = newer
            try? await world.write { $0.update(changed) }
        }
        #expect(try await self.again(world).dutiesPostponed == 1)
        #expect(try await world.grant(of: "books").revocation == .pending)
        #expect(try await self.again(world).dutiesDone == 1)
        #expect(try await world.observed.all(TokenState.self).isEmpty)
    }
}
