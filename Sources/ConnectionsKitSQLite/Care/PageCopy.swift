import CSQLite

/// A copy of every page of a database into a file of its own, made step by step.
///
/// The database that is copied owns it: a step uses both connections.
@safe
final class PageCopy {
    /// What the copy is written to.
    let target: Database
    private let backup: OpaquePointer
    private var isFinished = false

    /// Prepares the copy; nothing is read yet.
    init(of source: Database, to target: Database) throws(SQLiteFailure) {
        guard
            let backup = unsafe sqlite3_backup_init(target.connection, "main", source.connection, "main")
        else { throw target.failure(unsafe sqlite3_extended_errcode(target.connection)) }
        unsafe self.backup = backup
        self.target = target
    }

    /// How far the copy is, after its last step.
    var progress: SQLiteBackup.Progress {
        let total = unsafe Int(sqlite3_backup_pagecount(self.backup))
        return unsafe SQLiteBackup.Progress(copied: total - Int(sqlite3_backup_remaining(self.backup)), total: total)
    }

    /// Copies up to `count` further pages, or all of them where it is negative, and returns whether those were the last.
    func step(_ count: Int, of source: Database) throws(SQLiteFailure) -> Bool {
        switch unsafe sqlite3_backup_step(self.backup, Int32(clamping: count)) {
        case SQLITE_OK: return false
        case SQLITE_DONE: return true
        case let code:
            throw SQLiteFailure(
                code: code, file: Self.isOfSource(code) ? source.location.name : self.target.location.name)
        }
    }

    /// Ends the copy; it is whole only after the last step.
    func finish() throws(SQLiteFailure) {
        self.isFinished = true
        let code = unsafe sqlite3_backup_finish(self.backup)
        guard code == SQLITE_OK else { throw self.target.failure(code) }
    }

    /// Whether a failure is one of reading.
    private static func isOfSource(_ code: Int32) -> Bool {
        switch code & 0xFF {
        case SQLITE_CORRUPT, SQLITE_NOTADB, SQLITE_BUSY, SQLITE_LOCKED, SQLITE_PROTOCOL: true
        default: code == ExtendedResultCode.inputOutputRead || code == ExtendedResultCode.inputOutputShortRead
        }
    }

    deinit {
        if !self.isFinished { unsafe sqlite3_backup_finish(self.backup) }
    }
}
