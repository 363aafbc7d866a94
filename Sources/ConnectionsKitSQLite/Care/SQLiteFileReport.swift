/// What can be told of a file without opening it as a store.
public struct SQLiteFileReport: Sendable, Hashable {
    /// What a file is to this version of the library.
    public enum Kind: Sendable, Hashable {
        /// A store that this version opens.
        case store
        /// A store of a newer version of the library, which this one refuses.
        case newerStore
        /// A file, or a database, without anything in it, of which opening makes a store.
        case empty
        /// A SQLite database of another application.
        case foreign
        /// No SQLite database.
        case notDatabase
    }

    /// Where the file is, as it was given.
    public let path: String
    /// What it is.
    public let kind: Kind
    /// The application id in its header; 0 where it names none or is no database.
    public let applicationID: Int32
    /// The version of its schema; 0 where it has none.
    public let schemaVersion: Int
    /// The newest version of the schema that this version of the library knows.
    public let newestSchemaVersion: Int
    /// The size of a page in bytes; 0 for what is no database.
    public let pageSize: Int
    /// How many pages it has as of its last commit.
    public let pageCount: Int
    /// How many of these are free: left by what was deleted, and used again.
    public let freePageCount: Int
    /// Whether a write-ahead log is its journal, as in every store that was opened once.
    ///
    /// A backup has none until then.
    public let usesWriteAheadLog: Bool
    /// The size of the file in bytes.
    public let size: Int
    /// The size of the write-ahead log beside it in bytes; 0 when there is none.
    ///
    /// It is shortened when the last process that has the store open ends, and used again before.
    public let writeAheadLogSize: Int
    /// Who may do what with the file, as in `chmod`.
    public let permissions: Int
    /// Whether anybody but the owner may read or write the file or its write-ahead log.
    public let isOpenToOthers: Bool

    /// Whether it is a store of the library, of whatever version.
    public var isStore: Bool { self.kind == .store || self.kind == .newerStore }

    /// Whether opening it brings its schema up to date: make a backup before.
    public var needsMigration: Bool { self.kind == .store && self.schemaVersion < self.newestSchemaVersion }

    /// What somebody should look at, each with its remedy, for people; empty when nothing is.
    public var concerns: [String] {
        var concerns: [String] = []
        switch self.kind {
        case .store where self.needsMigration:
            concerns.append(
                """
                Its schema version is \(self.schemaVersion), and opening it brings it to \(self.newestSchemaVersion). \
                Make a backup before.
                """)
        case .store, .empty: break
        case .newerStore:
            concerns.append(
                """
                Its schema version is \(self.schemaVersion), and this version of the library knows versions up to \
                \(self.newestSchemaVersion). Update the library.
                """)
        case .foreign: concerns.append("It is a database of another application. Check the path.")
        case .notDatabase: concerns.append("It is no SQLite database. Check the path, or restore a backup.")
        }
        if self.isOpenToOthers {
            concerns.append("Others than its owner may read or write it. Take that away with chmod 600.")
        }
        return concerns
    }
}
