/// Where a database lives.
enum DatabaseLocation: Sendable, Hashable {
    /// In a file; a relative path starts at the working directory. The path is never read as a URI.
    case file(String)
    /// In memory, private to one connection.
    case memory

    /// How failures call the database.
    var name: String {
        switch self {
        case .file(let path): path
        case .memory: "in memory"
        }
    }

    /// The name that SQLite gets, or `nil` when no file can have this path.
    var fileName: String? {
        switch self {
        case .memory: ":memory:"
        case .file(let path) where path.isEmpty || path.utf8.contains(0): nil
        // Without the dot, ":memory:" and "file:x" would have a meaning of their own.
        case .file(let path): path.hasPrefix("/") ? path : "./\(path)"
        }
    }

    /// Whether it is a file that is not there yet.
    var isMissing: Bool {
        guard case .file(let path) = self, !path.isEmpty else { return false }
        do throws(SQLiteFailure) { return try FileStatus(at: path) == nil } catch { return false }
    }

    /// The files that SQLite keeps beside the database at `path`.
    static func companions(of path: String) -> [String] { ["-wal", "-shm", "-journal"].map { path + $0 } }

    /// The folder in which `path` lies.
    static func folder(of path: String) -> String {
        guard let slash = path.lastIndex(of: "/") else { return "." }
        return slash == path.startIndex ? "/" : String(path[..<slash])
    }
}
