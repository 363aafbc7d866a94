import Foundation

@testable import ConnectionsKitSQLite

/// A folder that is removed with its last owner.
final class TemporaryFolder: Sendable {
    let path: String

    init() throws {
        self.path = FileManager.default.temporaryDirectory.path + "/ConnectionsKitSQLite-\(UUID().uuidString)"
        try FileManager.default.createDirectory(atPath: self.path, withIntermediateDirectories: true)
    }

    /// The path of a file in the folder.
    func file(_ name: String = "store.sqlite") -> String { "\(self.path)/\(name)" }

    /// Spoils the last eighth of the pages of a database that nobody uses, once its log is copied into it.
    func damageLastPages(of name: String = "store.sqlite") throws {
        do {
            // A store may close its file a moment later than its last reference is gone.
            let database = try Database.open(.file(self.file(name)))
            try database.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        }
        let handle = try FileHandle(forUpdating: URL(fileURLWithPath: self.file(name)))
        let size = try handle.seekToEnd()
        for offset in stride(from: size / 8 * 7 / 4096 * 4096, to: size, by: 4096) {
            try handle.seek(toOffset: offset)
            try handle.write(contentsOf: Data(repeating: 0xAA, count: 512))
        }
        try handle.close()
    }

    /// What is in the folder.
    func names() throws -> [String] { try FileManager.default.contentsOfDirectory(atPath: self.path).sorted() }

    deinit { try? FileManager.default.removeItem(atPath: self.path) }
}
