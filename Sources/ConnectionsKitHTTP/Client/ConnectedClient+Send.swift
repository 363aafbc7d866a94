public import ConnectionsKit
import HTTPTypes

extension ConnectedClient {
    /// Sends a request through a connection and returns the whole answer.
    ///
    /// - Parameters:
    ///   - request: what to send, to one of the connector's hosts.
    ///   - connection: the connection, resolved once by ``ConnectionRuntime``.
    ///   - place: the place that calls.
    ///   - principal: for whom the task runs; `nil` for a task without a person.
    ///   - scopes: what the call needs; a connection that lacks one is refused before anything is sent.
    ///   - limits: the time and the size of this call; `nil` takes the client's.
    /// - Returns: the answer, whatever its status, unless it is a refusal as ``ConnectedClient`` says.
    /// - Throws: ``ConnectionError``: those of asking for the credential,
    ///   ``ConnectionError/Code/callTimedOut``,
    ///   ``ConnectionError/Code/insufficientScope``,
    ///   ``ConnectionError/Code/providerUnavailable`` with
    ///   ``ConnectionError/retryAt`` when the service asks to wait, and
    ///   ``ConnectionError/Code/providerRefused``.
    public func send(
        _ request: ServiceRequest, with connection: TaskConnection, at place: Place, for principal: Principal?,
        scopes: [String] = [], limits: HTTPLimits? = nil
    ) async throws(ConnectionError) -> HTTPReply {
        let use = ServiceCall<HTTPReply>.Use(place: place, principal: principal, scopes: scopes)
        return try await self.send(request, use, limits) { () throws(ConnectionError) in connection }
    }

    /// Sends a request through the connection with a link name and returns the whole answer.
    ///
    /// The name is looked up each time; a task that calls often resolves it once, with
    /// ``ConnectionRuntime/connection(_:in:)``.
    ///
    /// - Parameters:
    ///   - request: what to send, to one of the connector's hosts.
    ///   - linkName: the name that the script uses.
    ///   - place: the place that calls.
    ///   - principal: for whom the task runs; `nil` for a task without a person.
    ///   - context: where the task runs.
    ///   - scopes: what the call needs; a connection that lacks one is refused before anything is sent.
    ///   - limits: the time and the size of this call; `nil` takes the client's.
    /// - Returns: the answer, whatever its status, unless it is a refusal as ``ConnectedClient`` says.
    /// - Throws: ``ConnectionError``, ``ConnectionError/Code/notFound`` when the application
    ///   has no such connection.
    public func send(
        _ request: ServiceRequest, with linkName: String, at place: Place, for principal: Principal?,
        in context: TaskContext, scopes: [String] = [], limits: HTTPLimits? = nil
    ) async throws(ConnectionError) -> HTTPReply {
        let use = ServiceCall<HTTPReply>.Use(place: place, principal: principal, scopes: scopes)
        return try await self.send(request, use, limits) { () throws(ConnectionError) in
            try await self.runtime.connection(linkName, in: context)
        }
    }

    private func send(
        _ request: ServiceRequest, _ use: ServiceCall<HTTPReply>.Use, _ limits: HTTPLimits?,
        connect: @escaping ServiceCall<HTTPReply>.Connect
    ) async throws(ConnectionError) -> HTTPReply {
        let transport = self.transport
        let call = ServiceCall<HTTPReply>(
            client: self, request: request, use: use, limits: limits ?? self.configuration.limits, connect: connect
        ) { (request, limits, _) throws(HTTPTransportError) in
            let reply: HTTPReply
            if let body = request.body, body.bytes == nil {
                let streamed = try await transport.stream(request.request, body: body, limits: limits)
                reply = HTTPReply(
                    response: streamed.response, body: try await streamed.body.collected(upTo: limits))
            } else {
                reply = try await transport.send(request.request, body: request.body?.bytes, limits: limits)
            }
            return ServiceCall.Answer(output: reply, notice: reply)
        }
        return try await call.result()
    }
}

extension HTTPByteStream<HTTPTransportError> {
    /// All of the bytes.
    fileprivate func collected(upTo limits: HTTPLimits) async throws(HTTPTransportError) -> [UInt8] {
        var bytes: [UInt8] = []
        while let chunk = try await self.next() {
            guard chunk.count <= limits.maximumBodyBytes - bytes.count else { throw .bodyTooLarge(limits) }
            bytes += chunk
        }
        return bytes
    }
}

extension HTTPTransportError {
    /// The error of a body beyond its limit.
    static func bodyTooLarge(_ limits: HTTPLimits) -> HTTPTransportError {
        HTTPTransportError(
            .bodyTooLarge, "The reply is longer than \(limits.maximumBodyBytes) bytes.", mayHaveBeenSent: true)
    }
}
