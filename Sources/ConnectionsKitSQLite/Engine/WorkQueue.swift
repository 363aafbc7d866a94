import Dispatch

/// Runs what may wait for a disk or a lock, one after the other, so that no thread of the cooperative pool is held.
struct WorkQueue: Sendable {
    private let queue: DispatchQueue

    init(label: String) { self.queue = DispatchQueue(label: label) }

    /// Runs `body` after what was given before.
    func add(_ body: @escaping @Sendable () -> Void) { self.queue.async(execute: body) }

    /// Runs `body` after what was given before, and waits for its result.
    func run<Result: Sendable>(_ body: @escaping @Sendable () -> Result) async -> Result {
        await withCheckedContinuation { continuation in self.queue.async { continuation.resume(returning: body()) } }
    }
}
