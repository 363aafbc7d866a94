import Dispatch

@testable import ConnectionsKitSQLite

/// A scan that has begun to read and lasts until it is released.
struct HeldScan {
    private let gate = DispatchSemaphore(value: 0)
    private let scan: Task<Int64?, any Error>

    /// Returns once it has read.
    init(_ engine: SQLiteEngine) async {
        let gate = self.gate
        let (arrivals, arrival) = AsyncStream<Void>.makeStream()
        self.scan = Task {
            try await engine.scan { database throws(SQLiteFailure) in
                _ = try database.connectionCount()
                arrival.yield()
                gate.wait()
                return try database.connectionCount()
            }
        }
        for await _ in arrivals { break }
    }

    /// Lets it end; returns how many connections it saw.
    func release() async throws -> Int64? {
        self.gate.signal()
        return try await self.scan.value
    }
}
