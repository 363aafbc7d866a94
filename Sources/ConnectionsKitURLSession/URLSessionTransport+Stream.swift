public import ConnectionsKitHTTP
import Foundation
public import HTTPTypes

extension URLSessionTransport {
    public func stream(
        _ request: HTTPRequest, body: HTTPBody?, limits: HTTPLimits
    ) async throws(HTTPTransportError) -> HTTPStreamedReply<HTTPTransportError> {
        let clock = ContinuousClock()
        let start = clock.now
        let bytes = try await body?.collected(within: limits)
        var rest = limits
        // What the body took is gone; a limit that was never acceptable is left for the check of the request to refuse.
        if limits.timeout > .zero { rest.timeout = max(.nanoseconds(1), limits.timeout - (clock.now - start)) }
        let checked = try self.checked(request, body: bytes, limits: rest)
        let buffer = ReplyBuffer(limit: self.configuration.maximumUnreadBytes)
        let call = Call(CallProgress(of: checked, limits: rest, keepsBody: false), streamingInto: buffer)
        call.begin(within: rest.timeout) { self.sessions.makeTask(for: checked, of: call) }
        let head = await withTaskCancellationHandler {
            await buffer.head()
        } onCancel: {
            call.note(.cancelled)
        }
        let stream = HTTPByteStream<HTTPTransportError>(
            next: { () throws(HTTPTransportError) in
                let chunk = await withTaskCancellationHandler {
                    await buffer.next()
                } onCancel: {
                    call.note(.cancelled)
                }
                return try chunk.get()
            }, onRelease: { call.note(.cancelled) })
        return HTTPStreamedReply(response: try head.get(), body: stream)
    }
}
