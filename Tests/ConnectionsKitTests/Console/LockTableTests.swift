import ConnectionsKit
import ConnectionsKitTesting
import Testing

/// The table of the lock: enabled, referenced and published, against what can be done then, each with each.
@Suite struct LockTableTests {
    /// A row of the table, with the error of each operation; `nil` where it may be done.
    struct Row: Sendable, CustomTestStringConvertible {
        var isEnabled: Bool
        var isReferenced: Bool
        var isPublished: Bool
        var disable: ConnectionError.Code?
        var enableElsewhere: ConnectionError.Code?
        var delete: ConnectionError.Code?
        var changeMode: ConnectionError.Code?

        var testDescription: String {
            "enabled \(self.isEnabled), referenced \(self.isReferenced), published \(self.isPublished)"
        }

        /// Whether the operations lead to it; the others are written past them.
        var isReachable: Bool { self.isEnabled || !(self.isReferenced || self.isPublished) }
    }

    static let rows: [Row] = [
        Row(isEnabled: false, isReferenced: false, isPublished: false, disable: .notEnabled),
        Row(isEnabled: true, isReferenced: false, isPublished: false, enableElsewhere: .alreadyEnabled),
        Row(
            isEnabled: true, isReferenced: true, isPublished: false, disable: .accessLocked,
            enableElsewhere: .alreadyEnabled, delete: .inUse),
        Row(
            isEnabled: true, isReferenced: false, isPublished: true, disable: .accessLocked,
            enableElsewhere: .alreadyEnabled, delete: .inUse, changeMode: .accessLocked),
        Row(
            isEnabled: true, isReferenced: true, isPublished: true, disable: .accessLocked,
            enableElsewhere: .alreadyEnabled, delete: .inUse, changeMode: .accessLocked),
        // No operation leads to these: the lock holds even so.
        Row(isEnabled: false, isReferenced: true, isPublished: false, disable: .notEnabled, delete: .inUse),
        Row(
            isEnabled: false, isReferenced: false, isPublished: true, disable: .notEnabled, delete: .inUse,
            changeMode: .accessLocked),
        Row(
            isEnabled: false, isReferenced: true, isPublished: true, disable: .notEnabled, delete: .inUse,
            changeMode: .accessLocked),
    ]

    /// A world with a connection in the state of a row, and a credential set for another mode.
    private func enter(_ row: Row) async throws -> (World, Connection.ID, CredentialSet.Reference) {
        let world = World()
        let console = world.console
        for application in ["estate", "other"] as [ApplicationID] {
            try await console.registerApplication(application, name: "App", as: world.owner)
        }
        let id = try await console.createConnection(
            to: World.books, kind: .admin, scopes: ["read"], as: world.developer
        ).id
        let set = try await world.credentialSet(for: World.books)
        if row.isEnabled || row.isReferenced || row.isPublished {
            try await console.enable(id, for: "estate", as: world.developer)
        }
        if row.isReferenced || row.isPublished {
            try await console.addReference(from: world.sale, to: id, as: world.developer)
        }
        if row.isPublished {
            let plan = try await console.planRelease(of: "estate", as: world.owner)
            _ = try await console.publish(plan, as: world.owner)
        }
        if !row.isReferenced, row.isPublished {
            try await console.removeReference(from: world.sale, to: id, as: world.developer)
        }
        if !row.isReachable {
            var connection = try #require(try await world.store.read(Connection.self, id, in: "maker"))
            connection.application = nil
            let loose = connection
            try await world.write { $0.update(loose) }
        }
        return (world, id, set)
    }

    @Test func `the table has each combination once`() {
        let states = Self.rows.map { [$0.isEnabled, $0.isReferenced, $0.isPublished] }
        #expect(states.count == 8 && Set(states).count == 8)
        #expect(Self.rows.count(where: \.isReachable) == 5)
    }

    private func check(
        _ expected: ConnectionError.Code?, in world: World, sourceLocation: SourceLocation = #_sourceLocation,
        _ body: () async throws -> Void
    ) async throws {
        if let expected {
            let error = try await world.refusal(expected, sourceLocation: sourceLocation, of: body)
            #expect(!error.remedy.isEmpty, sourceLocation: sourceLocation)
        } else {
            let before = try await world.observed.records()
            try await body()
            #expect(try await world.observed.records() != before, sourceLocation: sourceLocation)
        }
    }

    @Test(arguments: Self.rows) func `disabling`(row: Row) async throws {
        let (world, id, _) = try await self.enter(row)
        try await self.check(row.disable, in: world) {
            try await world.console.disable(id, for: "estate", as: world.developer)
        }
    }

    @Test(arguments: Self.rows) func `enabling for another application`(row: Row) async throws {
        let (world, id, _) = try await self.enter(row)
        try await self.check(row.enableElsewhere, in: world) {
            try await world.console.enable(id, for: "other", as: world.developer)
        }
    }

    @Test(arguments: Self.rows) func `deleting, at once and as planned`(row: Row) async throws {
        let (world, id, _) = try await self.enter(row)
        try await self.check(row.delete, in: world) { try await world.console.delete(id, as: world.developer) }
        let (other, twin, _) = try await self.enter(row)
        try await self.check(row.delete, in: other) {
            let plan = try await other.console.planDeletion(of: twin, as: other.developer)
            try await other.console.delete(plan, as: other.developer)
        }
    }

    @Test(arguments: Self.rows) func `changing the mode`(row: Row) async throws {
        let (world, id, set) = try await self.enter(row)
        try await self.check(row.changeMode, in: world) {
            try await world.console.edit(id, mode: .clientCredentials(set), as: world.developer)
        }
    }
}
