#if canImport(Darwin)
import Darwin
#elseif canImport(Glibc)
import Glibc
#elseif canImport(Musl)
import Musl
#elseif canImport(Android)
import Android
#endif

/// What a write-ahead log adds to its database, read from the file without a lock.
///
/// Only frames that are whole, of this log and of a commit that ended count, as when SQLite reads it after a crash. A log
/// that another process writes meanwhile is read as far as it goes.
struct WriteAheadLog: Sendable, Hashable {
    private static let headerLength = 32
    private static let frameHeaderLength = 24

    /// The beginning of the first page by the last commit; nothing when no commit in the log changed it.
    private(set) var firstPage: [UInt8]?
    /// How many pages the database has by the last commit; nothing when the log holds none.
    private(set) var pageCount: Int?

    /// Reads the log at `path`; a missing or empty one adds nothing.
    init(at path: String) throws(SQLiteFailure) {
        let descriptor = unsafe open(path, O_RDONLY | O_CLOEXEC)
        guard descriptor >= 0 else {
            if errno == ENOENT { return }
            throw SQLiteFailure(systemError: errno, file: path)
        }
        defer { close(descriptor) }
        let header = try Self.read(Self.headerLength, from: descriptor, of: path)
        guard header.count == Self.headerLength, header.bigEndian(at: 0) & ~1 == 0x377F_0682 else { return }
        let pageSize = Int(header.bigEndian(at: 8))
        guard pageSize >= 512, pageSize <= 65_536 else { return }
        var sum = Checksum(isBigEndian: header[3] & 1 == 1)
        sum.add(header[..<24])
        guard sum.matches(header, at: 24) else { return }

        var uncommitted: [UInt8]?
        while true {
            let frame = try Self.read(Self.frameHeaderLength + pageSize, from: descriptor, of: path)
            // The two salts tell the frames of this log from those that it is written over.
            guard frame.count == Self.frameHeaderLength + pageSize, frame[8..<16] == header[16..<24] else { return }
            sum.add(frame[..<8])
            sum.add(frame[Self.frameHeaderLength...])
            guard sum.matches(frame, at: 16) else { return }
            if frame.bigEndian(at: 0) == 1 {
                uncommitted = Array(frame[Self.frameHeaderLength...].prefix(DatabaseHeader.length))
            }
            let pageCount = frame.bigEndian(at: 4)
            guard pageCount > 0 else { continue }
            self.pageCount = Int(pageCount)
            self.firstPage = uncommitted ?? self.firstPage
        }
    }

    private static func read(_ count: Int, from descriptor: Int32, of path: String) throws(SQLiteFailure) -> [UInt8] {
        var bytes = [UInt8](repeating: 0, count: count)
        var length = 0
        while length < count {
            let got = unsafe bytes.withUnsafeMutableBytes { buffer in
                #if canImport(Darwin)
                unsafe Darwin.read(descriptor, buffer.baseAddress?.advanced(by: length), count - length)
                #elseif canImport(Glibc)
                unsafe Glibc.read(descriptor, buffer.baseAddress?.advanced(by: length), count - length)
                #elseif canImport(Musl)
                unsafe Musl.read(descriptor, buffer.baseAddress?.advanced(by: length), count - length)
                #elseif canImport(Android)
                unsafe Android.read(descriptor, buffer.baseAddress?.advanced(by: length), count - length)
                #endif
            }
            if got < 0, errno == EINTR { continue }
            guard got >= 0 else { throw SQLiteFailure(systemError: errno, file: path) }
            if got == 0 { break }
            length += got
        }
        return Array(bytes[..<length])
    }

    /// The running sum over a log, which each frame carries on.
    private struct Checksum {
        let isBigEndian: Bool
        private var first: UInt32 = 0
        private var second: UInt32 = 0

        init(isBigEndian: Bool) { self.isBigEndian = isBigEndian }

        mutating func add(_ bytes: ArraySlice<UInt8>) {
            unsafe bytes.withUnsafeBytes { buffer in
                for offset in stride(from: 0, to: buffer.count, by: 8) {
                    self.first &+= unsafe self.word(buffer, offset) &+ self.second
                    self.second &+= unsafe self.word(buffer, offset + 4) &+ self.first
                }
            }
        }

        func matches(_ bytes: [UInt8], at index: Int) -> Bool {
            bytes.bigEndian(at: index) == self.first && bytes.bigEndian(at: index + 4) == self.second
        }

        private func word(_ buffer: UnsafeRawBufferPointer, _ offset: Int) -> UInt32 {
            let word = unsafe buffer.loadUnaligned(fromByteOffset: offset, as: UInt32.self)
            return self.isBigEndian ? UInt32(bigEndian: word) : UInt32(littleEndian: word)
        }
    }
}
