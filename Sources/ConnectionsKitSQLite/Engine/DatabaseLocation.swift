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
}
