import Foundation

/// The memory of this process, as the kernel counts it.
enum ProcessMemory {
    /// What is resident now, in megabytes.
    static func resident() throws -> Double { try self.figure("VmRSS:") }

    /// The most that was resident since the last ``forgetPeak()``, in megabytes.
    static func peak() throws -> Double { try self.figure("VmHWM:") }

    /// Lets the peak begin anew at what is resident now.
    static func forgetPeak() throws {
        try Data("5".utf8).write(to: URL(fileURLWithPath: "/proc/self/clear_refs"))
    }

    private static func figure(_ name: String) throws -> Double {
        let status = try String(contentsOfFile: "/proc/self/status", encoding: .utf8)
        for line in status.split(separator: "\n") where line.hasPrefix(name) {
            let words = line.split(whereSeparator: \.isWhitespace)
            if words.count == 3, let kilobytes = Double(words[1]) { return kilobytes / 1_024 }
        }
        throw Problem("the kernel does not tell \(name)")
    }
}
