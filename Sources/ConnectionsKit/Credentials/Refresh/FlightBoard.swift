import Synchronization

/// The refreshes under way in this process: one for each grant, with those who wait for it.
///
/// Waiters are continuations, so that a waiter costs the same however many there are; a cancelled one leaves without
/// disturbing the rest.
final class FlightBoard<Key: Hashable & Sendable, Output: Sendable>: Sendable {
    private struct State {
        var flights: [Key: [Int: CheckedContinuation<Output, Never>]] = [:]
        /// Waiters that are about to join a flight, and whether they were cancelled meanwhile.
        var arriving: [Int: Bool] = [:]
        var nextWaiter = 0
    }

    private let state = Mutex(State())

    /// Waits for the flight of `key`, which `start` begins when there is none.
    ///
    /// - Parameters:
    ///   - key: what the flight is about.
    ///   - cancelled: what a waiter gets whose task is cancelled.
    ///   - start: begins the flight; it must lead to ``land(_:with:)``.
    /// - Returns: what the flight brought.
    func wait(for key: Key, cancelled: Output, start: () -> Void) async -> Output {
        let waiter = self.state.withLock { state in
            state.nextWaiter += 1
            state.arriving[state.nextWaiter] = false
            return state.nextWaiter
        }
        return await withTaskCancellationHandler {
            await withCheckedContinuation { continuation in
                let (isFirst, isAbandoned) = self.state.withLock { state in
                    if state.arriving.removeValue(forKey: waiter) == true { return (false, true) }
                    let isFirst = state.flights[key] == nil
                    state.flights[key, default: [:]][waiter] = continuation
                    return (isFirst, false)
                }
                if isAbandoned { continuation.resume(returning: cancelled) }
                if isFirst { start() }
            }
        } onCancel: {
            let continuation = self.state.withLock { state in
                if state.arriving[waiter] != nil { state.arriving[waiter] = true }
                return state.flights[key]?.removeValue(forKey: waiter)
            }
            continuation?.resume(returning: cancelled)
        }
    }

    /// Begins a flight that nobody waits for yet, unless there is one.
    ///
    /// - Returns: whether it is to be begun.
    func claim(_ key: Key) -> Bool {
        self.state.withLock { state in
            guard state.flights[key] == nil else { return false }
            state.flights[key] = [:]
            return true
        }
    }

    /// Ends the flight of `key`; everybody who waits for it gets `output`.
    func land(_ key: Key, with output: Output) {
        let waiters = self.state.withLock { $0.flights.removeValue(forKey: key) ?? [:] }
        for continuation in waiters.values { continuation.resume(returning: output) }
    }

    /// The number of flights, for tests.
    var count: Int { self.state.withLock { $0.flights.count } }
    /// The number of those who wait for one, for tests.
    var waiterCount: Int { self.state.withLock { $0.flights.values.reduce(0) { $0 + $1.count } } }
}
