import ConnectionsKitHTTP
import HTTPTypes
import Synchronization

/// Passes calls on and keeps what went over the wire, where secrets are in the open.
final class RecordingTransport: HTTPTransport, Sendable {
    private let inner: any HTTPTransport
    private let bytes = Mutex<[[UInt8]]>([])

    init(_ inner: any HTTPTransport) {
        self.inner = inner
    }

    /// The bodies that were sent and received, as text.
    var bodies: [String] { self.bytes.withLock { $0.map { String(decoding: $0, as: UTF8.self) } } }

    func send(
        _ request: HTTPRequest, body: [UInt8]?, limits: HTTPLimits
    ) async throws(HTTPTransportError) -> HTTPReply {
        let reply = try await self.inner.send(request, body: body, limits: limits)
        self.bytes.withLock { $0 += [body ?? [], reply.body] }
        return reply
    }
}
