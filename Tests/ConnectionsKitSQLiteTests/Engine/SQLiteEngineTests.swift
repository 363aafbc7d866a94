import Dispatch
import Foundation
import Testing

@testable import ConnectionsKitSQLite

@Suite struct SQLiteEngineTests {
    private enum Place: CaseIterable { case memory, file }

    private static func withEngine(_ place: Place, _ body: (SQLiteEngine) async throws -> Void) async throws {
        let folder = try TemporaryFolder()
        let location = place == .memory ? DatabaseLocation.memory : .file(folder.file())
        try await body(try await SQLiteEngine.open(location, migrator: .fixture))
    }

    @Test(arguments: Place.allCases) private func `a reader sees what was written`(place: Place) async throws {
        try await Self.withEngine(place) { engine in
            let version = try engine.reader.dataVersion()
            #expect(try engine.reader.dataVersion() == version)
            try await engine.writer.write { database throws(SQLiteFailure) in try database.addConnection("books") }
            let changed = try engine.reader.dataVersion()
            #expect(changed != version)
            #expect(try engine.reader.dataVersion() == changed)
            #expect(try engine.reader.connectionCount() == 1)
            let scanned = try await engine.scan { database throws(SQLiteFailure) in
                try database.all("SELECT link_name FROM connections") { row throws(SQLiteFailure) in try row.text() }
            }
            #expect(scanned == ["books"])
        }
    }

    @Test(arguments: Place.allCases) private func `a write that throws its own error is undone`(place: Place)
        async throws
    {
        struct Conflict: SQLiteFailureConvertible, Equatable {
            var index: Int
            init(index: Int) { self.index = index }
            init(_ failure: SQLiteFailure) { self.index = -1 }
        }
        try await Self.withEngine(place) { engine in
            do throws(Conflict) {
                try await engine.writer.write { database throws(Conflict) in
                    try Conflict.converting { () throws(SQLiteFailure) in try database.addConnection("books") }
                    throw Conflict(index: 3)
                }
                Issue.record("the write was committed")
            } catch {
                #expect(error == Conflict(index: 3))
            }
            let count = try engine.reader.connectionCount()
            #expect(count == 0)
        }
    }

    @Test(arguments: Place.allCases) private func `many writers and readers lose nothing`(place: Place) async throws {
        try await Self.withEngine(place) { engine in
            try await withThrowingTaskGroup(of: Void.self) { group in
                for index in 0..<50 {
                    group.addTask {
                        try await engine.writer.write { database throws(SQLiteFailure) in
                            let count = try database.connectionCount() ?? 0
                            try database.addConnection("link\(count)")
                        }
                    }
                    group.addTask {
                        let pair = try engine.reader.read { database throws(SQLiteFailure) in
                            try database.transaction(.deferred) { () throws(SQLiteFailure) in
                                [try database.connectionCount(), try database.connectionCount()]
                            }
                        }
                        #expect(pair[0] == pair[1], "\(index)")
                    }
                }
                try await group.waitForAll()
            }
            let last = try engine.reader.read { database throws(SQLiteFailure) in
                try database.firstInteger("SELECT count(*) FROM connections WHERE link_name IN ('link0', 'link49')")
            }
            #expect(last == 2)
            #expect(try engine.reader.connectionCount() == 50)
        }
    }

    @Test func `reads and scans go on while another connection writes`() async throws {
        let folder = try TemporaryFolder()
        let engine = try await SQLiteEngine.open(.file(folder.file()), migrator: .fixture, busyTimeout: .zero)
        let other = try Database.open(.file(folder.file()))
        try other.execute("BEGIN IMMEDIATE")
        try other.addConnection("books")
        let scanned = try await engine.scan { database throws(SQLiteFailure) in try database.connectionCount() }
        #expect(scanned == 0)
        #expect(try engine.reader.connectionCount() == 0)
        await #expect {
            try await engine.writer.write { database throws(SQLiteFailure) in try database.addConnection("people") }
        } throws: { error in
            (error as? SQLiteFailure)?.kind == .busy
        }
        try other.execute("COMMIT")
        #expect(try engine.reader.connectionCount() == 1)
    }

    @Test func `a write runs to its end though its caller was cancelled`() async throws {
        try await Self.withEngine(.file) { engine in
            let task = Task {
                unsafe withUnsafeCurrentTask { unsafe $0?.cancel() }
                try await engine.writer.write { database throws(SQLiteFailure) in try database.addConnection("books") }
                return Task.isCancelled
            }
            let wasCancelled = try await task.value
            #expect(wasCancelled)
            #expect(try engine.reader.connectionCount() == 1)
        }
    }

    @Test(.timeLimit(.minutes(10))) func `writers that wait hold no thread of the cooperative pool`() async throws {
        let gate = DispatchSemaphore(value: 0)
        let count = ProcessInfo.processInfo.activeProcessorCount + 1
        try await withThrowingTaskGroup(of: Void.self) { group in
            for _ in 0..<count {
                let engine = try await SQLiteEngine.open(.memory, migrator: .fixture)
                group.addTask {
                    try await engine.writer.write { database throws(SQLiteFailure) in
                        gate.wait()
                        try database.addConnection("books")
                    }
                }
            }
            // Were the bodies on the pool, these would find no thread there.
            for _ in 0..<count { group.addTask { gate.signal() } }
            try await group.waitForAll()
        }
    }
}
