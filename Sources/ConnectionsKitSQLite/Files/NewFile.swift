#if canImport(Darwin)
import Darwin
#elseif canImport(Glibc)
import Glibc
#elseif canImport(Musl)
import Musl
#elseif canImport(Android)
import Android
#endif

/// A file that is written under a passing name beside its place, and takes its place when it is whole.
///
/// Only its owner may read it. A process that dies in between leaves the passing name, which ends in `.partial`.
struct NewFile: Sendable {
    let path: String
    let partialPath: String
    private let replacesExisting: Bool

    /// Makes an empty file under a passing name.
    ///
    /// - Throws: `exists` when something is at `path` and must stay, or when beside it lies what SQLite would read into
    ///   the new file; the failure of the system, such as a missing folder.
    init(at path: String, replacesExisting: Bool) throws(SQLiteFailure) {
        guard let name = DatabaseLocation.file(path).fileName else {
            throw SQLiteFailure(.cannotOpen, file: path, detail: "the path is empty or holds a NUL")
        }
        self.path = path
        self.replacesExisting = replacesExisting
        self.partialPath = "\(name).\(String(UInt64.random(in: .min ... .max), radix: 36)).partial"
        if let there = try FileStatus(at: path), there.isFolder || !replacesExisting {
            throw SQLiteFailure(.exists, file: path, detail: there.isFolder ? "it is a folder" : "")
        }
        for companion in DatabaseLocation.companions(of: path) where try FileStatus(at: companion) != nil {
            throw SQLiteFailure(
                .exists, file: companion,
                detail: "it belongs to a database at \"\(path)\" and would be read into a new one")
        }
        let descriptor = unsafe open(self.partialPath, O_CREAT | O_EXCL | O_RDWR | O_CLOEXEC, 0o600)
        guard descriptor >= 0 else { throw SQLiteFailure(systemError: errno, file: path) }
        close(descriptor)
    }

    /// Gives the file its name, once what was written is on the disk; the name is on the disk when this returns.
    func place() throws(SQLiteFailure) {
        try self.synchronize(self.partialPath)
        // A link is made or not made at once, and never over something, where a look before would leave a gap.
        if self.replacesExisting {
            guard unsafe rename(self.partialPath, self.path) == 0 else { throw self.failure() }
        } else if unsafe link(self.partialPath, self.path) == 0 {
            unsafe unlink(self.partialPath)
        } else {
            // Some file systems have no links.
            guard [EPERM, ENOTSUP, EOPNOTSUPP, ENOSYS].contains(errno) else { throw self.failure() }
            guard try FileStatus(at: self.path) == nil else { throw SQLiteFailure(.exists, file: self.path) }
            guard unsafe rename(self.partialPath, self.path) == 0 else { throw self.failure() }
        }
        try self.synchronize(DatabaseLocation.folder(of: self.path))
    }

    /// Removes the passing name and what SQLite keeps beside it.
    func discard() {
        for path in [self.partialPath] + DatabaseLocation.companions(of: self.partialPath) { unsafe unlink(path) }
    }

    private func synchronize(_ path: String) throws(SQLiteFailure) {
        let descriptor = unsafe open(path, O_RDONLY | O_CLOEXEC)
        guard descriptor >= 0 else { throw self.failure() }
        defer { close(descriptor) }
        #if canImport(Darwin)
        // fsync() leaves data in the cache of the drive there; not every file system knows the other.
        if fcntl(descriptor, F_FULLFSYNC) == 0 { return }
        #endif
        guard fsync(descriptor) == 0 else { throw self.failure() }
    }

    private func failure() -> SQLiteFailure { SQLiteFailure(systemError: errno, file: self.path) }
}
