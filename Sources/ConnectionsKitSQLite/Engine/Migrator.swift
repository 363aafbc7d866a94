/// Brings a database to the newest schema, and refuses one that is not ours or too new.
///
/// Any number of processes may do so at once: each step is one immediate transaction, which looks again at what is there.
struct Migrator: Sendable {
    /// What `PRAGMA application_id` says in every database of this schema; not 0.
    var applicationID: Int32
    /// The SQL that leads from each version to the next, version 1 from nothing first; a published step never changes.
    var steps: [String]
    /// Whether the whole file is looked through for damage first.
    var checksIntegrity = false

    /// Checks `database`, makes the write-ahead log its journal, and runs the missing steps.
    ///
    /// - Throws: `foreign` or `newerSchema` before anything is written, and what a step throws; the steps before it stay.
    func migrate(_ database: Database) throws(SQLiteFailure) {
        var version = try database.transaction(.deferred) { () throws(SQLiteFailure) in try self.version(of: database) }
        if self.checksIntegrity { try database.quickCheck() }
        try database.useWriteAheadLog()
        while version < self.steps.count {
            version = try database.transaction { () throws(SQLiteFailure) in
                let version = try self.version(of: database)
                guard version < self.steps.count else { return version }
                try database.execute(self.steps[version])
                try database.execute(
                    "PRAGMA application_id = \(self.applicationID); PRAGMA user_version = \(version + 1);")
                return version + 1
            }
        }
    }

    /// The version of the schema; 0 for a database that is still empty.
    ///
    /// - Throws: `foreign` or `newerSchema`.
    func version(of database: Database) throws(SQLiteFailure) -> Int {
        let version = try database.firstInteger("PRAGMA user_version") ?? 0
        let applicationID = try database.firstInteger("PRAGMA application_id") ?? 0
        let isEmpty = try database.firstInteger("SELECT 1 FROM sqlite_schema LIMIT 1") == nil
        if isEmpty, applicationID == 0, version == 0 { return 0 }
        guard applicationID == Int64(self.applicationID) else {
            throw SQLiteFailure(
                .foreign(applicationID: Int32(truncatingIfNeeded: applicationID)), file: database.location.name)
        }
        guard version <= self.steps.count else {
            throw SQLiteFailure(
                .newerSchema(found: Int(version), supported: self.steps.count), file: database.location.name)
        }
        guard version > 0 else {
            throw SQLiteFailure(.damaged, file: database.location.name, detail: "its schema version is \(version)")
        }
        return Int(version)
    }
}
