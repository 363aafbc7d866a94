import Testing

@testable import ConnectionsKit

@Suite(.timeLimit(.minutes(10))) struct FlightBoardTests {
    let board = FlightBoard<String, Int>()

    @Test func `the first who waits begins the flight, and everybody gets what it brings`() async throws {
        let board = self.board
        let starts = Counter()
        let outputs = try await withThrowingTaskGroup(of: Int.self) { group in
            for _ in 0..<1_000 {
                group.addTask { await board.wait(for: "a", cancelled: -1) { starts.add() } }
            }
            try await wait { board.waiterCount >= 1_000 }
            board.land("a", with: 7)
            return try await group.reduce(into: []) { $0.append($1) }
        }
        #expect(outputs == Array(repeating: 7, count: 1_000))
        #expect(starts.value == 1)
        #expect(board.count == 0)
    }

    @Test func `flights of different keys do not meet`() async throws {
        let board = self.board
        async let a = board.wait(for: "a", cancelled: -1) {}
        async let b = board.wait(for: "b", cancelled: -1) {}
        try await wait { board.waiterCount >= 2 }
        board.land("b", with: 2)
        board.land("a", with: 1)
        #expect(await (a, b) == (1, 2))
    }

    @Test func `a cancelled waiter leaves alone, the first one too`() async throws {
        let board = self.board
        let starts = Counter()
        let first = Task { await board.wait(for: "a", cancelled: -1) { starts.add() } }
        try await wait { board.waiterCount >= 1 }
        let second = Task { await board.wait(for: "a", cancelled: -1) { starts.add() } }
        try await wait { board.waiterCount >= 2 }
        first.cancel()
        #expect(await first.value == -1)
        board.land("a", with: 7)
        #expect(await second.value == 7)
        #expect(starts.value == 1)
    }

    @Test func `a flight that everybody left goes on, and another who comes joins it`() async throws {
        let board = self.board
        let first = Task { await board.wait(for: "a", cancelled: -1) {} }
        try await wait { board.waiterCount >= 1 }
        first.cancel()
        #expect(await first.value == -1)
        #expect(board.count == 1)
        let starts = Counter()
        let second = Task { await board.wait(for: "a", cancelled: -1) { starts.add() } }
        try await wait { board.waiterCount >= 1 }
        board.land("a", with: 7)
        #expect(await second.value == 7)
        #expect(starts.value == 0)
    }

    @Test func `who was cancelled before begins nothing and leaves nothing behind`() async throws {
        let board = self.board
        let gate = Gate()
        let starts = Counter()
        let waiter = Task {
            await gate.pass()
            return await board.wait(for: "a", cancelled: -1) { starts.add() }
        }
        try await gate.waitForArrivals()
        waiter.cancel()
        gate.open()
        #expect(await waiter.value == -1)
        #expect(starts.value == 0)
        #expect(board.count == 0)
    }

    @Test func `a flight is claimed once until it lands`() {
        #expect(self.board.claim("a"))
        #expect(!self.board.claim("a"))
        #expect(self.board.claim("b"))
        self.board.land("a", with: 7)
        #expect(self.board.claim("a"))
    }

    @Test func `a claimed flight is joined and not begun again`() async throws {
        let board = self.board
        #expect(board.claim("a"))
        let starts = Counter()
        async let output = board.wait(for: "a", cancelled: -1) { starts.add() }
        try await wait { board.waiterCount >= 1 }
        board.land("a", with: 7)
        #expect(await output == 7)
        #expect(starts.value == 0)
    }

    @Test func `a start that lands at once wakes the one who began it`() async throws {
        let board = self.board
        #expect(await board.wait(for: "a", cancelled: -1) { board.land("a", with: 7) } == 7)
        #expect(board.count == 0)
    }

    @Test func `cancelling and landing at the same moment resumes each waiter once`() async throws {
        let board = self.board
        for round in 0..<200 {
            let waiters = (0..<8).map { _ in Task { await board.wait(for: "a", cancelled: -1) {} } }
            let lander = Task {
                try await wait { board.waiterCount >= 4 }
                board.land("a", with: round)
            }
            for waiter in waiters.dropFirst(4) { waiter.cancel() }
            try await lander.value
            // Those who came after the landing wait for the flight that the first of them began.
            let sweeper = Task { while !Task.isCancelled { board.land("a", with: round); await Task.yield() } }
            for (index, waiter) in waiters.enumerated() {
                let output = await waiter.value
                #expect(output == round || (index >= 4 && output == -1))
            }
            sweeper.cancel()
            await sweeper.value
            #expect(board.waiterCount == 0)
        }
    }
}
