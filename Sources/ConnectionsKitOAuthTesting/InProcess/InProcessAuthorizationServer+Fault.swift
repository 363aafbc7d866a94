public import ConnectionsKitHTTP
public import HTTPTypes

extension InProcessAuthorizationServer {
    /// Something that goes wrong with a call.
    public struct Fault: Sendable {
        enum Effect: Sendable {
            case failBefore(HTTPTransportError)
            case replace(HTTPReply)
            case failAfter(HTTPTransportError)
            case garble(@Sendable (HTTPReply) -> HTTPReply)
        }

        let effect: Effect

        /// The server is not reached; certain, so `mayHaveBeenSent` is `false`.
        public static let unreachable = Fault(
            effect: .failBefore(
                HTTPTransportError(.unreachable, "injected: the server is not reached", mayHaveBeenSent: false)))

        /// The connection breaks before the server has seen the request, but nobody can know that.
        public static let requestLost = Fault(
            effect: .failBefore(
                HTTPTransportError(.interrupted, "injected: the request is lost", mayHaveBeenSent: true)))

        /// The server does what it was asked, and its reply is lost.
        public static let replyLost = Fault(
            effect: .failAfter(HTTPTransportError(.interrupted, "injected: the reply is lost", mayHaveBeenSent: true)))

        /// The server does what it was asked, and its reply is too late.
        public static let timeout = Fault(
            effect: .failAfter(HTTPTransportError(.timedOut, "injected: the reply is too late", mayHaveBeenSent: true)))

        /// The server does what it was asked, and its reply keeps its status but half of its body.
        public static let garbledBody = Fault(
            effect: .garble { reply in
                HTTPReply(response: reply.response, body: Array(reply.body.prefix(reply.body.count / 2)))
            })

        /// Something in front of the server answers in its place.
        public static func reply(_ reply: HTTPReply) -> Fault { Fault(effect: .replace(reply)) }

        /// Something in front of the server answers 503 with a page.
        ///
        /// - Parameter retryAfter: the value of `Retry-After`, seconds or a date; `nil` sends none.
        /// - Returns: the fault.
        public static func unavailable(retryAfter: String? = nil) -> Fault {
            var reply = HTTPReply.text(
                Array("<h1>Service Unavailable</h1>".utf8), type: "text/html", status: .serviceUnavailable)
            reply.response.headerFields[.retryAfter] = retryAfter
            return .reply(reply)
        }

        /// Something in front of the server answers with an error that OAuth has a code for.
        ///
        /// - Parameters:
        ///   - code: the value of `error`, as `temporarily_unavailable`.
        ///   - status: the status.
        /// - Returns: the fault.
        public static func error(_ code: String, status: HTTPResponse.Status = .badRequest) -> Fault {
            .reply(.json(["error": .string(code)], status: status))
        }
    }
}
