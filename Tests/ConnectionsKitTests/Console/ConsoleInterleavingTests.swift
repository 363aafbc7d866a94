import ConnectionsKit
import ConnectionsKitInMemory
import ConnectionsKitTesting
import Testing

/// The rules of the lock hold in every interleaving.
@Suite struct ConsoleInterleavingTests {
    enum Operation: CaseIterable {
        case enable, enableOther, disable, disableOther, refer, referPanel, unrefer, unreferPanel, publish, publishOther
        case delete
    }

    static func perform(_ operation: Operation, on id: Connection.ID, in world: World) async throws {
        let console = world.console
        let person = world.developer
        switch operation {
        case .enable: try await console.enable(id, for: "estate", as: person)
        case .enableOther: try await console.enable(id, for: "other", as: person)
        case .disable: try await console.disable(id, for: "estate", as: person)
        case .disableOther: try await console.disable(id, for: "other", as: person)
        case .refer: try await console.addReference(from: world.sale, to: id, as: person)
        case .referPanel: try await console.addReference(from: world.panel, to: id, as: person)
        case .unrefer: try await console.removeReference(from: world.sale, to: id, as: person)
        case .unreferPanel: try await console.removeReference(from: world.panel, to: id, as: person)
        case .publish, .publishOther:
            let application: ApplicationID = operation == .publish ? "estate" : "other"
            _ = try await console.publish(
                try await console.planRelease(of: application, as: person), as: person)
        case .delete: try await console.delete(id, as: person)
        }
    }

    /// The history of the connection, version by version.
    private func history(of id: Connection.ID, in world: World) -> [Connection] {
        world.observed.commits.flatMap(\.changes).compactMap { change -> Connection? in
            guard case .write(.connection(let connection), _) = change.action, connection.id == id else { return nil }
            return connection
        }.sorted { $0.version < $1.version }
    }

    @Test(arguments: 0..<150 as Range<UInt64>) func `referenced or published means enabled, for one application`(
        seed: UInt64
    ) async throws {
        let turns = TurnStore(InMemoryConnectionStore(), seed: seed)
        let world = World(store: turns)
        for application in ["estate", "other"] as [ApplicationID] {
            try await world.console.registerApplication(application, name: "App", as: world.owner)
        }
        let books = try await world.console.createConnection(
            to: World.books, kind: .admin, scopes: ["read"], as: world.developer)
        var random = SeededGenerator(seed: seed)
        let scripts: [[Operation]] = (0..<3).map { _ in
            (0..<6).map { _ in
                // Deleting ends the history, so it is rare.
                let operation = Operation.allCases.randomElement(using: &random) ?? .enable
                return operation == .delete && Int.random(in: 0..<4, using: &random) > 0 ? .enable : operation
            }
        }
        await turns.play(
            scripts.map { script in
                {
                    for operation in script {
                        do {
                            try await Self.perform(operation, on: books.id, in: world)
                        } catch let error as ConnectionError {
                            let expected: [ConnectionError.Code] = [
                                .alreadyEnabled, .notEnabled, .accessLocked, .inUse, .notFound, .conflict,
                            ]
                            #expect(expected.contains(error.code), "\(operation): \(error)")
                        } catch {
                            Issue.record(error)
                        }
                    }
                }
            })

        let history = self.history(of: books.id, in: world)
        #expect(history.map(\.version) == Array(1...history.count))
        for (before, after) in zip(history, history.dropFirst()) {
            if let old = before.application, let new = after.application { #expect(old == new) }
            if before.firstRelease != nil {
                #expect(after.application == before.application && after.firstRelease == before.firstRelease)
            }
        }
        for version in history where version.referenceCount > 0 || version.firstRelease != nil {
            #expect(version.application != nil, "\(version)")
        }
        let stored = try await world.observed.all(Connection.self).first
        let references = try await world.observed.all(Reference.self)
        let releases = try await world.observed.all(Release.self).filter { !$0.connections.isEmpty }
        #expect(references.count == stored?.referenceCount ?? 0)
        #expect(references.allSatisfy { $0.application == stored?.application })
        #expect(releases.allSatisfy { $0.application == stored?.application })
        #expect(releases.map(\.number).min() == stored?.firstRelease)
        let trail = try await world.trail(of: "maker")
        #expect(trail.count { $0.entry.connection == books.id } >= history.count - releases.count)
    }

    @Test(arguments: 0..<60 as Range<UInt64>) func `revoking, authorizing and deleting leave no grant in use unowned`(
        seed: UInt64
    ) async throws {
        let turns = TurnStore(InMemoryConnectionStore(), seed: seed)
        let world = World(store: turns)
        let books = try await world.console.createConnection(
            to: World.books, kind: .admin, scopes: ["read"], as: world.developer)
        let authorize: @Sendable () async -> Void = {
            for _ in 0..<2 {
                guard
                    let pending = try? await world.console.authorize(
                        books.id, in: .development, as: world.developer),
                    let callback = try? World.callback(pending)
                else { continue }
                _ = try? await world.console.complete(callback, as: world.developer)
            }
        }
        let revoke: @Sendable () async -> Void = {
            for _ in 0..<3 { _ = try? await world.console.revoke(books.id, in: .development, as: world.owner) }
        }
        let delete: @Sendable () async -> Void = {
            if seed.isMultiple(of: 3) { try? await world.console.delete(books.id, as: world.owner) }
        }
        await turns.play([authorize, authorize, revoke, delete])

        let slots = try await world.observed.all(Slot.self)
        let grants = try await world.observed.all(Grant.self)
        #expect(slots.count <= 1)
        #expect(grants.count == world.provider.completeCalls)
        let inUse = Set(grants.filter { $0.status == .authorized }.map(\.id))
        #expect(inUse.isSubset(of: slots.map(\.grant)))
        let due = try await world.observed.all(Duty.self).compactMap { duty -> Grant.ID? in
            if case .revoke(let grant) = duty.work { grant } else { nil }
        }
        #expect(due.count == Set(due).count)
        #expect(Set(due) == Set(grants.map(\.id)).subtracting(inUse))
    }
}
