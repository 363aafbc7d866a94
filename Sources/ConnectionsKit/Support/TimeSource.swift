#if canImport(FoundationEssentials)
import FoundationEssentials
#else
import Foundation
#endif

/// Where the library reads the time and waits: the system's clock in production, a hand-moved one in tests.
public struct TimeSource: Sendable {
    /// The present moment.
    ///
    /// It may jump in either direction, as a wall clock does.
    public var now: @Sendable () -> Timestamp
    /// Waits for the given time; throws `CancellationError` when the task is cancelled first.
    public var sleep: @Sendable (Duration) async throws -> Void

    /// Makes a time source from its two functions.
    public init(
        now: @escaping @Sendable () -> Timestamp, sleep: @escaping @Sendable (Duration) async throws -> Void
    ) {
        self.now = now
        self.sleep = sleep
    }

    /// The system's wall clock, and `Task.sleep`.
    public static let system = TimeSource(now: { Timestamp(Date.now) }, sleep: { try await Task.sleep(for: $0) })
}
