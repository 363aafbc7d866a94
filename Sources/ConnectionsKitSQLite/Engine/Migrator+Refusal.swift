extension Migrator {
    /// Refuses a file that is not ours or too new before SQLite opens it, which would recover a write-ahead log that lies
    /// beside it: such a file is left byte for byte as it was.
    ///
    /// A file that is missing, empty or cannot be read is not judged here.
    ///
    /// - Throws: `foreign`, `newerSchema` or `notDatabase`.
    func refuse(_ location: DatabaseLocation) throws(SQLiteFailure) {
        guard case .file(let path) = location, let status = try? FileStatus(at: path), status.size > 0 else { return }
        let found: DatabaseHeader?
        do throws(SQLiteFailure) { found = try DatabaseHeader.newest(at: path) } catch { return }
        guard let header = found else { throw SQLiteFailure(.notDatabase, file: path) }
        if header.applicationID == self.applicationID {
            guard header.userVersion <= self.steps.count else {
                throw SQLiteFailure(
                    .newerSchema(found: Int(header.userVersion), supported: self.steps.count), file: path)
            }
        } else if header.applicationID != 0 || header.userVersion != 0 {
            throw SQLiteFailure(.foreign(applicationID: header.applicationID), file: path)
        }
    }
}
