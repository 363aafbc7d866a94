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
        // SQLite keeps the last error of the system; it belongs to these two alone.
        if [SQLITE_CANTOPEN, SQLITE_IOERR].contains(code & 0xFF), let words = Self.words(for: systemError) {
            detail += ": \(words)"
        }
        self.init(kind, code: code, file: file, detail: detail)
    }

    /// The failure of a call to the operating system.
    init(systemError: Int32, file: String) {
        let kind: Kind =
            switch systemError {
            case ENOSPC, EDQUOT: .full
            case EROFS: .readOnly
            case EACCES, EPERM: .permissionDenied
            case EEXIST: .exists
            case ENOENT, ENOTDIR, EISDIR, ENAMETOOLONG, ELOOP, EMFILE, ENFILE: .cannotOpen
            default: .inputOutput
            }
        self.init(kind, file: file, detail: Self.words(for: systemError) ?? "")
    }

    /// What the operating system calls an error, or `nil` for none.
    static func words(for systemError: Int32) -> String? {
        guard systemError != 0, let words = unsafe strerror(systemError) else { return nil }
        return unsafe String(cString: words)
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
        let isForbidden = systemError == EACCES || systemError == EPERM
        switch primaryCode {
        // SQLITE_PROTOCOL is a lost race for the locks of the write-ahead log, after many tries.
        case SQLITE_BUSY, SQLITE_LOCKED, SQLITE_PROTOCOL: self = .busy
        case SQLITE_FULL: self = .full
        case SQLITE_READONLY: self = .readOnly
        case SQLITE_CORRUPT: self = .damaged
        case SQLITE_NOTADB: self = .notDatabase
        case SQLITE_CANTOPEN: self = isFull ? .full : isForbidden ? .permissionDenied : .cannotOpen
        case SQLITE_PERM, SQLITE_AUTH: self = .permissionDenied
        case SQLITE_IOERR: self = isFull ? .full : .inputOutput
        case SQLITE_CONSTRAINT: self = .constraint(ConstraintViolation(code: code, text: text))
        case SQLITE_INTERRUPT: self = .interrupted
        default: self = .other
        }
    }
}
