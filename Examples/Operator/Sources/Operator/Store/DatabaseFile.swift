import ConnectionsKit
import ConnectionsKitSQLite

/// A database file as it lies there, looked at without opening it.
struct DatabaseFile: Sendable, Encodable {
    var path: String
    /// What it is: `store`, `newerStore`, `empty`, `foreign` or `notDatabase`.
    var kind: String
    var schemaVersion: Int
    var newestSchemaVersion: Int
    /// In bytes, as the sizes that follow.
    var size: Int
    var writeAheadLogSize: Int
    /// What deleted records left, to be used again.
    var freeSize: Int

    private var needsMigration: Bool { self.kind == "store" && self.schemaVersion < self.newestSchemaVersion }

    init(_ report: SQLiteFileReport) {
        self.path = report.path
        self.kind = report.kind.word
        self.schemaVersion = report.schemaVersion
        self.newestSchemaVersion = report.newestSchemaVersion
        self.size = report.size
        self.writeAheadLogSize = report.writeAheadLogSize
        self.freeSize = report.freePageCount * report.pageSize
    }

    static func look(at path: String) async throws -> DatabaseFile {
        DatabaseFile(try await SQLiteConnectionStore.inspect(at: path))
    }

    /// Refuses what opening would make, change or refuse.
    func requireOwnSchema() throws {
        func refuse(_ code: String, _ message: String, remedy: String) -> Failure {
            Failure(code, "The file \(self.path) \(message)", remedy: remedy, exit: .unusable)
        }
        switch self.kind {
        case "newerStore":
            throw refuse(
                "newerSchema",
                "has the schema \(self.schemaVersion), and this version knows schemas up to \(self.newestSchemaVersion).",
                remedy: "Use the version of this command that goes with the host's.")
        case "empty":
            throw refuse("empty", "is empty.", remedy: "Check the path; the host makes the database when it starts.")
        case "foreign":
            throw refuse("foreign", "is a database of another application.", remedy: "Check the path.")
        case "notDatabase":
            throw refuse(
                "notDatabase", "is no SQLite database.", remedy: "Check the path; if it is right, restore a backup.")
        default: break
        }
        if self.needsMigration {
            throw refuse(
                "olderSchema",
                "has the schema \(self.schemaVersion), and opening it would bring it to \(self.newestSchemaVersion).",
                remedy: "Make a backup, then let the host of this version open it.")
        }
    }

    /// The file in a line.
    var line: String {
        let log = self.writeAheadLogSize == 0 ? "" : ", \(Operator.size(self.writeAheadLogSize)) of write-ahead log"
        let free = self.freeSize == 0 ? "" : ", \(Operator.size(self.freeSize)) of it free"
        return "\(self.path): schema \(self.schemaVersion), \(Operator.size(self.size))\(free)\(log)"
    }
}

extension SQLiteFileReport.Kind {
    fileprivate var word: String {
        switch self {
        case .store: "store"
        case .newerStore: "newerStore"
        case .empty: "empty"
        case .foreign: "foreign"
        case .notDatabase: "notDatabase"
        }
    }
}
