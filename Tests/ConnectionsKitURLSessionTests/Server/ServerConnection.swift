/// One accepted connection, for the script of a ``LoopbackServer``.
final class ServerConnection {
    /// Counts from one.
    let number: Int
    private let socket: Socket
    private let whenRead: (ReceivedRequest) -> Void
    private var buffer: [UInt8] = []

    init(_ socket: Socket, number: Int, whenRead: @escaping (ReceivedRequest) -> Void) {
        self.socket = socket
        self.number = number
        self.whenRead = whenRead
    }

    /// Reads one request with its body; `nil` when the client has gone.
    @discardableResult
    func readRequest() -> ReceivedRequest? {
        var end = self.endOfHead()
        while end == nil {
            guard self.readMore() else { return nil }
            end = self.endOfHead()
        }
        let headEnd = end ?? 0
        let lines = String(decoding: self.buffer[..<headEnd], as: UTF8.self).split(separator: "\r\n").map(String.init)
        self.buffer.removeFirst(headEnd + 4)
        let length = ReceivedRequest(lines: lines, body: []).values(of: "content-length").first.flatMap { Int($0) } ?? 0
        while self.buffer.count < length {
            guard self.readMore() else { return nil }
        }
        let request = ReceivedRequest(lines: lines, body: Array(self.buffer.prefix(length)))
        self.buffer.removeFirst(length)
        self.whenRead(request)
        return request
    }

    /// Sends `text` as it is; `false` when the client has gone.
    @discardableResult
    func send(_ text: String) -> Bool { self.socket.write(Array(text.utf8)) }

    /// Sends `bytes` as they are; `false` when the client has gone.
    @discardableResult
    func send(_ bytes: [UInt8]) -> Bool { self.socket.write(bytes) }

    /// Sends a whole reply with its length.
    func reply(_ status: String, _ fields: [String] = [], body: [UInt8] = []) {
        let lines = ["HTTP/1.1 \(status)"] + fields + ["Content-Length: \(body.count)", "", ""]
        self.send(Array(lines.joined(separator: "\r\n").utf8) + body)
    }

    /// Reads one request after the other and answers each alike, until the client goes.
    func answerAll(_ status: String, _ fields: [String] = [], body: [UInt8] = []) {
        while self.readRequest() != nil { self.reply(status, fields, body: body) }
    }

    /// Never answers: waits until the client goes.
    func waitForClose() {
        while self.readMore() {}
    }

    /// Makes the connection end with a reset instead of an orderly close.
    func resetAtEnd() {
        self.socket.discardOnClose()
    }

    private func readMore() -> Bool {
        let bytes = self.socket.read()
        self.buffer.append(contentsOf: bytes)
        return !bytes.isEmpty
    }

    private func endOfHead() -> Int? {
        self.buffer.firstRange(of: Array("\r\n\r\n".utf8))?.lowerBound
    }
}
