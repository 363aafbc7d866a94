import Foundation

/// Lines of text through descriptors: a socket, or a pair of pipes.
public final class LineChannel {
    private let input: Int32
    private let output: Int32
    private var buffer: [UInt8] = []

    public init(input: Int32, output: Int32) {
        self.input = input
        self.output = output
    }

    public convenience init(socket: Int32) {
        self.init(input: socket, output: socket)
    }

    /// Reads the next line.
    ///
    /// - Parameter limit: how many milliseconds to wait for each piece of it; `nil` for as long as it takes.
    /// - Returns: the line without its end; `nil` when no more will come.
    /// - Throws: ``Problem`` when nothing has come in time.
    public func readLine(within limit: Int? = nil) throws -> String? {
        while true {
            if let end = self.buffer.firstIndex(of: UInt8(ascii: "\n")) {
                let line = String(decoding: self.buffer[..<end], as: UTF8.self)
                self.buffer.removeFirst(end + 1)
                return line
            }
            if let limit {
                var descriptor = pollfd(fd: self.input, events: Int16(POLLIN), revents: 0)
                guard poll(&descriptor, 1, Int32(limit)) > 0 else { throw Problem("nothing came within \(limit) ms") }
            }
            var piece = [UInt8](repeating: 0, count: 65_536)
            let count = read(self.input, &piece, piece.count)
            guard count > 0 else { return nil }
            self.buffer.append(contentsOf: piece[..<count])
        }
    }

    /// Sends a line; `false` when nobody reads any more.
    @discardableResult
    public func writeLine(_ line: String) -> Bool {
        let bytes = Array((line + "\n").utf8)
        var sent = 0
        while sent < bytes.count {
            let count = bytes[sent...].withUnsafeBytes { write(self.output, $0.baseAddress, $0.count) }
            guard count > 0 else { return false }
            sent += count
        }
        return true
    }

    public func close() {
        Foundation.close(self.input)
        if self.output != self.input { Foundation.close(self.output) }
    }
}
