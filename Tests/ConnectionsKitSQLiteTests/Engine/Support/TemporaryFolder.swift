import Foundation

/// A folder that is removed with its last owner.
final class TemporaryFolder: Sendable {
    let path: String

    init() throws {
        self.path = FileManager.default.temporaryDirectory.path + "/ConnectionsKitSQLite-\(UUID().uuidString)"
        try FileManager.default.createDirectory(atPath: self.path, withIntermediateDirectories: true)
    }

    /// The path of a file in the folder.
    func file(_ name: String = "store.sqlite") -> String { "\(self.path)/\(name)" }

    /// What is in the folder.
    func names() throws -> [String] { try FileManager.default.contentsOfDirectory(atPath: self.path).sorted() }

    deinit { try? FileManager.default.removeItem(atPath: self.path) }
}
