/// A file that belongs to an open database, as it was first seen.
struct CompanionFile: Sendable, Hashable {
    let path: String
    let identity: FileStatus.Identity

    /// Remembers the file at `path`; nothing when there is none.
    init?(at path: String) throws(SQLiteFailure) {
        guard let status = try FileStatus(at: path) else { return nil }
        self.path = path
        self.identity = status.identity
    }
}
