import ConnectionsKitHTTP
import HTTPTypes
import Synchronization

/// A transport that answers every call in one way and remembers what it was sent.
final class ScriptedTransport: HTTPTransport {
    struct Call {
        var request: HTTPRequest
        var body: [UInt8]
        var limits: HTTPLimits
    }

    private let answer: @Sendable (HTTPRequest) throws(HTTPTransportError) -> HTTPReply
    private let received = Mutex<[Call]>([])

    init(_ answer: @escaping @Sendable (HTTPRequest) throws(HTTPTransportError) -> HTTPReply) {
        self.answer = answer
    }

    /// Answers with this status, text and fields.
    convenience init(_ status: Int, _ text: String = "", fields: HTTPFields = [:]) {
        self.init(reply: HTTPReply(status, text, fields: fields))
    }

    convenience init(reply: HTTPReply) {
        self.init { (_) throws(HTTPTransportError) in reply }
    }

    convenience init(failing error: HTTPTransportError) {
        self.init { (_) throws(HTTPTransportError) in throw error }
    }

    var calls: [Call] { self.received.withLock { $0 } }

    func send(
        _ request: HTTPRequest, body: [UInt8]?, limits: HTTPLimits
    ) async throws(HTTPTransportError) -> HTTPReply {
        self.received.withLock { $0.append(Call(request: request, body: body ?? [], limits: limits)) }
        return try self.answer(request)
    }
}

extension HTTPReply {
    init(_ status: Int, _ text: String = "", fields: HTTPFields = [:]) {
        self.init(status, bytes: Array(text.utf8), fields: fields)
    }

    init(_ status: Int, bytes: [UInt8], fields: HTTPFields = [:]) {
        self.init(response: HTTPResponse(status: .init(code: status), headerFields: fields), body: bytes)
    }
}
