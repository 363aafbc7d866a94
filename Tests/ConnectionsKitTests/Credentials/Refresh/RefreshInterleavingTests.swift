import ConnectionsKitTesting
import Testing

@testable import ConnectionsKit

/// Several processes over one store and one strict service, interleaved at random, with crashes and lost answers.
@Suite(.timeLimit(.minutes(10))) struct RefreshInterleavingTests {
    /// A history: the processes, what they share, and those who ask.
    private struct History {
        let connected: ConnectedWorld
        let provider: WatchedProvider
        var generator: SeededGenerator
        var turns: [Turnstile] = []
        var stores: [SteppedStore] = []
        var systems: [ConnectionSystem] = []
        var books: [TaskConnection] = []
        var callers: [Task<String, any Error>] = []

        init(seed: UInt64) async throws {
            let connected = try await ConnectedWorld()
            self.connected = connected
            self.generator = SeededGenerator(seed: seed)
            self.provider = WatchedProvider(connected.provider, seed: seed) {
                try? await connected.tokens().lease
            }
            for _ in 0..<Int.random(in: 2...4, using: &self.generator) { try await self.startProcess() }
        }

        mutating func startProcess() async throws {
            let turns = Turnstile()
            let store = SteppedStore(self.connected.store, turns: turns)
            var configuration = ConnectionSystem.Configuration()
            configuration.refresh.poll = .seconds(1)
            let system = ConnectionSystem(
                store: store, catalogue: World.catalogue, sealer: self.connected.world.sealer,
                providers: [self.provider], time: self.connected.time.source,
                random: .seeded(UInt64.random(in: 0...UInt64.max, using: &self.generator)),
                configuration: configuration)
            let context = TaskContext.installed(self.connected.installation.id, of: "acme")
            let resolving = Task { try await ConnectionRuntime(system).connection("books", in: context) }
            let clock = Task { [generator] in
                var generator = generator
                while !Task.isCancelled {
                    turns.letOne(using: &generator)
                    await Task.yield()
                }
            }
            self.systems.append(system)
            self.books.append(try await resolving.value)
            clock.cancel()
            self.turns.append(turns)
            self.stores.append(store)
        }

        mutating func ask() {
            let index = Int.random(in: 0..<self.books.count, using: &self.generator)
            let (connected, books) = (self.connected, self.books[index])
            self.callers.append(Task { try await connected.access(through: books) })
        }

        mutating func letSomebodyOn() async {
            let index = Int.random(in: 0..<self.turns.count, using: &self.generator)
            self.turns[index].letOne(using: &self.generator)
            for _ in 0..<Int.random(in: 0..<4, using: &self.generator) { await Task.yield() }
        }

        mutating func crashOne() {
            let index = Int.random(in: 0..<self.stores.count, using: &self.generator)
            let step = StepKind.allCases[Int.random(in: 0..<5, using: &self.generator)]
            self.stores[index].cutOff(Bool.random(using: &self.generator), step)
        }

        /// Lets everybody come to an end while time passes, and returns what they got.
        func finish() async throws -> [Result<String, any Error>] {
            for turns in self.turns { turns.open() }
            let time = self.connected.time
            let provider = self.provider
            let clock = Task {
                while !Task.isCancelled {
                    try await time.waitForSleepers()
                    // A second at a time, and not while a call is on its way: no deadline passes by accident.
                    try await wait { provider.underWay == 0 }
                    time.advance(by: .seconds(1))
                    for _ in 0..<20 { await Task.yield() }
                }
            }
            defer { clock.cancel() }
            var results: [Result<String, any Error>] = []
            for caller in self.callers { results.append(await caller.result) }
            // And so do refreshes that nobody waits for, and answers that were late.
            try await wait { self.systems.allSatisfy { $0.coordinator.board.count == 0 } && provider.underWay == 0 }
            for _ in 0..<1_000 { await Task.yield() }
            return results
        }
    }

    @Test(arguments: 0..<40)
    func `without a crash or a lost answer nothing is ever lost`(_ seed: UInt64) async throws {
        var history = try await History(seed: seed)
        history.connected.expire()
        for _ in 0..<250 {
            switch Int.random(in: 0..<20, using: &history.generator) {
            case 0..<3: history.ask()
            case 3 where history.provider.underWay == 0:
                // Never so far that a lease could run out.
                history.connected.time.advance(by: .milliseconds(Int.random(in: 1..<40, using: &history.generator)))
            default: await history.letSomebodyOn()
            }
        }
        for result in try await history.finish() {
            #expect(throws: Never.self) { try result.get() }
        }
        let tokens = try await history.connected.tokens()
        #expect(history.provider.issued == tokens.tokenVersion)
        #expect(history.provider.issued == (history.callers.isEmpty ? 1 : 2))
        #expect(history.provider.mostCallsUnderOneLease <= 1)
        #expect(history.provider.unannounced == 0)
        #expect(try await history.connected.storedGrant().status == .authorized)
    }

    @Test(arguments: 0..<120)
    func `one holder calls for each lease, and a grant dies only after an answer was lost`(
        _ seed: UInt64
    ) async throws {
        var history = try await History(seed: 1_000 + seed)
        history.provider.lossPercentage = seed.isMultiple(of: 3) ? 10 : 0
        history.connected.expire()
        for _ in 0..<400 {
            switch Int.random(in: 0..<100, using: &history.generator) {
            case 0..<12: history.ask()
            case 12..<14: history.crashOne()
            case 14: try await history.startProcess()
            case 15: history.connected.time.advance(by: .seconds(3_601))
            case 16..<19:
                history.connected.time.advance(by: .seconds(Int.random(in: 1...90, using: &history.generator)))
            default: await history.letSomebodyOn()
            }
        }
        // Everybody comes to an end: nothing is stuck.
        _ = try await history.finish()
        #expect(history.provider.mostCallsUnderOneLease <= 1)
        #expect(history.provider.unannounced == 0)

        // A last one, in a process that has seen nothing, long after.
        history.connected.time.advance(by: .seconds(86_400))
        history.books = []
        history.callers = []
        history.provider.lossPercentage = 0
        let before = try await history.connected.tokens()
        let wasLost = history.provider.issued > before.tokenVersion
        let wasAuthorized = try await history.connected.storedGrant().status == .authorized
        if !wasAuthorized { #expect(wasLost) }
        try await history.startProcess()
        history.ask()
        let last = try #require(try await history.finish().first)
        if wasLost {
            #expect(throws: ConnectionError.self) { try last.get() }
            let status = try await history.connected.storedGrant().status
            #expect(status == .needsReauthorization(.rotationOutcomeUnknown))
        } else {
            #expect(throws: Never.self) { try last.get() }
            #expect(try await history.connected.storedGrant().status == .authorized)
        }
    }
}
