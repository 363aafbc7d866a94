public import ConnectionsKit
import Synchronization

/// A clock that only tests move.
///
/// ```swift
/// let time = ManualTimeSource()
/// let store = InMemoryConnectionStore(time: time.source)
/// time.advance(by: .seconds(90))
/// ```
///
/// Time that passes and the wall clock are two things, as they are in life: ``advance(by:)`` moves both and wakes those
/// whose sleep is over; ``jump(by:)`` sets the wall clock, in either direction, and wakes nobody.
public final class ManualTimeSource: Sendable {
    private let state: Mutex<State>

    /// Makes a clock that stands at `start`.
    public init(at start: Timestamp = .fixture) {
        self.state = Mutex(State(now: start))
    }

    /// The present moment.
    public var now: Timestamp { self.state.withLock { $0.now } }

    /// This clock as the library takes it.
    public var source: TimeSource {
        TimeSource(now: { self.now }, sleep: { try await self.sleep(for: $0) })
    }

    /// Lets time pass and wakes those whose sleep is over, in the order in which they are due.
    ///
    /// - Parameter duration: how much; zero or more.
    public func advance(by duration: Duration) {
        let woken = self.state.withLock { $0.advance(by: duration) }
        for continuation in woken { continuation.resume() }
    }

    /// Sets the wall clock without letting time pass, as a correction from a time server does.
    ///
    /// - Parameter duration: how far; negative to set it back.
    public func jump(by duration: Duration) {
        self.state.withLock { $0.now = $0.now + duration }
    }

    /// How many tasks are asleep.
    public var sleeperCount: Int { self.state.withLock { $0.sleepers.count } }

    /// Waits until at least `count` tasks are asleep, so that a test advances the clock when there is somebody to wake.
    ///
    /// - Parameter count: how many.
    /// - Throws: `CancellationError` when the task is cancelled first.
    public func waitForSleepers(_ count: Int = 1) async throws {
        try await self.suspend { state, id, continuation in
            guard state.sleepers.count < count else { return true }
            state.watchers[id] = Watcher(count: count, continuation: continuation)
            return false
        }
    }

    private func sleep(for duration: Duration) async throws {
        try await self.suspend { state, id, continuation in
            guard duration > .zero else { return true }
            state.sleepers[id] = Sleeper(wakesAt: state.elapsed + duration, continuation: continuation)
            return false
        }
    }

    /// Suspends the task until its continuation, which `register` keeps unless it returns true, is resumed; throws when
    /// the task is cancelled first.
    private func suspend(
        _ register: (inout State, Int, CheckedContinuation<Void, any Error>) -> Bool
    ) async throws {
        let id = self.state.withLock { $0.makeID() }
        try await withTaskCancellationHandler {
            try await withCheckedThrowingContinuation { continuation in
                // A cancellation that comes now waits for the lock, and finds what is registered here.
                let (outcome, seen) = self.state.withLock { state -> (Result<Void, any Error>?, [Continuation]) in
                    if Task.isCancelled { return (.failure(CancellationError()), []) }
                    let isOver = register(&state, id, continuation)
                    return (isOver ? .success(()) : nil, state.takeContentWatchers())
                }
                for watcher in seen { watcher.resume() }
                if let outcome { continuation.resume(with: outcome) }
            }
        } onCancel: {
            self.state.withLock { $0.take(id) }?.resume(throwing: CancellationError())
        }
    }
}

private typealias Continuation = CheckedContinuation<Void, any Error>

private struct Sleeper {
    var wakesAt: Duration
    var continuation: Continuation
}

private struct Watcher {
    var count: Int
    var continuation: Continuation
}

private struct State {
    var now: Timestamp
    var elapsed: Duration = .zero
    var sleepers: [Int: Sleeper] = [:]
    var watchers: [Int: Watcher] = [:]
    private var lastID = 0

    init(now: Timestamp) {
        self.now = now
    }

    mutating func makeID() -> Int {
        self.lastID += 1
        return self.lastID
    }

    mutating func advance(by duration: Duration) -> [Continuation] {
        self.now = self.now + duration
        self.elapsed += duration
        let over = self.sleepers.filter { $0.value.wakesAt <= self.elapsed }
        for id in over.keys { self.sleepers[id] = nil }
        return over.sorted { ($0.value.wakesAt, $0.key) < ($1.value.wakesAt, $1.key) }.map(\.value.continuation)
    }

    mutating func take(_ id: Int) -> Continuation? {
        self.sleepers.removeValue(forKey: id)?.continuation ?? self.watchers.removeValue(forKey: id)?.continuation
    }

    mutating func takeContentWatchers() -> [Continuation] {
        let content = self.watchers.filter { $0.value.count <= self.sleepers.count }
        for id in content.keys { self.watchers[id] = nil }
        return content.values.map(\.continuation)
    }
}
