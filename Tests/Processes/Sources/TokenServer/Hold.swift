import Dispatch
import Shared
import Synchronization

/// A point at which one refresh waits until it is let go.
final class Hold: Sendable {
    let point: HoldPoint
    private let reached = DispatchSemaphore(value: 0)
    private let released = DispatchSemaphore(value: 0)
    private let release = Mutex(Release.goOn)

    init(at point: HoldPoint) {
        self.point = point
    }

    /// Waits at the point.
    func pass() -> Release {
        self.reached.signal()
        self.released.wait()
        return self.release.withLock { $0 }
    }

    /// Waits until a refresh is at the point.
    func awaitReached() {
        self.reached.wait()
    }

    func letGo(_ release: Release) {
        self.release.withLock { $0 = release }
        self.released.signal()
    }
}
