import ConnectionsKit
import ConnectionsKitTesting
import Testing

@Suite struct AuditVerificationTests {
    private let world = World()

    /// A world whose maker's trail has eleven records or more.
    private func lived() async throws -> Int {
        _ = try await self.world.connectedBooks()
        for number in 0..<6 {
            _ = try await self.world.console.createConnection(
                to: World.books, kind: .admin, name: "Books \(number)", scopes: ["read"], as: self.world.developer)
        }
        return try await self.world.trail(of: "maker").count
    }

    /// A commit of somebody who does not have the key.
    private func forge() async throws {
        try await self.world.store.commit(self.addition) { _, _, _ in [1, 2, 3] }
    }

    private var addition: ChangeSet {
        var changes = ChangeSet()
        changes.record(.fixture(in: "maker"))
        return changes
    }

    @Test func `a whole trail is told with its first and last record`() async throws {
        let count = try await self.lived()
        var told: [Int] = []
        let found = try await self.world.system.auditVerification(of: "maker") { told.append($0) }
        #expect(found == AuditVerification(account: "maker", after: 0, last: count, broken: nil))
        #expect(found.isIntact && found.count == count && told == [count])
        #expect(try await self.world.system.verifyAuditTrail(of: "maker") == count)
    }

    @Test func `a verification goes on after the last record of an earlier one`() async throws {
        let count = try await self.lived()
        let found = try await self.world.system.auditVerification(of: "maker", after: count - 2)
        #expect(found.isIntact && found.after == count - 2 && found.count == 2)
        let nothing = try await self.world.system.auditVerification(of: "maker", after: count)
        #expect(nothing.isIntact && nothing.count == 0 && nothing.last == count)
    }

    @Test func `a break is told and not thrown, also for one that begins before it`() async throws {
        let count = try await self.lived()
        try await self.forge()
        for start in [0, count - 1, count] {
            let found = try await self.world.system.auditVerification(of: "maker", after: start)
            #expect(found.broken == count + 1 && found.last == count && !found.isIntact, "after \(start)")
        }
        #expect(
            await code { try await self.world.system.verifyAuditTrail(of: "maker") } == .corrupt)
        // Whoever takes the forged record for whole sees nothing wrong after it.
        try await self.world.store.commit(self.addition, with: self.world.sealer)
        let after = try await self.world.system.auditVerification(of: "maker", after: count + 1)
        #expect(after.isIntact && after.count == 1)
    }

    @Test func `a record to begin after that is not there is broken`() async throws {
        let count = try await self.lived()
        let found = try await self.world.system.auditVerification(of: "maker", after: count + 5)
        #expect(found.broken == count + 5 && found.count == 0)
    }

    @Test func `a trail that was trimmed is verified from where it begins, whatever was asked for before that`()
        async throws
    {
        let count = try await self.lived()
        var changes = ChangeSet()
        changes.trimAudit(of: "maker", through: 4)
        try await self.world.store.commit(changes, with: self.world.sealer)
        for start in [0, 2, 4] {
            let found = try await self.world.system.auditVerification(of: "maker", after: start)
            #expect(found.isIntact && found.after == 4 && found.last == count, "after \(start)")
        }
    }

    @Test func `an account without a trail is whole, and keys that are away are an error`() async throws {
        let found = try await self.world.system.auditVerification(of: "nobody")
        #expect(found == AuditVerification(account: "nobody", after: 0, last: 0, broken: nil))
        self.world.sealer.fail(.auditKey, with: SealerError(.unavailable, "the keys are away"))
        #expect(await code { try await self.world.system.auditVerification(of: "maker") } == .unavailable)
    }
}
