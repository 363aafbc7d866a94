import ConnectionsKitHTTP
import HTTPTypes
import Synchronization

/// A service in this process, which answers each call as the test says and remembers what it got.
final class ScriptedService: HTTPTransport {
    /// One call that arrived.
    struct Call: Sendable {
        /// Counts from one.
        var number: Int
        var request: HTTPRequest
        var body: [UInt8]
        var limits: HTTPLimits

        var authorization: String? { self.request.headerFields[.authorization] }
        var text: String { String(decoding: self.body, as: UTF8.self) }
    }

    typealias Answer = @Sendable (Call) async throws(HTTPTransportError) -> HTTPReply

    private let answer: Answer
    private let received = Mutex<[Call]>([])

    init(_ answer: @escaping Answer) {
        self.answer = answer
    }

    /// Gives these answers, one after the other, and the last one again and again.
    convenience init(_ replies: HTTPReply...) {
        self.init { (call) throws(HTTPTransportError) in replies[min(call.number, replies.count) - 1] }
    }

    var calls: [Call] { self.received.withLock { $0 } }

    func send(
        _ request: HTTPRequest, body: [UInt8]?, limits: HTTPLimits
    ) async throws(HTTPTransportError) -> HTTPReply {
        let call = self.received.withLock { calls in
            calls.append(Call(number: calls.count + 1, request: request, body: body ?? [], limits: limits))
            return calls[calls.count - 1]
        }
        return try await self.answer(call)
    }
}

extension HTTPReply {
    static func answer(_ status: Int, _ text: String = "", fields: HTTPFields = [:]) -> HTTPReply {
        HTTPReply(
            response: HTTPResponse(status: .init(code: status), headerFields: fields), body: Array(text.utf8))
    }

    /// The answer to a token that has ended (RFC 6750 section 3.1).
    static let unauthorized = HTTPReply.answer(401, fields: [.wwwAuthenticate: "Bearer error=\"invalid_token\""])
}
