import Foundation
import Testing

@testable import ConnectionsKitSQLite

@Suite struct GroupCommitTests {
    private struct Refusal: SQLiteFailureConvertible, Equatable {
        var reason: String
        init(_ reason: String) { self.reason = reason }
        init(_ failure: SQLiteFailure) { self.reason = "\(failure.kind)" }
    }

    private let folder: TemporaryFolder
    private let engine: SQLiteEngine

    init() async throws {
        self.folder = try TemporaryFolder()
        self.engine = try await SQLiteEngine.open(
            .file(self.folder.file()), migrator: .fixture, busyTimeout: .milliseconds(20))
    }

    /// Adds a connection, and returns how many there are; or refuses after it was added.
    private static func add(
        _ name: String, to engine: SQLiteEngine, refusing reason: String? = nil, cancelled: Refusal? = nil
    ) async -> Result<Int64?, Refusal> {
        do throws(Refusal) {
            return .success(
                try await engine.writer.write(cancelled: cancelled) { database throws(Refusal) in
                    let count = try Refusal.converting { () throws(SQLiteFailure) in
                        try database.addConnection(name)
                        return try database.connectionCount()
                    }
                    if let reason { throw Refusal(reason) }
                    return count
                })
        } catch {
            return .failure(error)
        }
    }

    private func names() throws -> [String] {
        try self.engine.reader.read { database throws(SQLiteFailure) in
            try database.all("SELECT link_name FROM connections ORDER BY id") { row throws(SQLiteFailure) in
                try row.text()
            }
        }
    }

    @Test func `writes that wait are run in their order, and each sees those before it`() async throws {
        let engine = self.engine
        let held = await HeldWriter(engine)
        var tasks: [Task<Result<Int64?, Refusal>, Never>] = []
        for number in 0..<5 { tasks.append(await held.queue { await Self.add("\(number)", to: engine) }) }
        #expect(try self.names().isEmpty)
        try await held.release()
        for (number, task) in tasks.enumerated() { #expect(await task.value == .success(Int64(number + 1))) }
        #expect(try self.names() == ["0", "1", "2", "3", "4"])
    }

    @Test(arguments: [0, 1, 4])
    func `who is refused is undone alone and leaves no trace for those after`(_ refused: Int) async throws {
        let engine = self.engine
        let held = await HeldWriter(engine)
        var tasks: [Task<Result<Int64?, Refusal>, Never>] = []
        for number in 0..<5 {
            let reason = number == refused ? "no" : nil
            tasks.append(await held.queue { await Self.add("\(number)", to: engine, refusing: reason) })
        }
        try await held.release()
        for (number, task) in tasks.enumerated() {
            let count = Int64(number < refused ? number + 1 : number)
            #expect(await task.value == (number == refused ? .failure(Refusal("no")) : .success(count)))
        }
        #expect(try self.names() == (0..<5).filter { $0 != refused }.map { "\($0)" })
    }

    @Test func `who breaks a rule by what one before wrote is told, and that one stays`() async throws {
        let engine = self.engine
        let held = await HeldWriter(engine)
        let first = await held.queue { await Self.add("books", to: engine) }
        let second = await held.queue { await Self.add("books", to: engine) }
        let third = await held.queue { await Self.add("people", to: engine) }
        try await held.release()
        #expect(await first.value == .success(1))
        let broken = ConstraintViolation(.unique, name: "connections.account, connections.link_name")
        #expect(await second.value == .failure(Refusal("\(SQLiteFailure.Kind.constraint(broken))")))
        #expect(await third.value == .success(2))
    }

    @Test func `a failure that ends the transaction is that one's alone, and the others are run again`() async throws {
        let engine = self.engine
        _ = await Self.add("there", to: engine)
        let held = await HeldWriter(engine)
        let before = await held.queue { await Self.add("before", to: engine) }
        let refused = await held.queue { await Self.add("refused", to: engine, refusing: "no") }
        let ending = await held.queue {
            await storeFailure { () throws(SQLiteFailure) in
                try await engine.writer.write { database throws(SQLiteFailure) in
                    _ = try database.run(
                        "INSERT OR ROLLBACK INTO connections (account, link_name) VALUES ('zylker', 'there')")
                }
            }
        }
        let after = await held.queue { await Self.add("after", to: engine) }
        try await held.release()
        #expect(await before.value == .success(2))
        #expect(await refused.value == .failure(Refusal("no")))
        let kind = await ending.value?.kind
        guard case .constraint = kind else {
            Issue.record("the one that ended the transaction was told \(String(describing: kind))")
            return
        }
        #expect(await after.value == .success(3))
        #expect(try self.names() == ["there", "before", "after"])
    }

    @Test func `a commit that fails fails all of its group, those it refused too, and writes nothing`() async throws {
        let engine = self.engine
        let held = await HeldWriter(engine)
        let first = await held.queue { await Self.add("first", to: engine) }
        let refused = await held.queue { await Self.add("refused", to: engine, refusing: "no") }
        let broken = await held.queue {
            await storeFailure { () throws(SQLiteFailure) in
                try await engine.writer.write { database throws(SQLiteFailure) in
                    try database.execute("PRAGMA defer_foreign_keys = ON")
                    _ = try database.run("INSERT INTO grants (connection, uses) VALUES (?, ?)", 99, 0)
                }
            }
        }
        await #expect(throws: SQLiteFailure.self) { try await held.release() }
        let kind = SQLiteFailure.Kind.constraint(ConstraintViolation(.foreignKey))
        #expect(await first.value == .failure(Refusal("\(kind)")))
        #expect(await refused.value == .failure(Refusal("\(kind)")))
        #expect(await broken.value?.kind == kind)
        #expect(try self.names().isEmpty)
        #expect(await Self.add("later", to: engine) == .success(1))
    }

    @Test func `a group is not committed to a file that was taken away`() async throws {
        let engine = self.engine
        let held = await HeldWriter(engine)
        let waiting = await held.queue { await Self.add("lost", to: engine) }
        try FileManager.default.moveItem(atPath: self.folder.file(), toPath: self.folder.file("elsewhere"))
        await #expect(throws: SQLiteFailure.self) { try await held.release() }
        #expect(await waiting.value == .failure(Refusal("vanished")))
        try FileManager.default.moveItem(atPath: self.folder.file("elsewhere"), toPath: self.folder.file())
        #expect(await Self.add("kept", to: engine) == .success(1))
    }

    @Test func `all who wait for a lock that does not come are told at once`() async throws {
        let other = try Database.open(.file(self.folder.file()))
        try other.execute("BEGIN IMMEDIATE")
        let engine = self.engine
        let results = await withTaskGroup(of: Result<Int64?, Refusal>.self) { group in
            for number in 0..<10 { group.addTask { await Self.add("\(number)", to: engine) } }
            return await group.reduce(into: []) { $0.append($1) }
        }
        #expect(results.allSatisfy { $0 == .failure(Refusal("busy")) })
        try other.execute("ROLLBACK")
        #expect(await Self.add("after", to: engine) == .success(1))
    }

    @Test func `who is cancelled before its turn is told at once, and those around it go on`() async throws {
        let engine = self.engine
        let held = await HeldWriter(engine)
        let before = await held.queue { await Self.add("before", to: engine) }
        let cancelled = await held.queue {
            await Self.add("cancelled", to: engine, cancelled: Refusal("cancelled"))
        }
        let after = await held.queue { await Self.add("after", to: engine, cancelled: Refusal("cancelled")) }
        cancelled.cancel()
        // The writer is still held.
        #expect(await cancelled.value == .failure(Refusal("cancelled")))
        try await held.release()
        #expect(await before.value == .success(1))
        #expect(await after.value == .success(2))
        after.cancel()
        #expect(try self.names() == ["before", "after"])
    }

    @Test func `who was cancelled before it came does not come to its turn`() async throws {
        let engine = self.engine
        let task = Task {
            unsafe withUnsafeCurrentTask { unsafe $0?.cancel() }
            return await Self.add("cancelled", to: engine, cancelled: Refusal("cancelled"))
        }
        #expect(await task.value == .failure(Refusal("cancelled")))
        #expect(try self.names().isEmpty)
    }

    @Test func `more writes than a group holds are all committed in their order`() async throws {
        let engine = self.engine
        let held = await HeldWriter(engine)
        var tasks: [Task<Result<Int64?, Refusal>, Never>] = []
        let count = 2 * Writer.groupLimit + 3
        for number in 0..<count { tasks.append(await held.queue { await Self.add("\(number)", to: engine) }) }
        try await held.release()
        for (number, task) in tasks.enumerated() { #expect(await task.value == .success(Int64(number + 1))) }
        #expect(try self.names() == (0..<count).map { "\($0)" })
    }
}

/// The failure of SQLite that `body` throws, or `nil`.
private func storeFailure(of body: () async throws(SQLiteFailure) -> Void) async -> SQLiteFailure? {
    do {
        try await body()
        return nil
    } catch {
        return error
    }
}
