#if os(Linux)
import Foundation
import Testing

/// A file system of one megabyte in memory, which only root may mount; it is unmounted when the test returns or throws.
enum SmallDisk {
    static let isPermitted = geteuid() == 0

    /// Runs `body` with the folder where the disk is mounted.
    static func withDisk(_ body: (_ folder: String) async throws -> Void) async throws {
        let folder = try TemporaryFolder()
        try self.run("mount", "-t", "tmpfs", "-o", "size=1m", "tmpfs", folder.path)
        let result: Result<Void, any Error>
        do { result = .success(try await body(folder.path)) } catch { result = .failure(error) }
        // Lazily, so that a file left open by a failed test does not keep the mount.
        try self.run("umount", "-l", folder.path)
        try result.get()
    }

    /// Makes the disk read-only, as root is not stopped by permissions.
    static func forbidWriting(_ folder: String) throws {
        try self.run("mount", "-o", "remount,ro", folder)
    }

    private static func run(_ arguments: String...) throws {
        let process = Process()
        process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
        process.arguments = arguments
        try process.run()
        process.waitUntilExit()
        try #require(process.terminationStatus == 0, "\(arguments.joined(separator: " ")) failed")
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
