extension Database {
    /// Makes a copy that was just written stand alone, and checks it.
    ///
    /// - Parameters:
    ///   - migrator: what made its schema.
    ///   - source: what it is a copy of, which fails the check as well.
    /// - Returns: how many pages it has, and the version of its schema.
    /// - Throws: `damaged`, of the source, when it fails the check.
    func standAlone(
        _ migrator: Migrator, copyOf source: String
    ) throws(SQLiteFailure) -> (pageCount: Int, schemaVersion: Int) {
        // A file that names a write-ahead log as its journal cannot be read where nothing may be written.
        guard try self.firstText("PRAGMA journal_mode = DELETE") == "delete" else {
            throw SQLiteFailure(.inputOutput, file: self.location.name, detail: "its journal could not be changed")
        }
        self.companions = []
        let version = try migrator.version(of: self)
        if let finding = try self.findings(.full, of: migrator, limit: 1).first {
            throw SQLiteFailure(.damaged, file: source, detail: "its backup fails the check: \(finding.detail)")
        }
        return (Int(try self.firstInteger("PRAGMA page_count") ?? 0), version)
    }
}
