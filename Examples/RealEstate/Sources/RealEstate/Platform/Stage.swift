import Foundation

/// The files of one performance: the database, its keys, and what the services remember.
struct Stage {
    let database: String
    let isReopened: Bool
    private let temporary: URL?

    var keys: String { self.database + ".keys.json" }
    var services: URL { URL(fileURLWithPath: self.database + ".services.json") }

    /// Takes the named database, or a temporary one.
    init(database: String?) throws {
        if let database {
            self.database = database
            self.temporary = nil
        } else {
            let folder = FileManager.default.temporaryDirectory.appendingPathComponent(
                "RealEstate-\(UUID().uuidString)")
            try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
            self.database = folder.appendingPathComponent("connections.sqlite").path
            self.temporary = folder
        }
        self.isReopened = FileManager.default.fileExists(atPath: self.database)
    }

    /// Removes what was temporary.
    func clear() {
        guard let temporary = self.temporary else { return }
        do {
            try FileManager.default.removeItem(at: temporary)
        } catch {
            print("The temporary folder \(temporary.path) could not be removed: \(error)")
        }
    }
}
