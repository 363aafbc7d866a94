import Synchronization

/// The refreshes under way in this process: one for each grant, with those who wait for it.
///
/// Waiters are continuations, so that a waiter costs the same however many there are; a cancelled one leaves without
/// disturbing the rest. One who arrives takes the lock once, and one who is resumed not at all.
final class FlightBoard<Key: Hashable & Sendable, Output: Sendable>: Sendable {
    // A reference, so that one who joins does not copy those who wait already.
    private final class Flight {
        /// The version of the tokens that it renews; `nil` when nobody looked.
        let version: Int?
        var waiters: [Int: CheckedContinuation<Output?, Never>] = [:]

        init(version: Int?) {
            self.version = version
        }
    }

    private enum Arrival {
        case first, joined, unwanted, cancelled
    }

    private let flights = Mutex<[Key: Flight]>([:])
    private let lastWaiter = Atomic(0)

    /// Waits for the flight of `key`, which `start` begins when there is none.
    ///
    /// - Parameters:
    ///   - key: what the flight is about.
    ///   - cancelled: what a waiter gets whose task is cancelled.
    ///   - start: begins the flight; it must lead to ``land(_:with:)``.
    /// - Returns: what the flight brought.
    func wait(for key: Key, cancelled: Output, start: () -> Void) async -> Output {
        await self.arrive(at: key, version: nil, cancelled: cancelled, start: start) ?? cancelled
    }

    /// Waits for the flight of `key` that renews the tokens of `version`, which `start` begins when there is no flight.
    ///
    /// - Returns: what the flight brought; `nil`, at once, when the flight under way is about other tokens.
    func join(_ key: Key, version: Int, cancelled: Output, start: () -> Void) async -> Output? {
        await self.arrive(at: key, version: version, cancelled: cancelled, start: start)
    }

    private func arrive(at key: Key, version: Int?, cancelled: Output, start: () -> Void) async -> Output? {
        let waiter = self.lastWaiter.add(1, ordering: .relaxed).newValue
        return await withTaskCancellationHandler {
            await withCheckedContinuation { continuation in
                let arrival = self.flights.withLock { flights -> Arrival in
                    // A cancellation that comes now waits for the lock, and finds who is registered here.
                    if Task.isCancelled { return .cancelled }
                    if let flight = flights[key] {
                        if let version, flight.version != version { return .unwanted }
                        flight.waiters[waiter] = continuation
                        return .joined
                    }
                    let flight = Flight(version: version)
                    flight.waiters[waiter] = continuation
                    flights[key] = flight
                    return .first
                }
                switch arrival {
                case .first: start()
                case .joined: break
                case .unwanted: continuation.resume(returning: nil)
                case .cancelled: continuation.resume(returning: cancelled)
                }
            }
        } onCancel: {
            let continuation = self.flights.withLock { $0[key]?.waiters.removeValue(forKey: waiter) }
            continuation?.resume(returning: cancelled)
        }
    }

    /// Begins a flight that nobody waits for yet, unless there is one.
    ///
    /// - Parameters:
    ///   - key: what the flight is about.
    ///   - version: the version of the tokens that it renews.
    /// - Returns: whether it is to be begun.
    func claim(_ key: Key, version: Int? = nil) -> Bool {
        self.flights.withLock { flights in
            guard flights[key] == nil else { return false }
            flights[key] = Flight(version: version)
            return true
        }
    }

    /// Ends the flight of `key`; everybody who waits for it gets `output`.
    func land(_ key: Key, with output: Output) {
        let waiters = self.flights.withLock { $0.removeValue(forKey: key)?.waiters ?? [:] }
        for continuation in waiters.values { continuation.resume(returning: output) }
    }

    /// The number of flights, for tests.
    var count: Int { self.flights.withLock { $0.count } }
    /// The number of those who wait for one, for tests.
    var waiterCount: Int { self.flights.withLock { $0.values.reduce(0) { $0 + $1.waiters.count } } }
}
