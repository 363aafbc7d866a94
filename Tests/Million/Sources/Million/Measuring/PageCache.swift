import Foundation

/// What the kernel keeps of a file in memory, and what it was asked for.
enum PageCache {
    /// Has the kernel read all of a file into memory.
    static func remember(_ path: String) throws {
        guard let file = FileHandle(forReadingAtPath: path) else { throw Problem("cannot open \(path)") }
        while try file.read(upToCount: 1 << 22)?.isEmpty == false {}
        try file.close()
    }

    /// Lets the kernel forget the pages of a file, so that the next reads come from the disk.
    static func forget(_ path: String) throws {
        let file = open(path, O_RDONLY)
        guard file >= 0 else { throw Problem("cannot open \(path)") }
        defer { close(file) }
        // What is not written yet is not forgotten.
        guard fdatasync(file) == 0, posix_fadvise(file, 0, 0, POSIX_FADV_DONTNEED) == 0 else {
            throw Problem("the kernel does not forget \(path)")
        }
    }

    /// How many bytes this process has read so far, from the disk or from the kernel's memory; this look not counted.
    static func bytesRead() throws -> Int {
        let text = try String(contentsOfFile: "/proc/self/io", encoding: .utf8)
        guard let line = text.split(separator: "\n").first(where: { $0.hasPrefix("rchar:") }),
            let bytes = Int(line.dropFirst("rchar: ".count))
        else { throw Problem("the kernel does not tell what was read") }
        return bytes
    }
}
