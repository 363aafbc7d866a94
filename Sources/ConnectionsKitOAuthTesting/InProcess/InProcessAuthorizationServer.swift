public import ConnectionsKitHTTP
public import HTTPTypes
import Synchronization

/// An ``AuthorizationServer`` as an HTTP transport, without sockets, for tests; never for production.
///
/// It hands each request to the server under a lock, so that calls happen one after another, counts them, and can be
/// told to fail. Nothing waits: a time limit is only ever reached by an injected fault.
public final class InProcessAuthorizationServer: HTTPTransport, Sendable {
    fileprivate struct State {
        var server: AuthorizationServer
        var log: [LoggedRequest] = []
        var counts: [AuthorizationServer.Endpoint: Int] = [:]
        var faults: [AuthorizationServer.Endpoint: [Fault]] = [:]
    }

    private let state: Mutex<State>
    private let now: @Sendable () -> Duration
    private let gate: (@Sendable (AuthorizationServer.Endpoint) async -> Void)?
    private let address: Address

    /// Makes a transport to one server.
    ///
    /// - Parameters:
    ///   - server: the server as it is at the start.
    ///   - gate: awaited before each call of ``send(_:body:limits:)`` reaches the server, so that a test can hold calls
    ///     back; `nil` holds none.
    ///   - now: the time since an origin of the caller's choice.
    public init(
        _ server: AuthorizationServer, gate: (@Sendable (AuthorizationServer.Endpoint) async -> Void)? = nil,
        now: @escaping @Sendable () -> Duration
    ) {
        self.address = server.address
        self.state = Mutex(State(server: server))
        self.gate = gate
        self.now = now
    }

    public func send(
        _ request: HTTPRequest, body: [UInt8]?, limits: HTTPLimits
    ) async throws(HTTPTransportError) -> HTTPReply {
        try self.check(request)
        let endpoint = self.withServer { $0.endpoint(at: Address.split(request.path ?? "/").path) }
        await self.gate?(endpoint)
        guard !Task.isCancelled else {
            throw HTTPTransportError(.cancelled, "the call was cancelled", mayHaveBeenSent: false)
        }
        let reply: HTTPReply
        switch self.state.withLock({ $0.takeFault(at: endpoint) })?.effect {
        case nil:
            reply = self.respond(to: request, body: body ?? [])
        case .failBefore(let error):
            throw error
        case .replace(let substitute):
            self.record(request, at: endpoint)
            reply = substitute
        case .failAfter(let error):
            _ = self.respond(to: request, body: body ?? [])
            throw error
        case .garble(let garbled):
            reply = garbled(self.respond(to: request, body: body ?? []))
        }
        guard reply.body.count <= limits.maximumBodyBytes else {
            throw HTTPTransportError(.bodyTooLarge, "the body exceeds the limit", mayHaveBeenSent: true)
        }
        return reply
    }

    /// Answers one request at once: no gate, no fault.
    ///
    /// ``AuthorizationBrowser`` comes this way.
    ///
    /// - Parameters:
    ///   - request: the method, the path with its query, and the header fields.
    ///   - body: the bytes of the body; empty when there are none.
    /// - Returns: the server's reply.
    public func respond(to request: HTTPRequest, body: [UInt8] = []) -> HTTPReply {
        let now = self.now()
        return self.state.withLock { state in
            state.record(request)
            return state.server.respond(to: request, body: body, at: now)
        }
    }

    /// Looks at the server or changes it, while no call is under way.
    ///
    /// - Parameter body: gets the server; it must not call back to this object.
    /// - Returns: what `body` returns.
    /// - Throws: what `body` throws.
    public func withServer<Result: Sendable, Failure: Error>(
        _ body: (inout AuthorizationServer) throws(Failure) -> Result
    ) throws(Failure) -> Result {
        try self.state.withLock { state throws(Failure) in try body(&state.server) }
    }

    /// Makes the next calls of ``send(_:body:limits:)`` to an endpoint fail; faults queue up.
    ///
    /// - Parameters:
    ///   - fault: what happens to each of the calls.
    ///   - count: how many calls; one or more.
    ///   - endpoint: which calls; those to the token endpoint unless said.
    public func inject(_ fault: Fault, count: Int = 1, at endpoint: AuthorizationServer.Endpoint = .token) {
        self.state.withLock { $0.faults[endpoint, default: []] += Array(repeating: fault, count: max(0, count)) }
    }

    /// How many calls reached an endpoint, those included whose reply was lost or replaced.
    public func callCount(at endpoint: AuthorizationServer.Endpoint) -> Int {
        self.state.withLock { $0.counts[endpoint, default: 0] }
    }

    /// The calls that reached the server, in their order.
    public var log: [LoggedRequest] { self.state.withLock { $0.log } }

    private func record(_ request: HTTPRequest, at endpoint: AuthorizationServer.Endpoint) {
        self.state.withLock { $0.record(request) }
    }

    private func check(_ request: HTTPRequest) throws(HTTPTransportError) {
        guard let scheme = request.scheme, let authority = request.authority, request.path?.hasPrefix("/") == true
        else {
            throw HTTPTransportError(.invalidRequest, "the request needs an absolute address", mayHaveBeenSent: false)
        }
        guard authority.lowercased() == self.address.authority.lowercased() else {
            throw HTTPTransportError(.unreachable, "no server but that of the issuer is here", mayHaveBeenSent: false)
        }
        guard scheme == self.address.scheme else {
            throw HTTPTransportError(.insecure, "the server is at \(self.address.scheme) only", mayHaveBeenSent: false)
        }
    }
}

extension InProcessAuthorizationServer: CustomStringConvertible, CustomDebugStringConvertible, CustomReflectable {
    public var description: String { "InProcessAuthorizationServer" }
    public var debugDescription: String { self.description }
    public var customMirror: Mirror { Mirror(self, children: [:], displayStyle: .class) }
}

extension InProcessAuthorizationServer.State {
    mutating func takeFault(at endpoint: AuthorizationServer.Endpoint) -> InProcessAuthorizationServer.Fault? {
        guard let queue = self.faults[endpoint], !queue.isEmpty else { return nil }
        return self.faults[endpoint]?.removeFirst()
    }

    mutating func record(_ request: HTTPRequest) {
        let path = Address.split(request.path ?? "/").path
        let endpoint = self.server.endpoint(at: path)
        self.counts[endpoint, default: 0] += 1
        self.log.append(
            InProcessAuthorizationServer.LoggedRequest(endpoint: endpoint, method: request.method, path: path))
    }
}
