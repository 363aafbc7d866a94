import ConnectionsKit
import ConnectionsKitTesting
import Testing

@Suite struct ManualTimeSourceTests {
    let time = ManualTimeSource()

    @Test func `the clock stands until it is moved`() {
        #expect(self.time.now == .fixture)
        #expect(self.time.source.now() == .fixture)
        self.time.advance(by: .milliseconds(1))
        #expect(self.time.source.now() == .fixture + .milliseconds(1))
        self.time.jump(by: .seconds(-60))
        #expect(self.time.now == .fixture + .milliseconds(-59_999))
    }

    @Test func `a clock begins where it is told`() {
        #expect(ManualTimeSource(at: Timestamp(milliseconds: 7)).now == Timestamp(milliseconds: 7))
    }

    @Test func `a sleeper wakes when its time has passed, and not before`() async throws {
        try await withThrowingTaskGroup(of: Void.self) { group in
            group.addTask { try await self.time.source.sleep(.seconds(10)) }
            try await self.time.waitForSleepers()
            self.time.advance(by: .milliseconds(9_999))
            #expect(self.time.sleeperCount == 1)
            self.time.advance(by: .milliseconds(1))
            #expect(self.time.sleeperCount == 0)
            try await group.waitForAll()
        }
    }

    @Test func `one step wakes all whose time has passed and leaves the rest`() async throws {
        try await withThrowingTaskGroup(of: Int.self) { group in
            for seconds in [3, 1, 2, 9] {
                group.addTask {
                    try await self.time.source.sleep(.seconds(seconds))
                    return seconds
                }
            }
            try await self.time.waitForSleepers(4)
            self.time.advance(by: .seconds(3))
            #expect(self.time.sleeperCount == 1)
            var woken: Set<Int> = []
            for _ in 0..<3 { woken.insert(try #require(try await group.next())) }
            #expect(woken == [1, 2, 3])
            self.time.advance(by: .seconds(6))
            #expect(try await group.next() == 9)
        }
    }

    @Test func `a jump of the wall clock wakes nobody, forwards or back`() async throws {
        try await withThrowingTaskGroup(of: Void.self) { group in
            group.addTask { try await self.time.source.sleep(.seconds(10)) }
            try await self.time.waitForSleepers()
            self.time.jump(by: .seconds(3_600))
            #expect(self.time.sleeperCount == 1)
            self.time.jump(by: .seconds(-7_200))
            self.time.advance(by: .seconds(10))
            #expect(self.time.sleeperCount == 0)
            try await group.waitForAll()
        }
    }

    @Test func `a sleeper that is cancelled leaves at once`() async throws {
        let task = Task { try await self.time.source.sleep(.seconds(10)) }
        try await self.time.waitForSleepers()
        task.cancel()
        await #expect(throws: CancellationError.self) { try await task.value }
        #expect(self.time.sleeperCount == 0)
    }

    @Test(arguments: [Duration.seconds(10), .zero])
    func `a cancelled task does not fall asleep`(_ duration: Duration) async throws {
        let task = Task {
            while !Task.isCancelled { await Task.yield() }
            try await self.time.source.sleep(duration)
        }
        task.cancel()
        await #expect(throws: CancellationError.self) { try await task.value }
        #expect(self.time.sleeperCount == 0)
    }

    @Test(arguments: [Duration.zero, .seconds(-1)])
    func `a sleep of nothing is over at once`(_ duration: Duration) async throws {
        try await self.time.source.sleep(duration)
        #expect(self.time.now == .fixture)
    }

    @Test func `waiting for sleepers ends when it is cancelled`() async throws {
        let task = Task { try await self.time.waitForSleepers() }
        task.cancel()
        await #expect(throws: CancellationError.self) { try await task.value }
    }

    @Test func `a thousand sleepers wake or are cancelled, each once`() async throws {
        let tasks = (0..<1_000).map { _ in Task { try await self.time.source.sleep(.seconds(1)) } }
        try await self.time.waitForSleepers(1_000)
        await withTaskGroup(of: Void.self) { group in
            group.addTask { for task in tasks.reversed() { task.cancel() } }
            group.addTask { self.time.advance(by: .seconds(1)) }
        }
        for task in tasks {
            if case .failure(let error) = await task.result { #expect(error is CancellationError) }
        }
        #expect(self.time.sleeperCount == 0)
    }
}
