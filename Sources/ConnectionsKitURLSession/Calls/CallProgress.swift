import ConnectionsKitHTTP
import HTTPTypes

/// What one call has seen so far, and how it ends: a value that events change, without a network or a task.
struct CallProgress: Sendable {
    typealias Outcome = Result<HTTPReply, HTTPTransportError>

    /// What can happen to a call, in any order and number.
    enum Event: Sendable {
        /// The request was handed to the session.
        case started
        /// A byte of the request's body was handed to the connection.
        case sentBody
        /// The client underneath is about to send the request again.
        case repeated
        /// A status and header fields came, with the announced length of the body, negative when unknown.
        case response(HTTPResponse, length: Int64)
        /// The next bytes of the body came.
        case data([UInt8])
        /// Nothing more will come.
        case finished
        /// The client underneath gave up.
        case failed(SessionFailure)
        /// The calling task was cancelled.
        case cancelled
        /// The time limit passed.
        case expired
        /// The reader of a streamed body has fallen too far behind.
        case overrun
    }

    private let host: String
    private let hasBody: Bool
    private let isHead: Bool
    private let hasOwnConnection: Bool
    private let limits: HTTPLimits
    /// Whether the body is kept for the outcome; of one that is streamed only the length is.
    private let keepsBody: Bool

    private var hasStarted = false
    private var hasSentBody = false
    private var response: HTTPResponse?
    private var body: [UInt8] = []
    private var length = 0
    private var hasEnded = false

    init(of request: CheckedRequest, limits: HTTPLimits, keepsBody: Bool = true) {
        self.init(
            host: request.host, hasBody: request.hasBody, isHead: request.isHead,
            hasOwnConnection: request.needsOwnConnection, limits: limits, keepsBody: keepsBody)
    }

    init(
        host: String, hasBody: Bool, isHead: Bool = false, hasOwnConnection: Bool = false, limits: HTTPLimits,
        keepsBody: Bool = true
    ) {
        self.host = host
        self.hasBody = hasBody
        self.isHead = isHead
        self.hasOwnConnection = hasOwnConnection
        self.limits = limits
        self.keepsBody = keepsBody
    }

    /// Takes note of `event`, and gives the outcome when the call ends by it: once, and never again.
    mutating func note(_ event: Event) -> Outcome? {
        guard !self.hasEnded else { return nil }
        let outcome = self.outcome(of: event)
        if outcome != nil {
            self.hasEnded = true
            self.body = []
        }
        return outcome
    }

    private mutating func outcome(of event: Event) -> Outcome? {
        switch event {
        case .started:
            self.hasStarted = true
        case .sentBody:
            self.hasSentBody = true
        case .repeated:
            return .failure(self.interrupted("the connection broke after the request was sent", cause: nil))
        case .response(let response, let length):
            // An interim response (RFC 9110 section 15.2) is not the reply.
            guard response.status.kind != .informational else { return nil }
            self.response = response
            if !self.isHead, length > Int64(self.limits.maximumBodyBytes) { return .failure(self.tooLarge) }
        case .data(let bytes):
            guard bytes.count <= self.limits.maximumBodyBytes - self.length else { return .failure(self.tooLarge) }
            self.length += bytes.count
            if self.keepsBody { self.body.append(contentsOf: bytes) }
        case .finished:
            guard let response = self.response else {
                return .failure(self.interrupted("the connection ended without a reply", cause: nil))
            }
            return .success(HTTPReply(response: response, body: self.body))
        case .failed(let failure):
            return .failure(self.error(for: failure))
        case .cancelled:
            return .failure(self.error(.cancelled, "The calling task was cancelled.", mayHaveBeenSent: self.hasStarted))
        case .expired:
            return .failure(
                self.error(
                    .timedOut, "The call to \(self.host) took longer than \(self.limits.timeout).",
                    mayHaveBeenSent: self.hasStarted))
        case .overrun:
            return .failure(
                self.error(
                    .overrun, "The reply of \(self.host) came faster than it was read.", mayHaveBeenSent: true))
        }
        return nil
    }
}

extension CallProgress {
    private var tooLarge: HTTPTransportError {
        self.error(
            .bodyTooLarge, "The reply of \(self.host) is longer than \(self.limits.maximumBodyBytes) bytes.",
            mayHaveBeenSent: true)
    }

    private func error(for failure: SessionFailure) -> HTTPTransportError {
        if self.response != nil || self.hasSentBody {
            return self.interrupted(failure.text, cause: failure.cause)
        }
        // The body follows the header fields at once, over a connection that is ready, TLS included: where none of it
        // was asked for, the server cannot have the request. The code says less: libcurl's "refused" may be about
        // another address of the host than the one that was talked to in the end.
        let isCertain = self.hasBody || (self.hasOwnConnection && failure.kind == .unknownHost)
        let isConnecting =
            failure.kind == .unknownHost || failure.kind == .connecting
            || (failure.kind == .unclear && self.hasBody)
        return isConnecting
            ? self.error(
                .unreachable, "No connection to \(self.host): \(failure.text).", mayHaveBeenSent: !isCertain,
                cause: failure.cause)
            : self.interrupted(failure.text, cause: failure.cause, mayHaveBeenSent: !isCertain)
    }

    private func interrupted(
        _ text: String, cause: (any Error)?, mayHaveBeenSent: Bool = true
    ) -> HTTPTransportError {
        self.error(
            .interrupted, "The call to \(self.host) broke off: \(text).", mayHaveBeenSent: mayHaveBeenSent,
            cause: cause)
    }

    private func error(
        _ code: HTTPTransportError.Code, _ message: String, mayHaveBeenSent: Bool, cause: (any Error)? = nil
    ) -> HTTPTransportError {
        HTTPTransportError(code, message, mayHaveBeenSent: mayHaveBeenSent, cause: cause)
    }
}
