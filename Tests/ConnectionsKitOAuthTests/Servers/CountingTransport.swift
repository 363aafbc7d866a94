import ConnectionsKitHTTP
import HTTPTypes
import Synchronization

/// Passes calls on and counts those that renew tokens.
final class CountingTransport: HTTPTransport, Sendable {
    private let inner: any HTTPTransport
    private let count = Mutex(0)

    init(_ inner: any HTTPTransport) {
        self.inner = inner
    }

    /// How many refresh requests went out.
    var refreshCount: Int { self.count.withLock { $0 } }

    func send(
        _ request: HTTPRequest, body: [UInt8]?, limits: HTTPLimits
    ) async throws(HTTPTransportError) -> HTTPReply {
        if String(decoding: body ?? [], as: UTF8.self).contains("grant_type=refresh_token") {
            self.count.withLock { $0 += 1 }
        }
        return try await self.inner.send(request, body: body, limits: limits)
    }
}
