#if os(Linux)
import Foundation
import Testing

/// A file system of one megabyte in memory, which only root may mount; it is unmounted when the test returns or throws.
///
/// It asks the kernel itself: a test process that starts others from many threads now and then ends in Foundation.
enum SmallDisk {
    static let isPermitted = geteuid() == 0

    /// Runs `body` with the folder where the disk is mounted.
    static func withDisk(_ body: (_ folder: String) async throws -> Void) async throws {
        let folder = try TemporaryFolder()
        try self.require(unsafe mount("tmpfs", folder.path, "tmpfs", 0, "size=1m"), "mounting")
        let result: Result<Void, any Error>
        do { result = .success(try await body(folder.path)) } catch { result = .failure(error) }
        // Lazily, so that a file left open by a failed test does not keep the mount.
        try self.require(unsafe umount2(folder.path, Int32(MNT_DETACH)), "unmounting")
        try result.get()
    }

    /// Makes the disk read-only, as root is not stopped by permissions.
    static func forbidWriting(_ folder: String) throws {
        let flags = UInt(MS_REMOUNT) | UInt(MS_RDONLY)
        try self.require(unsafe mount("tmpfs", folder, "tmpfs", flags, nil), "forbidding to write")
    }

    private static func require(_ status: Int32, _ what: String) throws {
        try #require(status == 0, "\(what) failed with error \(errno)")
    }
}

/// A file that takes all that is left of a disk.
struct Ballast {
    private let path: String

    init(fillingDiskAt folder: String) throws {
        self.path = "\(folder)/ballast"
        try Data().write(to: URL(fileURLWithPath: self.path))
        let handle = try FileHandle(forWritingTo: URL(fileURLWithPath: self.path))
        defer { try? handle.close() }
        let page = Data(repeating: 1, count: 4096)
        for _ in 0..<1_000 {
            do { try handle.write(contentsOf: page) } catch { return }
        }
        Issue.record("the disk was not filled")
    }

    func remove() throws { try FileManager.default.removeItem(atPath: self.path) }
}
#endif
