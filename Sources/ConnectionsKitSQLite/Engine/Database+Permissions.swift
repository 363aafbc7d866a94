#if canImport(Darwin)
import Darwin
#elseif canImport(Glibc)
import Glibc
#elseif canImport(Musl)
import Musl
#elseif canImport(Android)
import Android
#endif

extension Database {
    /// Lets nobody but the owner read and write the file; what SQLite makes beside it later is like it.
    ///
    /// - Throws: ``SQLiteFailure`` of the system.
    func restrictToOwner() throws(SQLiteFailure) {
        guard let path = self.path else { return }
        // By its name: to open and close the file here would drop SQLite's locks on it.
        guard unsafe chmod(path, 0o600) == 0 else { throw SQLiteFailure(systemError: errno, file: self.location.name) }
    }
}
