import CSQLite

/// A database file that is only looked at: no statement runs, nothing is locked, nothing is made beside it.
///
/// It is read through SQLite's own access to files, since a process that closes a file which it opened by itself drops the
/// locks that SQLite holds on it.
@safe
final class DatabaseFile {
    private let connection: OpaquePointer
    private let path: String

    init(at path: String) throws(SQLiteFailure) {
        guard let name = DatabaseLocation.file(path).fileName else {
            throw SQLiteFailure(.cannotOpen, file: path, detail: "the path is empty or holds a NUL")
        }
        var pointer: OpaquePointer?
        let code = unsafe sqlite3_open_v2(name, &pointer, SQLITE_OPEN_READONLY | SQLITE_OPEN_NOMUTEX, nil)
        guard let connection = unsafe pointer else { throw SQLiteFailure(code: code, file: path) }
        unsafe self.connection = connection
        self.path = path
        guard code == SQLITE_OK else {
            throw SQLiteFailure(
                code: unsafe sqlite3_extended_errcode(connection), systemError: unsafe sqlite3_system_errno(connection),
                file: path)
        }
    }

    /// The first bytes of the file, fewer than `count` when it is shorter.
    func prefix(_ count: Int) throws(SQLiteFailure) -> [UInt8] {
        var file: UnsafeMutablePointer<sqlite3_file>?
        unsafe sqlite3_file_control(self.connection, "main", SQLITE_FCNTL_FILE_POINTER, &file)
        guard let file = unsafe file, let methods = unsafe file.pointee.pMethods else {
            throw SQLiteFailure(.cannotOpen, file: self.path)
        }
        var size: Int64 = 0
        try self.require(unsafe methods.pointee.xFileSize(file, &size))
        var bytes = [UInt8](repeating: 0, count: Int(min(Int64(count), size)))
        if bytes.isEmpty { return [] }
        let code = unsafe bytes.withUnsafeMutableBytes { buffer in
            unsafe methods.pointee.xRead(file, buffer.baseAddress, Int32(buffer.count), 0)
        }
        try self.require(code)
        return bytes
    }

    private func require(_ code: Int32) throws(SQLiteFailure) {
        guard code == SQLITE_OK else { throw SQLiteFailure(code: code, file: self.path) }
    }

    deinit { unsafe sqlite3_close_v2(self.connection) }
}
