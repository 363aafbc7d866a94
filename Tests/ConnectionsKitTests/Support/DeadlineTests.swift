import ConnectionsKit
import ConnectionsKitTesting
import Testing

@Suite(.timeLimit(.minutes(10))) struct DeadlineTests {
    let time = ManualTimeSource()

    @Test func `an operation that ends in time wins, and its timer is taken back`() async throws {
        let output = await withDeadline(.seconds(1), time: self.time.source) { 7 }
        #expect(output == 7)
        try await wait { self.time.sleeperCount == 0 }
    }

    @Test func `an operation that is too slow is cancelled, and its end is not waited for`() async throws {
        let gate = Gate()
        let time = self.time
        async let output = withDeadline(.seconds(5), time: time.source) { () -> Int in
            await gate.pass()
            return 7
        }
        try await gate.waitForArrivals()
        try await time.waitForSleepers()
        time.advance(by: .milliseconds(4_999))
        #expect(time.sleeperCount == 1)
        time.advance(by: .milliseconds(1))
        // The operation is still at its gate: it ignores its cancellation.
        #expect(await output == nil)
        gate.open()
    }

    @Test func `the operation learns that its limit has passed`() async throws {
        let wasCancelled = Gate()
        let time = self.time
        async let output = withDeadline(.seconds(5), time: time.source) { () -> Int in
            do { try await time.source.sleep(.seconds(100)) } catch { await wasCancelled.pass() }
            return 7
        }
        try await time.waitForSleepers(2)
        time.advance(by: .seconds(5))
        #expect(await output == nil)
        try await wasCancelled.waitForArrivals()
        wasCancelled.open()
    }

    @Test func `a cancelled caller cancels the operation and still gets what it returns`() async throws {
        let time = self.time
        let caller = Task {
            await withDeadline(.seconds(5), time: time.source) { () -> String in
                do { try await time.source.sleep(.seconds(3)) } catch { return "cancelled" }
                return "done"
            }
        }
        try await time.waitForSleepers(2)
        caller.cancel()
        #expect(await caller.value == "cancelled")
    }

    @Test func `a caller that was cancelled before has a cancelled operation`() async throws {
        let time = self.time
        let gate = Gate()
        let caller = Task {
            await gate.pass()
            return await withDeadline(.seconds(5), time: time.source) { () -> String in
                do { try await time.source.sleep(.seconds(3)) } catch { return "cancelled" }
                return "done"
            }
        }
        try await gate.waitForArrivals()
        caller.cancel()
        gate.open()
        #expect(await caller.value == "cancelled")
    }

    @Test func `what comes after the limit is handed over once`() async throws {
        let gate = Gate()
        let received = Counter()
        let handedOver = Gate()
        let time = self.time
        async let output = withDeadline(.seconds(5), time: time.source) { () -> Int in
            await gate.pass()
            return 7
        } late: { value in
            if value == 7 { received.add() }
            await handedOver.pass()
        }
        try await gate.waitForArrivals()
        try await time.waitForSleepers()
        time.advance(by: .seconds(5))
        #expect(await output == nil)
        #expect(received.value == 0)
        gate.open()
        try await handedOver.waitForArrivals()
        #expect(received.value == 1)
        handedOver.open()
    }

    @Test func `what comes in time is not handed over as late`() async throws {
        let received = Counter()
        let output = await withDeadline(.seconds(5), time: self.time.source) {
            7
        } late: { _ in
            received.add()
        }
        #expect(output == 7)
        #expect(received.value == 0)
    }

    @Test func `a limit of zero passes at once`() async throws {
        let gate = Gate()
        let output = await withDeadline(.zero, time: self.time.source) { () -> Int in
            await gate.pass()
            return 7
        }
        #expect(output == nil)
        gate.open()
    }

    @Test func `many races at once give each its own result`() async throws {
        let time = self.time
        let outputs = await withTaskGroup(of: (Int, Int?).self) { group in
            for index in 0..<500 {
                group.addTask { (index, await withDeadline(.seconds(5), time: time.source) { index }) }
            }
            return await group.reduce(into: []) { $0.append($1) }
        }
        #expect(outputs.count == 500)
        #expect(outputs.allSatisfy { $0.0 == $0.1 })
    }
}
