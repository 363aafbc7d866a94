import Synchronization

/// Holds those who come to it until it is opened; whether they are cancelled does not matter to it.
final class Gate: Sendable {
    private struct State {
        var isOpen = false
        var arrivals = 0
        var held: [CheckedContinuation<Void, Never>] = []
    }

    private let state = Mutex(State())

    /// Waits at the gate.
    func pass() async {
        await withCheckedContinuation { continuation in
            let isOpen = self.state.withLock { state in
                state.arrivals += 1
                if !state.isOpen { state.held.append(continuation) }
                return state.isOpen
            }
            if isOpen { continuation.resume() }
        }
    }

    /// Lets everybody pass, now and later.
    func open() {
        let held = self.state.withLock { state in
            state.isOpen = true
            defer { state.held = [] }
            return state.held
        }
        for continuation in held { continuation.resume() }
    }

    /// Waits until so many have come, whether or not they have passed.
    func waitForArrivals(_ count: Int = 1) async throws {
        try await wait { self.state.withLock { $0.arrivals } >= count }
    }
}

/// Waits until `condition` holds, giving way to other tasks; throws when the task is cancelled first.
func wait(until condition: () async throws -> Bool) async throws {
    while try await !condition() {
        try Task.checkCancellation()
        await Task.yield()
    }
}
