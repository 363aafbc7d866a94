#if canImport(Darwin)
import Darwin
#elseif canImport(Glibc)
import Glibc
#elseif canImport(Musl)
import Musl
#elseif canImport(Android)
import Android
#endif

/// What the file system says of a file.
struct FileStatus: Sendable, Hashable {
    /// The file itself, whatever its name.
    struct Identity: Sendable, Hashable {
        let device: UInt64
        let number: UInt64
    }

    let identity: Identity
    /// In bytes.
    let size: Int
    /// Who may do what, as in `chmod`.
    let permissions: Int
    let isFolder: Bool

    /// Looks at the file at `path`; nothing when there is none.
    ///
    /// - Throws: ``SQLiteFailure`` when the file system does not tell.
    init?(at path: String) throws(SQLiteFailure) {
        var status = stat()
        guard unsafe stat(path, &status) == 0 else {
            if errno == ENOENT { return nil }
            throw SQLiteFailure(systemError: errno, file: path)
        }
        self.identity = Identity(
            device: UInt64(truncatingIfNeeded: status.st_dev), number: UInt64(truncatingIfNeeded: status.st_ino))
        self.size = Int(status.st_size)
        self.permissions = Int(status.st_mode & 0o7777)
        self.isFolder = status.st_mode & S_IFMT == S_IFDIR
    }

    /// Whether anybody but the owner may read or write it.
    var isOpenToOthers: Bool { self.permissions & 0o066 != 0 }
}
