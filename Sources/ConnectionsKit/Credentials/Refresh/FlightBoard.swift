import Synchronization

/// The refreshes under way in this process: one for each grant, with those who wait for it.
///
/// Waiters are continuations, so that a waiter costs the same however many there are; a cancelled one leaves without
/// disturbing the rest. One who arrives takes the lock once, and one who is resumed not at all. They are resumed in the
/// order in which they came: that is fair, and a task group, which looks for an ended child from the first on, finds it at
/// once.
final class FlightBoard<Key: Hashable & Sendable, Output: Sendable>: Sendable {
    // A reference, so that one who joins does not copy those who wait already.
    private final class Flight {
        let number: Int
        /// The version of the tokens that it renews; `nil` when nobody looked.
        let version: Int?
        /// Who waits, in order; those who left are `nil`.
        var waiters: [CheckedContinuation<Output?, Never>?] = []
        var waiting = 0

        init(number: Int, version: Int?) {
            self.number = number
            self.version = version
        }

        func seat(_ waiter: CheckedContinuation<Output?, Never>, _ ticket: Ticket) {
            ticket.place.store(self.number << 32 | self.waiters.count, ordering: .relaxed)
            self.waiters.append(waiter)
            self.waiting += 1
        }

        func leave(_ seat: Int) -> CheckedContinuation<Output?, Never>? {
            guard seat >> 32 == self.number, case let index = seat & 0xFFFF_FFFF, let waiter = self.waiters[index]
            else {
                return nil
            }
            self.waiters[index] = nil
            self.waiting -= 1
            return waiter
        }
    }

    /// Where somebody waits: the number of the flight and the seat in it; written and read under the board's lock.
    private final class Ticket: Sendable {
        let place = Atomic(0)
    }

    private enum Arrival {
        case first, joined, unwanted, cancelled
    }

    private struct State {
        var flights: [Key: Flight] = [:]
        var lastNumber = 0

        mutating func begin(_ key: Key, version: Int?) -> Flight {
            self.lastNumber += 1
            let flight = Flight(number: self.lastNumber, version: version)
            self.flights[key] = flight
            return flight
        }
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
        await self.arrive(at: key, version: nil, cancelled: cancelled, start: start) ?? cancelled
    }

    /// Waits for the flight of `key` that renews the tokens of `version`, which `start` begins when there is no flight.
    ///
    /// - Returns: what the flight brought; `nil`, at once, when the flight under way is about other tokens.
    @inline(__always)
    func join(_ key: Key, version: Int, cancelled: Output, start: () -> Void) async -> Output? {
        await self.arrive(at: key, version: version, cancelled: cancelled, start: start)
    }

    // A part of its caller: each frame in which ten thousand tasks wait is paid for ten thousand times.
    @inline(__always)
    private func arrive(at key: Key, version: Int?, cancelled: Output, start: () -> Void) async -> Output? {
        let ticket = Ticket()
        return await withTaskCancellationHandler {
            await withCheckedContinuation { continuation in
                let arrival = self.state.withLock { state -> Arrival in
                    // A cancellation that comes now waits for the lock, and finds who is seated here.
                    if Task.isCancelled { return .cancelled }
                    if let flight = state.flights[key] {
                        if let version, flight.version != version { return .unwanted }
                        flight.seat(continuation, ticket)
                        return .joined
                    }
                    state.begin(key, version: version).seat(continuation, ticket)
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
            let waiter = self.state.withLock { $0.flights[key]?.leave(ticket.place.load(ordering: .relaxed)) }
            waiter?.resume(returning: cancelled)
        }
    }

    /// Begins a flight that nobody waits for yet, unless there is one.
    ///
    /// - Parameters:
    ///   - key: what the flight is about.
    ///   - version: the version of the tokens that it renews.
    /// - Returns: whether it is to be begun.
    func claim(_ key: Key, version: Int? = nil) -> Bool {
        self.state.withLock { state in
            guard state.flights[key] == nil else { return false }
            _ = state.begin(key, version: version)
            return true
        }
    }

    /// Ends the flight of `key`; everybody who waits for it gets `output`.
    func land(_ key: Key, with output: Output) {
        let waiters = self.state.withLock { $0.flights.removeValue(forKey: key)?.waiters ?? [] }
        for waiter in waiters { waiter?.resume(returning: output) }
    }

    /// The number of flights, for tests.
    var count: Int { self.state.withLock { $0.flights.count } }
    /// The number of those who wait for one, for tests.
    var waiterCount: Int { self.state.withLock { $0.flights.values.reduce(0) { $0 + $1.waiting } } }
}
