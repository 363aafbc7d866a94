import ConnectionsKit
import Synchronization

/// The system's clock, set forward by a test: its tokens seem old, and what waits still waits in real time.
final class MovableClock: Sendable {
    private let ahead = Mutex(Duration.zero)

    func advance(by duration: Duration) {
        self.ahead.withLock { $0 += duration }
    }

    var source: TimeSource {
        TimeSource(
            now: { TimeSource.system.now() + self.ahead.withLock { $0 } },
            sleep: { try await TimeSource.system.sleep($0) })
    }
}
