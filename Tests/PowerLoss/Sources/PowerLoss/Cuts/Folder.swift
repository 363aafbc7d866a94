import Foundation
import Shared

/// A folder for the file of one store.
///
/// Each store gets a new one: a store that is let go closes its file soon after, and must not meet the next.
struct Folder: Sendable {
    /// As `realpath` names it.
    let path: String

    var file: String { "\(self.path)/store.sqlite" }

    init(_ files: [String: Data] = [:]) throws {
        let folder = FileManager.default.temporaryDirectory
            .appendingPathComponent("connectionskit-power-loss-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        guard let real = realpath(folder.path, nil) else { throw Problem("there is no folder \(folder.path)") }
        defer { free(real) }
        self.path = String(cString: real)
        for (name, bytes) in files { try bytes.write(to: URL(fileURLWithPath: "\(self.path)/\(name)")) }
    }

    /// Waits until this process has no file of the folder open any more.
    ///
    /// - Throws: ``Problem`` when that takes half a minute.
    func awaitClosing() async throws {
        for _ in 0..<30_000 {
            if !self.isOpen { return }
            try await Task.sleep(for: .milliseconds(1))
        }
        throw Problem("the store is not closed")
    }

    private var isOpen: Bool {
        let descriptors = "/proc/self/fd"
        let numbers = (try? FileManager.default.contentsOfDirectory(atPath: descriptors)) ?? []
        return numbers.contains { number in
            let target = try? FileManager.default.destinationOfSymbolicLink(atPath: "\(descriptors)/\(number)")
            return target?.hasPrefix("\(self.path)/") ?? false
        }
    }

    /// Runs `body` with a new folder, and removes that.
    static func with<Result>(
        _ files: [String: Data] = [:], _ body: (Folder) async throws -> Result
    ) async throws -> Result {
        let folder = try Folder(files)
        defer { try? FileManager.default.removeItem(atPath: folder.path) }
        return try await body(folder)
    }
}
