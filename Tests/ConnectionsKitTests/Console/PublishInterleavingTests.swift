import ConnectionsKit
import ConnectionsKitInMemory
import ConnectionsKitTesting
import Testing

/// Publications that meet changes of definitions, and each other, between their reading and their commit.
@Suite(.timeLimit(.minutes(10))) struct PublishInterleavingTests {
    /// A change of what a release contains.
    enum Edit: String, CaseIterable, Sendable, CustomTestStringConvertible {
        case enable, disable, addReference, removeReference, delete
        var testDescription: String { self.rawValue }

        var action: Action {
            switch self {
            case .enable: .enable
            case .disable: .disable
            case .addReference: .addReference
            case .removeReference: .removeReference
            case .delete: .deleteConnection
            }
        }
    }

    /// An application with one connection in use, one that is enabled, and one that is not.
    struct Scene: Sendable {
        let world = World()
        let books: Connection
        let sheets: Connection
        let crm: Connection

        init() async throws {
            self.books = try await self.world.definition()
            self.sheets = try await self.world.spare()
            self.crm = try await self.world.console.createConnection(
                to: World.crm, kind: .admin, scopes: ["read"], as: self.world.owner)
        }

        func make(_ edit: Edit) async throws {
            let (console, owner) = (self.world.console, self.world.owner)
            switch edit {
            case .enable: try await console.enable(self.crm.id, for: "estate", as: owner)
            case .disable: try await console.disable(self.sheets.id, for: "estate", as: owner)
            case .addReference: try await console.addReference(from: self.world.panel, to: self.sheets.id, as: owner)
            case .removeReference:
                try await console.removeReference(from: self.world.sale, to: self.books.id, as: owner)
            case .delete: try await console.delete(self.sheets.id, as: owner)
            }
        }
    }

    @Test(arguments: Edit.allCases)
    func `a change between a publication's reading and its commit makes its plan stale`(_ edit: Edit) async throws {
        let scene = try await Scene()
        let world = scene.world
        let plan = try await world.console.planRelease(of: "estate", as: world.owner)
        world.store.interpose(.commit, matching: { $0.audit.first?.action == .publish }) {
            try? await scene.make(edit)
        }
        #expect(await code { try await world.console.publish(plan, as: world.owner) } == .conflict)
        #expect(try await world.observed.all(Release.self).isEmpty)
        #expect(try await world.trail(of: "maker").last?.entry.action == edit.action)
    }

    @Test(arguments: Edit.allCases)
    func `a change that was read before the lock does not slip in under it`(_ edit: Edit) async throws {
        let scene = try await Scene()
        let world = scene.world
        let plan = try await world.console.planRelease(of: "estate", as: world.owner)
        let gate = Gate()
        let publication = Counter()
        world.store.interpose(.commit, matching: { $0.audit.first?.action == edit.action }) {
            Task {
                _ = try? await world.console.publish(plan, as: world.developer) { _ in await gate.pass() }
                publication.add()
            }
            try? await gate.waitForArrivals()
        }
        #expect(await code { try await scene.make(edit) } == .publishInProgress)
        gate.open()
        try await wait { publication.value == 1 }
        #expect(try await world.observed.all(Release.self).map(\.connections) == [plan.definitions])
    }

    @Test(arguments: Edit.allCases)
    func `a change that a publication overtakes is judged on what that left`(_ edit: Edit) async throws {
        let scene = try await Scene()
        let world = scene.world
        world.store.interpose(.commit, matching: { $0.audit.first?.action == edit.action }) {
            _ = try? await world.publish()
        }
        try await scene.make(edit)
        #expect(try await world.observed.all(Release.self).map(\.number) == [1])
        let records = try await world.observed.all(Connection.self)
        #expect(records.first { $0.id == scene.books.id }?.firstRelease == 1)
        #expect(records.first { $0.id == scene.sheets.id }?.firstRelease == nil)
    }

    @Test(arguments: 0..<30 as Range<UInt64>)
    func `publications at the same time have numbers of their own, without a gap`(seed: UInt64) async throws {
        let time = ManualTimeSource()
        let turns = TurnStore(InMemoryConnectionStore(time: time.source), seed: seed)
        let world = World(store: turns)
        _ = try await world.definition()
        let made = Counter()
        let publish: @Sendable () async -> Void = {
            for _ in 0..<3 {
                if (try? await world.publish()) != nil { made.add() }
                let plan = try? await world.console.planRelease(of: "estate", as: world.developer)
                if let plan, (try? await world.console.publish(plan, as: world.developer) { _ in }) != nil {
                    made.add()
                }
            }
        }
        await turns.play([publish, publish, publish])
        let numbers = try await world.observed.all(Release.self).map(\.number).sorted()
        #expect(numbers == Array(1...made.value))
        let application = try await world.store.read(Application.self, "estate", in: "maker")
        #expect(application?.lastRelease == made.value && application?.publishing == nil)
    }
}
