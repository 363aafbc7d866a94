public import HTTPTypes

extension HTTPTransport {
    /// Sends all of the body at once, and gives the reply when it is complete: for a transport that does not stream.
    ///
    /// - Parameters:
    ///   - request: the method, the absolute address and the header fields.
    ///   - body: the body; `nil` sends none.
    ///   - limits: the times and sizes; collecting the body and the call may take the time once each.
    /// - Returns: the reply.
    /// - Throws: ``HTTPTransportError``.
    public func stream(
        _ request: HTTPRequest, body: HTTPBody?, limits: HTTPLimits
    ) async throws(HTTPTransportError) -> HTTPStreamedReply<HTTPTransportError> {
        let bytes = try await body?.collected(within: limits)
        let reply = try await self.send(request, body: bytes, limits: limits)
        return HTTPStreamedReply(response: reply.response, body: HTTPByteStream(reply.body))
    }
}
