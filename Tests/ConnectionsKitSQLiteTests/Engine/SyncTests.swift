import Testing

@testable import ConnectionsKitSQLite

@Suite struct SyncTests {
    private let folder: TemporaryFolder
    private let syncs: SyncCounter

    init() throws {
        self.folder = try TemporaryFolder()
        // SQLite names a file by its real path.
        self.syncs = try SyncCounter(self.folder.file())
    }

    private func open(_ access: Database.Access) async throws -> SQLiteEngine {
        let engine = try await SQLiteEngine.open(.file(self.folder.file()), access, migrator: .fixture)
        // The first commit to an empty log writes its header too.
        try await engine.add("first")
        _ = self.syncs.take()
        return engine
    }

    @Test(arguments: [Database.Access.readWrite, .exclusive])
    func `a lone commit is one wait for the disk, of the log alone`(_ access: Database.Access) async throws {
        let engine = try await self.open(access)
        for number in 0..<50 {
            try await engine.add("\(number)")
            let syncs = self.syncs.take()
            #expect(syncs == (1, 0), "commit \(number)")
        }
    }

    @Test(arguments: [Database.Access.readWrite, .exclusive])
    func `a group of commits is one wait for the disk`(_ access: Database.Access) async throws {
        let engine = try await self.open(access)
        let held = await HeldWriter(engine)
        var tasks: [Task<Bool, Never>] = []
        for number in 0..<20 {
            tasks.append(await held.queue { (try? await engine.add("\(number)")) != nil })
        }
        #expect(self.syncs.take() == (0, 0))
        try await held.release()
        for task in tasks { #expect(await task.value) }
        #expect(self.syncs.take() == (1, 0))
    }

    @Test func `a write that is refused, a read and a scan wait for no disk`() async throws {
        let engine = try await self.open(.readWrite)
        await #expect(throws: SQLiteFailure.self) { try await engine.add("first") }
        _ = try engine.reader.connectionCount()
        _ = try await engine.scan { database throws(SQLiteFailure) in try database.connectionCount() }
        #expect(self.syncs.take() == (0, 0))
    }

    @Test(arguments: [Database.Access.readWrite, .exclusive])
    func `a long log is copied into the file after a commit, and is begun anew`(_ access: Database.Access) async throws
    {
        let engine = try await self.open(access)
        for number in 0..<6 {
            try await engine.addPages(Database.checkpointPages / 2, named: "\(number)")
            // What comes next on the queue comes after the copying.
            _ = try await engine.writer.scan { database throws(SQLiteFailure) in try database.connectionCount() }
        }
        #expect(self.syncs.take().file >= 2)
        let pages = try await engine.writer.scan { database throws(SQLiteFailure) in database.logPages }
        #expect(pages < 2 * Database.checkpointPages)
    }

    @Test func `a scan that lasts holds up no commit, and the log is copied once it is over`() async throws {
        let engine = try await self.open(.readWrite)
        let held = await HeldScan(engine)
        for number in 0..<5 { try await engine.addPages(Database.checkpointPages / 2, named: "\(number)") }
        let during = try await engine.writer.scan { database throws(SQLiteFailure) in database.logPages }
        #expect(during > 2 * Database.checkpointPages)
        let seen = try await held.release()
        #expect(seen == 1)
        for number in 5..<9 { try await engine.addPages(Database.checkpointPages / 2, named: "\(number)") }
        let after = try await engine.writer.scan { database throws(SQLiteFailure) in database.logPages }
        #expect(after < during)
        #expect(try engine.reader.connectionCount() == 1 + 9 * Int64(Database.checkpointPages / 2))
    }
}

extension SQLiteEngine {
    fileprivate func add(_ name: String) async throws(SQLiteFailure) {
        try await self.writer.write { database throws(SQLiteFailure) in try database.addConnection(name) }
    }

    /// Adds a connection on each of so many pages.
    fileprivate func addPages(_ count: Int, named name: String) async throws(SQLiteFailure) {
        try await self.writer.write { database throws(SQLiteFailure) in
            let filling = String(repeating: "x", count: 3_000)
            for number in 0..<count { try database.addConnection("\(name) \(number) \(filling)") }
        }
    }
}
