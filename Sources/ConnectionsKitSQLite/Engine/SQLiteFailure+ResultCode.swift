import CSQLite

#if canImport(Darwin)
import Darwin
#elseif canImport(Glibc)
import Glibc
#elseif canImport(Musl)
import Musl
#elseif canImport(Android)
import Android
#endif

extension SQLiteFailure {
    /// Classifies an extended result code.
    ///
    /// - Parameters:
    ///   - code: the extended result code.
    ///   - systemError: the `errno` behind it, or 0.
    ///   - text: SQLite's message; the name of a broken rule is read from it.
    ///   - quotes: whether `text` may be shown: only where no value was bound.
    ///   - file: the path of the database.
    init(code: Int32, systemError: Int32 = 0, text: String = "", quotes: Bool = false, file: String) {
        let kind = Kind(code: code, systemError: systemError, text: text)
        var detail = unsafe String(cString: sqlite3_errstr(code))
        if quotes, !text.isEmpty, text != detail { detail += ": \(text)" }
        self.init(kind, code: code, file: file, detail: detail)
    }
}

extension SQLiteFailure.Kind {
    fileprivate init(code: Int32, systemError: Int32, text: String) {
        switch code {
        case ExtendedResultCode.readOnlyDatabaseMoved, ExtendedResultCode.inputOutputVnode: self = .vanished
        case ExtendedResultCode.inputOutputCorruptFileSystem, ExtendedResultCode.inputOutputData: self = .damaged
        case ExtendedResultCode.inputOutputNoMemory: self = .other
        default: self.init(primaryCode: code & 0xFF, code: code, systemError: systemError, text: text)
        }
    }

    private init(primaryCode: Int32, code: Int32, systemError: Int32, text: String) {
        // A full disk is SQLITE_FULL when a page does not fit, but an I/O error when the shared memory file does not.
        let isFull = systemError == ENOSPC || systemError == EDQUOT
        switch primaryCode {
        // SQLITE_PROTOCOL is a lost race for the locks of the write-ahead log, after many tries.
        case SQLITE_BUSY, SQLITE_LOCKED, SQLITE_PROTOCOL: self = .busy
        case SQLITE_FULL: self = .full
        case SQLITE_READONLY: self = .readOnly
        case SQLITE_CORRUPT, SQLITE_NOTADB: self = .damaged
        case SQLITE_CANTOPEN: self = isFull ? .full : .cannotOpen
        case SQLITE_PERM, SQLITE_AUTH: self = .cannotOpen
        case SQLITE_IOERR: self = isFull ? .full : .inputOutput
        case SQLITE_CONSTRAINT: self = .constraint(ConstraintViolation(code: code, text: text))
        case SQLITE_INTERRUPT: self = .interrupted
        default: self = .other
        }
    }
}
