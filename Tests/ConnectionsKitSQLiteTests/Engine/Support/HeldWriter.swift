import Dispatch

@testable import ConnectionsKitSQLite

/// Keeps an engine's writer busy, so that what is given to it meanwhile waits and goes into one group.
struct HeldWriter {
    private let gate = DispatchSemaphore(value: 0)
    private let writer: Writer
    private let holder: Task<Void, any Error>

    /// Returns once the writer is busy.
    init(_ engine: SQLiteEngine) async {
        let (gate, writer) = (self.gate, engine.writer)
        let (arrivals, arrival) = AsyncStream<Void>.makeStream()
        self.writer = writer
        self.holder = Task {
            try await writer.write { _ throws(SQLiteFailure) in
                arrival.yield()
                gate.wait()
                // The write is run again where another undoes its transaction, and finds the gate open.
                gate.signal()
            }
        }
        for await _ in arrivals { break }
    }

    /// Starts a task, and returns once what it writes waits.
    func queue<Value: Sendable>(_ body: @escaping @Sendable () async -> Value) async -> Task<Value, Never> {
        let count = self.writer.waitingCount
        let task = Task { await body() }
        while self.writer.waitingCount == count { await Task.yield() }
        return task
    }

    /// Lets the writer go on.
    func release() async throws {
        self.gate.signal()
        try await self.holder.value
    }
}
