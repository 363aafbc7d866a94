#if os(Linux)
import Testing

@testable import ConnectionsKitSQLite

@Suite(.enabled(if: SmallDisk.isPermitted, "only root may mount a file system"))
struct SmallDiskTests {
    @Test func `a full disk fails the commit, keeps what was there, and is well again once there is room`() async throws
    {
        try await SmallDisk.withDisk { folder in
            let path = "\(folder)/store.sqlite"
            let engine = try await SQLiteEngine.open(.file(path), migrator: .fixture)
            try await engine.writer.write { database throws(SQLiteFailure) in try database.addConnection("books") }
            let ballast = try Ballast(fillingDiskAt: folder)
            var committed: Int64 = 1
            var refused: SQLiteFailure?
            while refused == nil {
                let name = String(repeating: "x", count: 10_000) + "\(committed)"
                do throws(SQLiteFailure) {
                    try await engine.writer.write { database throws(SQLiteFailure) in
                        try database.addConnection(name)
                    }
                    committed += 1
                } catch {
                    refused = error
                }
            }
            #expect(refused?.kind == .full)
            #expect(refused?.message.contains(path) == true)
            #expect(
                try engine.reader.connectionCount() == committed
            )
            try ballast.remove()
            try await engine.writer.write { database throws(SQLiteFailure) in try database.addConnection("people") }
            try engine.reader.read { database throws(SQLiteFailure) in try database.quickCheck() }
            #expect(
                try engine.reader.connectionCount()
                    == committed + 1)
        }
    }

    @Test func `a database cannot be made on a full disk`() async throws {
        try await SmallDisk.withDisk { folder in
            let ballast = try Ballast(fillingDiskAt: folder)
            await #expect {
                _ = try await SQLiteEngine.open(.file("\(folder)/store.sqlite"), migrator: .fixture)
            } throws: { error in
                (error as? SQLiteFailure)?.kind == .full
            }
            try ballast.remove()
            _ = try await SQLiteEngine.open(.file("\(folder)/store.sqlite"), migrator: .fixture)
        }
    }

    @Test func `a file on a disk that cannot be written is refused at once, and may be read`() async throws {
        try await SmallDisk.withDisk { folder in
            let path = "\(folder)/store.sqlite"
            do { _ = try Database.fixture(at: path) }
            try SmallDisk.forbidWriting(folder)
            let refused = failure { () throws(SQLiteFailure) in _ = try Database.open(.file(path)) }
            #expect(refused?.kind == .readOnly)
            #expect(refused?.message.contains("Let this process write the file and its folder") == true)
            let missing = failure { () throws(SQLiteFailure) in _ = try Database.open(.file("\(folder)/new.sqlite")) }
            #expect(missing?.kind == .cannotOpen)
        }
    }
}
#endif
