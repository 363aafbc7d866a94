import Dispatch
import Testing

@testable import ConnectionsKitSQLite

@Suite struct ReaderTests {
    private let folder: TemporaryFolder

    init() throws { self.folder = try TemporaryFolder() }

    private func open(_ access: Database.Access = .readWrite, readers: Int = 1) async throws -> SQLiteEngine {
        try await SQLiteEngine.open(.file(self.folder.file()), access, readers: readers, migrator: .fixture)
    }

    @Test func `a reader that is busy is passed over`() async throws {
        let engine = try await self.open(readers: 2)
        // A read within a read would wait for itself, were there no other connection.
        let count = try engine.reader.read { database throws(SQLiteFailure) in
            try database.addUp(try engine.reader.connectionCount())
        }
        #expect(count == 0)
    }

    @Test func `reads that find every reader busy wait for one`() async throws {
        let engine = try await self.open(readers: 2)
        try await engine.writer.write { database throws(SQLiteFailure) in try database.addConnection("books") }
        try await withThrowingTaskGroup(of: Int64?.self) { group in
            for _ in 0..<64 {
                group.addTask {
                    try await engine.reader.readBesideCommits { database throws(SQLiteFailure) in
                        try database.addUp(nil)
                    }
                }
            }
            for try await count in group { #expect(count == 1) }
        }
    }

    @Test func `reads go on while a commit is under way, on what was committed before`() async throws {
        let engine = try await self.open(readers: 1)
        let held = await HeldWriter(engine)
        let waiting = await held.queue {
            try? await engine.writer.write { database throws(SQLiteFailure) in try database.addConnection("books") }
        }
        let before = try await engine.reader.readBesideCommits { database throws(SQLiteFailure) in
            try database.connectionCount()
        }
        #expect(before == 0)
        #expect(try await engine.scan { database throws(SQLiteFailure) in try database.connectionCount() } == 0)
        try await held.release()
        #expect(await waiting.value != nil)
        #expect(try engine.reader.connectionCount() == 1)
    }

    @Test func `a read that lasts holds up no commit`() async throws {
        let engine = try await self.open(readers: 1)
        let scan = await HeldScan(engine)
        try await engine.writer.write { database throws(SQLiteFailure) in try database.addConnection("books") }
        #expect(try engine.reader.connectionCount() == 1)
        #expect(try await scan.release() == 0)
    }

    @Test func `with exclusive access a read that meets a commit comes after it, and holds no thread`() async throws {
        let engine = try await self.open(.exclusive)
        let held = await HeldWriter(engine)
        // More than there are threads in the pool.
        let reads = (0..<64).map { _ in
            Task {
                try await engine.reader.readBesideCommits { database throws(SQLiteFailure) in
                    try database.connectionCount()
                }
            }
        }
        let write = await held.queue {
            try? await engine.writer.write { database throws(SQLiteFailure) in try database.addConnection("books") }
        }
        try await held.release()
        #expect(await write.value != nil)
        for read in reads { #expect([0, 1].contains(try await read.value)) }
        #expect(try engine.reader.connectionCount() == 1)
    }
}

extension Database {
    /// The number of connections and another.
    fileprivate func addUp(_ other: Int64?) throws(SQLiteFailure) -> Int64 {
        (try self.connectionCount() ?? 0) + (other ?? 0)
    }
}
