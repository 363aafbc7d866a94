import CSQLite
import Synchronization

/// Tells a long statement to stop, from any thread.
final class Interruption: Sendable {
    private let requested = Atomic(false)

    var isRequested: Bool { self.requested.load(ordering: .relaxed) }

    func request() { self.requested.store(true, ordering: .relaxed) }
}

extension Database {
    /// How many instructions of SQLite's machine pass between two looks; about a tenth of a millisecond.
    private static let instructionsBetweenLooks: Int32 = 10_000

    /// Runs `body`, whose statements end soon after an interruption is requested.
    ///
    /// - Throws: what `body` throws; `interrupted` after the request.
    func interruptible<Result>(
        by interruption: Interruption, _ body: () throws(SQLiteFailure) -> Result
    ) throws(SQLiteFailure) -> Result {
        let context = unsafe Unmanaged.passUnretained(interruption).toOpaque()
        let look: @convention(c) (UnsafeMutableRawPointer?) -> Int32 = { context in
            guard let context = unsafe context else { return 0 }
            return unsafe Unmanaged<Interruption>.fromOpaque(context).takeUnretainedValue().isRequested ? 1 : 0
        }
        unsafe sqlite3_progress_handler(self.connection, Self.instructionsBetweenLooks, look, context)
        defer { unsafe sqlite3_progress_handler(self.connection, 0, nil, nil) }
        return try body()
    }
}
