import Foundation
import Testing

@testable import ConnectionsKitSQLite

@Suite struct WriteAheadLogTests {
    private let folder: TemporaryFolder

    init() throws { self.folder = try TemporaryFolder() }

    private var path: String { self.folder.file() }

    /// The bytes of a log with two commits, which set the user version to 5 and to 6.
    private func log() throws -> Data {
        let database = try Database.open(.file(self.path))
        try database.useWriteAheadLog()
        try database.execute("PRAGMA user_version = 5; CREATE TABLE t (a);")
        try database.execute("PRAGMA user_version = 6")
        return try Data(contentsOf: URL(fileURLWithPath: self.path + "-wal"))
    }

    private func version(_ log: Data) throws -> Int32? {
        let path = self.folder.file("log")
        try log.write(to: URL(fileURLWithPath: path))
        return try WriteAheadLog(at: path).firstPage.flatMap { DatabaseHeader($0)?.userVersion }
    }

    @Test func `the last commit counts`() throws {
        #expect(try self.version(try self.log()) == 6)
    }

    @Test func `a frame that is torn, altered or not of this log ends it, as SQLite reads it`() throws {
        let log = try self.log()
        let frame = 24 + 4096
        #expect(try self.version(log.dropLast(1)) == 5)
        #expect(try self.version(log.dropLast(frame)) == 5)
        for offset in [8, 16, 24, frame - 1] {
            var altered = log
            altered[altered.count - frame + offset] ^= 1
            #expect(try self.version(altered) == 5)
        }
        var altered = log
        altered[20] ^= 1
        #expect(try self.version(altered) == nil)
        #expect(try self.version(Data()) == nil)
        #expect(try self.version(Data(repeating: 7, count: 10_000)) == nil)
    }

    @Test func `what was not committed does not count`() throws {
        var log = try self.log()
        // Frames without a commit after them: the size of the database, which only the last frame of a commit has, is cut.
        let frame = 24 + 4096
        log.removeLast(frame)
        #expect(try self.version(log) == 5)
        let database = try Database.open(.file(self.path))
        try database.useWriteAheadLog()
        try database.execute("PRAGMA cache_size = 1; BEGIN; PRAGMA user_version = 9; CREATE TABLE u (a);")
        for _ in 0..<50 { try database.execute("INSERT INTO u VALUES (zeroblob(4000))") }
        let unfinished = try Data(contentsOf: URL(fileURLWithPath: self.path + "-wal"))
        #expect(unfinished.count > frame * 10)
        #expect(try self.version(unfinished) != 9)
        try database.execute("COMMIT")
        #expect(try self.version(try Data(contentsOf: URL(fileURLWithPath: self.path + "-wal"))) == 9)
    }

    @Test func `a log that was begun again is read from its new beginning`() throws {
        let database = try Database.open(.file(self.path))
        try database.useWriteAheadLog()
        try database.execute("CREATE TABLE t (a); PRAGMA user_version = 1; PRAGMA user_version = 2;")
        try database.execute("PRAGMA wal_checkpoint(RESTART); PRAGMA user_version = 3;")
        #expect(try DatabaseHeader.newest(at: self.path)?.userVersion == 3)
        try database.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        #expect(try DatabaseHeader.newest(at: self.path)?.userVersion == 3)
    }
}
