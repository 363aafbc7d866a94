import ConnectionsKit
import Foundation

/// A database file as it lies there, looked at without opening it.
struct DatabaseFile: Sendable, Encodable {
    var path: String

    static func look(at path: String) throws -> DatabaseFile {
        guard FileManager.default.fileExists(atPath: path) else {
            throw Failure(
                "noDatabase", "There is no file at \(path).", remedy: "Check the path; nothing was made.",
                exit: .unusable)
        }
        return DatabaseFile(path: path)
    }

    func requireOwnSchema() throws {}
    var line: String { self.path }
}
