/// Why an HTTP call gave no reply.
public struct HTTPTransportError: Error, Sendable {
    /// What went wrong.
    public var code: Code
    /// What happened, for people; never a header field, a query or a body.
    public var message: String
    /// Whether the server can have received the request: `false` only when it is certain that it did not.
    public var mayHaveBeenSent: Bool
    /// The error of the HTTP client underneath, if there was one.
    public var cause: (any Error)?

    /// Makes an error.
    public init(_ code: Code, _ message: String, mayHaveBeenSent: Bool, cause: (any Error)? = nil) {
        self.code = code
        self.message = message
        self.mayHaveBeenSent = mayHaveBeenSent
        self.cause = cause
    }

    /// The kinds of failure.
    public struct Code: Sendable, Hashable, CustomStringConvertible {
        private enum Value: String {
            case invalidRequest, insecure, unreachable, interrupted, timedOut, bodyTooLarge, cancelled
            case bodyFailed, bodyNotRepeatable, overrun
        }
        private var value: Value
        private init(_ value: Value) { self.value = value }

        /// The request cannot be sent as it is: no absolute address, or a method or field that HTTP does not allow.
        public static let invalidRequest = Code(.invalidRequest)
        /// The address is not HTTPS, and not a loopback address that was allowed.
        public static let insecure = Code(.insecure)
        /// No connection could be made: name, route, refusal or TLS.
        public static let unreachable = Code(.unreachable)
        /// The connection broke before the reply was complete.
        public static let interrupted = Code(.interrupted)
        /// The time limit passed.
        public static let timedOut = Code(.timedOut)
        /// The body is longer than the limit.
        public static let bodyTooLarge = Code(.bodyTooLarge)
        /// The calling task was cancelled.
        public static let cancelled = Code(.cancelled)
        /// The source of the request's body failed, or gave another number of bytes than was said.
        public static let bodyFailed = Code(.bodyFailed)
        /// The request's body was sent once and cannot be sent again.
        public static let bodyNotRepeatable = Code(.bodyNotRepeatable)
        /// The reply came faster than it was read, and the transport can keep no more of it.
        public static let overrun = Code(.overrun)

        public var description: String { self.value.rawValue }
    }
}

extension HTTPTransportError: CustomStringConvertible {
    public var description: String { "HTTPTransportError(\(self.code)): \(self.message)" }
}
