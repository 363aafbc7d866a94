import ConnectionsKit
import Synchronization

/// The system's clock, which the story can move forward: nobody waits an hour for a token to expire.
final class StoryClock: Sendable {
    private let offset = Mutex(Duration.zero)

    /// How far the story is ahead.
    var ahead: Duration {
        get { self.offset.withLock { $0 } }
        set { self.offset.withLock { $0 = newValue } }
    }

    /// The present moment of the story.
    var now: Timestamp { TimeSource.system.now() + self.ahead }

    /// The clock as the library takes it.
    var source: TimeSource { TimeSource(now: { self.now }, sleep: TimeSource.system.sleep) }
}
