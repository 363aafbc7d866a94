import Synchronization

/// The refreshes under way in this process: one for each grant, with those who wait for it.
///
/// Waiters are continuations, so that a waiter costs the same however many there are; a cancelled one leaves without
/// disturbing the rest. One who arrives takes the lock once, and one who is resumed not at all. They are resumed in the
/// order in which they came: that is fair, and a task group, which looks for an ended child from the first on, finds it at
/// once.
final class FlightBoard<Key: Hashable & Sendable, Output: Sendable>: Sendable {
    /// Somebody who waits, and is resumed once: whoever takes it out of its seat, under the lock, has it alone.
    ///
    /// Its continuation is not checked, since checking costs each of ten thousand an allocation.
    @safe
    private struct Waiter: Sendable {
        private let continuation: UnsafeContinuation<Output?, Never>

        init(_ continuation: UnsafeContinuation<Output?, Never>) {
            unsafe self.continuation = continuation
        }

        func resume(with output: Output?) {
            unsafe self.continuation.resume(returning: output)
        }
    }

    // A reference, so that one who joins does not copy those who wait already.
    private final class Flight {
        let number: Int
        /// The version of the tokens that it renews; `nil` when nobody looked.
        let version: Int?
        /// Who waits, in order; those who left are `nil`.
        var waiters: [Waiter?] = []
        var waiting = 0

        init(number: Int, version: Int?) {
            self.number = number
            self.version = version
        }

        func seat(_ waiter: Waiter, _ ticket: Ticket) {
            ticket.place.store(self.number << 32 | self.waiters.count, ordering: .relaxed)
            self.waiters.append(waiter)
            self.waiting += 1
        }

        func leave(_ seat: Int) -> Waiter? {
            guard seat >> 32 == self.number, case let index = seat & 0xFFFF_FFFF, let waiter = self.waiters[index]
            else {
                return nil
            }
            self.waiters[index] = nil
            self.waiting -= 1
            return waiter
        }
    }

    /// Somebody who wants to wait: for which flight, and where they are seated.
    ///
    /// A reference that whoever waits holds a word for.
    final class Ticket: Sendable {
        let key: Key
        /// The version of the tokens that the flight must be about; `nil` for whichever.
        let version: Int?
        /// The number of the flight and the seat in it; written and read under the board's lock.
        fileprivate let place = Atomic(0)

        init(_ key: Key, version: Int? = nil) {
            self.key = key
            self.version = version
        }
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
        await self.join(Ticket(key), cancelled: cancelled, start: start) ?? cancelled
    }

    /// Waits for the flight of a ticket, which `start` begins when there is none.
    ///
    /// - Returns: what the flight brought; `nil`, at once, when the flight under way is about other tokens.
    // A part of its caller: each frame in which ten thousand tasks wait is paid for ten thousand times.
    @inline(__always)
    func join(_ ticket: Ticket, cancelled: Output, start: () -> Void) async -> Output? {
        await withTaskCancellationHandler {
            await unsafe withUnsafeContinuation { continuation in
                let waiter = unsafe Waiter(continuation)
                switch self.arrive(waiter, ticket) {
                case .first: start()
                case .joined: break
                case .unwanted: waiter.resume(with: nil)
                case .cancelled: waiter.resume(with: cancelled)
                }
            }
        } onCancel: {
            self.leave(ticket)?.resume(with: cancelled)
        }
    }

    @inline(never)
    private func arrive(_ waiter: Waiter, _ ticket: Ticket) -> Arrival {
        self.state.withLock { state in
            // A cancellation that comes now waits for the lock, and finds who is seated here.
            if Task.isCancelled { return .cancelled }
            if let flight = state.flights[ticket.key] {
                if let version = ticket.version, flight.version != version { return .unwanted }
                flight.seat(waiter, ticket)
                return .joined
            }
            state.begin(ticket.key, version: ticket.version).seat(waiter, ticket)
            return .first
        }
    }

    private func leave(_ ticket: Ticket) -> Waiter? {
        self.state.withLock { $0.flights[ticket.key]?.leave(ticket.place.load(ordering: .relaxed)) }
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
        for waiter in waiters { waiter?.resume(with: output) }
    }

    /// The number of flights, for tests.
    var count: Int { self.state.withLock { $0.flights.count } }
    /// The number of those who wait for one, for tests.
    var waiterCount: Int { self.state.withLock { $0.flights.values.reduce(0) { $0 + $1.waiting } } }
}
