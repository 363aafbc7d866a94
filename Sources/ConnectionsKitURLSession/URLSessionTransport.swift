public import ConnectionsKitHTTP
import Foundation
public import HTTPTypes

/// The default transport: Foundation's `URLSession`, made to keep the promises of ``HTTPTransport``.
///
/// One transport serves any number of concurrent calls; make one and keep it. It holds no cookies, no cache and no
/// stored credentials, and answers no authentication challenge: a 401 is returned as it is.
///
/// What it adds to the contract of ``HTTPTransport``:
/// - The address is refused when it is not absolute, or when it holds userinfo, a fragment, a host that is not made of
///   ASCII letters, digits, hyphens and dots, a dot segment, or a character that would have to be rewritten. Fields
///   that frame the message (`Host`, `Content-Length`, `Connection` and their like) are refused as well.
/// - A request with a body is sent at most once, and so is a request without one whose method is not idempotent (RFC
///   9110 section 9.2.2). Other requests may be repeated by the HTTP client underneath when a kept connection breaks.
/// - ``HTTPTransportError/mayHaveBeenSent`` is `false` for a refused request, for one with a body of which no byte
///   had been handed to a connection when the call failed by itself, and for one without a body that had a connection
///   of its own and whose host has no address. It is `true` in every other case, so also when a call that was started
///   is cancelled or runs out of time, and for an idempotent request without a body.
/// - A body without a `Content-Type` is sent as `application/octet-stream`.
/// - Fields that came several times in a reply arrive as one, joined by a comma and a space. A body that was
///   compressed arrives decompressed, beside the `Content-Encoding` and `Content-Length` fields of its sender.
///
/// Limits of `URLSession` on Linux, where it stands on libcurl:
/// - ``HTTPLimits/maximumBodyBytes`` bounds what is returned. What comes behind it is dropped, but is still taken in
///   until the session gets to cancel: about 8 MB over loopback from one sender where 100 kB were allowed. Several
///   senders that are faster than this process hold up every session of the process, and take memory, until they
///   pause. The callers have their errors by then.
/// - The body of a redirect (301 to 308) is handed over only when it is complete, so that ``HTTPLimits/timeout``
///   alone bounds it; without a `Location` field it is lost.
/// - A streamed reply cannot be held back: a suspended task loses its connection, and sends its request again when it is
///   resumed. So a task is never suspended; what comes faster than it is read waits in memory, up to
///   ``Configuration/maximumUnreadBytes``, and the call ends with ``HTTPTransportError/Code/overrun`` beyond that. The
///   bytes that came before are handed over first.
/// - A streamed request body is collected in memory first, up to ``HTTPLimits/maximumRequestBytes``: Foundation reads a
///   body on the queue on which all sessions of the process read, and one that has to wait would hold them all up.
/// - Proxies are taken from the environment only. Calls over HTTPS go through `https_proxy` in a tunnel that the proxy
///   cannot read; a call over plain HTTP that would go through a proxy is refused.
/// - **A reply can end the process**, by a failed assertion of Foundation that nothing here can catch: before Swift 6.4
///   a connection that closes within the header fields, or a chunked body with trailer fields
///   (swift-corelibs-foundation #5285); in every version a relative `Location` whose host Foundation cannot write,
///   such as `//a%2fb/`.
///
/// A process on Linux that must stand up to its peers brings a transport over another HTTP client.
public final class URLSessionTransport: HTTPTransport {
    /// What may be chosen about a transport.
    public struct Configuration: Sendable, Hashable {
        /// Whether plain HTTP is sent to `localhost`, 127.0.0.0/8 and `[::1]`; for tests and development.
        public var allowsLoopbackHTTP = false
        /// How many bytes of a streamed reply may wait for their reader, before the call is ended.
        public var maximumUnreadBytes = 16 * 1024 * 1024

        /// The configuration of production: HTTPS only.
        public init() {}
    }

    let configuration: Configuration
    let sessions: SessionPool

    /// Makes a transport with connections of its own, which are closed when it is released.
    ///
    /// Calls that are under way at that moment come to their end.
    public init(configuration: Configuration = Configuration()) {
        self.configuration = configuration
        self.sessions = SessionPool(allowsLoopbackHTTP: configuration.allowsLoopbackHTTP)
    }

    init(configuration: Configuration, delegate: SessionDelegate) {
        self.configuration = configuration
        self.sessions = SessionPool(allowsLoopbackHTTP: configuration.allowsLoopbackHTTP, delegate: delegate)
    }

    deinit {
        self.sessions.invalidate()
    }

    public func send(
        _ request: HTTPRequest, body: [UInt8]?, limits: HTTPLimits
    ) async throws(HTTPTransportError) -> HTTPReply {
        let request = try self.checked(request, body: body, limits: limits)
        let call = Call(CallProgress(of: request, limits: limits))
        return try await call.outcome(within: limits.timeout) { self.sessions.makeTask(for: request, of: call) }.get()
    }

    /// The request, found fit to be sent.
    func checked(
        _ request: HTTPRequest, body: [UInt8]?, limits: HTTPLimits
    ) throws(HTTPTransportError) -> CheckedRequest {
        try CheckedRequest(
            request, body: body, limits: limits, allowsLoopbackHTTP: self.configuration.allowsLoopbackHTTP,
            environment: ProcessInfo.processInfo.environment)
    }
}
