import ConnectionsKit

#if canImport(Darwin)
import Darwin
#elseif canImport(Musl)
import Musl
#elseif canImport(Glibc)
import Glibc
#endif

/// A file of keys on disk.
///
/// The mode is checked on the very file that is read, and a new one is never open to others, not even for a moment: that
/// is why these are the calls of POSIX.
struct KeyFile {
    let path: String

    /// More than any key file holds.
    private static let maximumBytes = 64 * 1024

    /// Tells one state of a file from another.
    struct Stamp: Equatable {
        let device: UInt64
        let inode: UInt64
        let size: Int64
        let seconds: Int64
        let nanoseconds: Int64

        fileprivate init(_ status: stat) {
            self.device = UInt64(truncatingIfNeeded: status.st_dev)
            self.inode = UInt64(status.st_ino)
            self.size = Int64(status.st_size)
            #if canImport(Darwin)
            let modified = status.st_mtimespec
            #else
            let modified = status.st_mtim
            #endif
            self.seconds = Int64(modified.tv_sec)
            self.nanoseconds = Int64(modified.tv_nsec)
        }
    }

    /// The present state.
    func stamp() throws(SealerError) -> Stamp {
        var status = stat()
        guard unsafe stat(self.path, &status) == 0 else { throw self.failure("cannot be read") }
        return Stamp(status)
    }

    /// All bytes, with the state of the file when it was opened.
    func contents() throws(SealerError) -> (bytes: [UInt8], stamp: Stamp) {
        let descriptor = unsafe open(self.path, O_RDONLY | O_CLOEXEC)
        guard descriptor >= 0 else { throw self.failure("cannot be read") }
        defer { close(descriptor) }
        var status = stat()
        guard unsafe fstat(descriptor, &status) == 0 else { throw self.failure("cannot be read") }
        guard status.st_mode & S_IFMT == S_IFREG else { throw self.refusal("is no regular file") }
        guard status.st_mode & 0o077 == 0 else {
            throw self.refusal("can be read by its group or by others; run `chmod 600` on it")
        }
        guard status.st_size <= Self.maximumBytes else { throw self.refusal("is too large to be a key file") }
        var bytes: [UInt8] = []
        while bytes.count <= Self.maximumBytes {
            var chunk = [UInt8](repeating: 0, count: 4_096)
            let count = unsafe chunk.withUnsafeMutableBytes { buffer in
                unsafe read(descriptor, buffer.baseAddress, buffer.count)
            }
            if count < 0 && errno == EINTR { continue }
            guard count >= 0 else { throw self.failure("cannot be read") }
            if count == 0 { break }
            bytes += chunk.prefix(count)
        }
        return (bytes, Stamp(status))
    }

    /// Writes a new file; one that is there already is left alone.
    func create(_ bytes: [UInt8]) throws(SealerError) {
        let descriptor = unsafe open(self.path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o600)
        guard descriptor >= 0 else { throw self.failure("cannot be made") }
        var rest = bytes[...]
        while !rest.isEmpty {
            let count = unsafe rest.withUnsafeBytes { unsafe write(descriptor, $0.baseAddress, $0.count) }
            if count < 0 && errno == EINTR { continue }
            guard count > 0 else { break }
            rest = rest.dropFirst(count)
        }
        let isWritten = rest.isEmpty && fsync(descriptor) == 0
        let problem = self.failure("cannot be written")
        guard close(descriptor) == 0, isWritten else {
            _ = unsafe unlink(self.path)
            throw problem
        }
    }

    /// Puts other bytes in the place of the file in one step, and gives them to its owner alone.
    ///
    /// They are written beside it first, to a name that is the same for all: two changes at once cannot lose a key.
    func replace(_ bytes: [UInt8]) throws(SealerError) {
        let next = KeyFile(path: self.path + ".next")
        do throws(SealerError) { try next.create(bytes) } catch {
            throw SealerError(
                .unavailable, "\(error.message); another change of the key file may be under way or was broken off")
        }
        guard unsafe rename(next.path, self.path) == 0 else {
            let problem = self.failure("cannot be replaced")
            _ = unsafe unlink(next.path)
            throw problem
        }
        self.synchronizeFolder()
    }

    /// Lets the new name survive a loss of power; a folder that cannot be synchronized does so when it will.
    private func synchronizeFolder() {
        let folder = self.path.lastIndex(of: "/").map { self.path[..<$0] }.map { $0.isEmpty ? "/" : String($0) } ?? "."
        let descriptor = unsafe open(folder, O_RDONLY | O_CLOEXEC)
        guard descriptor >= 0 else { return }
        _ = fsync(descriptor)
        close(descriptor)
    }

    private func failure(_ what: String) -> SealerError {
        let reason = unsafe String(cString: strerror(errno))
        return self.refusal("\(what): \(reason)")
    }

    private func refusal(_ what: String) -> SealerError {
        SealerError(.unavailable, "the key file \(self.path) \(what)")
    }
}
