public import ConnectionsKit
import HTTPTypes
import Synchronization

extension ConnectedClient {
    /// Sends a request through a connection and returns the answer as soon as it begins; its body follows in chunks.
    ///
    /// It does what ``send(_:with:at:for:scopes:limits:)`` does. The time limit covers the body to its last byte, and the
    /// size is counted while it is read: give a stream limits of its own, with `Int.max` bytes for any size. Only an answer
    /// with an error's status, or of an announced length up to 16 KiB, is read for refusals.
    ///
    /// - Parameters:
    ///   - request: what to send, to one of the connector's hosts.
    ///   - connection: the connection, resolved once by ``ConnectionRuntime``.
    ///   - place: the place that calls.
    ///   - principal: for whom the task runs; `nil` for a task without a person.
    ///   - scopes: what the call needs; a connection that lacks one is refused before anything is sent.
    ///   - limits: the time and the size of this call; `nil` takes the client's.
    /// - Returns: the answer; letting go of its body, or cancelling the task that reads it, ends the call.
    /// - Throws: ``ConnectionError``, as ``send(_:with:at:for:scopes:limits:)``.
    public func stream(
        _ request: ServiceRequest, with connection: TaskConnection, at place: Place, for principal: Principal?,
        scopes: [String] = [], limits: HTTPLimits? = nil
    ) async throws(ConnectionError) -> HTTPStreamedReply<ConnectionError> {
        try await self.stream(
            request, ServiceCall.Use(place: place, principal: principal, scopes: scopes), limits
        ) { () throws(ConnectionError) in connection }
    }

    /// Sends a request through the connection with a link name and returns the answer as soon as it begins.
    ///
    /// - Parameters:
    ///   - request: what to send, to one of the connector's hosts.
    ///   - linkName: the name that the script uses.
    ///   - place: the place that calls.
    ///   - principal: for whom the task runs; `nil` for a task without a person.
    ///   - context: where the task runs.
    ///   - scopes: what the call needs; a connection that lacks one is refused before anything is sent.
    ///   - limits: the time and the size of this call; `nil` takes the client's.
    /// - Returns: the answer, as ``stream(_:with:at:for:scopes:limits:)`` says.
    /// - Throws: ``ConnectionError``, as ``send(_:with:at:for:in:scopes:limits:)``.
    public func stream(
        _ request: ServiceRequest, with linkName: String, at place: Place, for principal: Principal?,
        in context: TaskContext, scopes: [String] = [], limits: HTTPLimits? = nil
    ) async throws(ConnectionError) -> HTTPStreamedReply<ConnectionError> {
        try await self.stream(
            request, ServiceCall.Use(place: place, principal: principal, scopes: scopes), limits
        ) { () throws(ConnectionError) in
            try await self.runtime.connection(linkName, in: context)
        }
    }

    private typealias StreamCall = ServiceCall<HTTPStreamedReply<ConnectionError>>

    private func stream(
        _ request: ServiceRequest, _ use: ServiceCall<HTTPStreamedReply<ConnectionError>>.Use, _ limits: HTTPLimits?,
        connect: @escaping ServiceCall<HTTPStreamedReply<ConnectionError>>.Connect
    ) async throws(ConnectionError) -> HTTPStreamedReply<ConnectionError> {
        let transport = self.transport
        let whole = limits ?? self.configuration.limits
        let call = StreamCall(client: self, request: request, use: use, limits: whole, connect: connect) {
            (request, limits, credential) throws(HTTPTransportError) in
            let reply = try await transport.stream(request.request, body: request.body, limits: limits)
            let body = reply.body.counted(upTo: limits)
            guard Self.isJudged(reply.response) else {
                let output = body.telling(credential, limits: whole)
                return ServiceCall.Answer(
                    output: HTTPStreamedReply(response: reply.response, body: output), notice: nil)
            }
            var head: [UInt8] = []
            while head.count <= ReplyRefusal.longestNotice, let chunk = try await body.next() { head += chunk }
            let output = body.following(head).telling(credential, limits: whole)
            return ServiceCall.Answer(
                output: HTTPStreamedReply(response: reply.response, body: output),
                notice: HTTPReply(response: reply.response, body: head))
        }
        return try await call.result()
    }

    /// Whether the answer may be a refusal: by its status, or by being short.
    private static func isJudged(_ response: HTTPResponse) -> Bool {
        if response.status.code >= 300 { return true }
        guard let length = response.headerFields[.contentLength].flatMap({ Int($0) }) else { return false }
        return length <= ReplyRefusal.longestNotice
    }
}

extension HTTPByteStream<HTTPTransportError> {
    /// The same bytes, which end with an error when they are more than the limit.
    fileprivate func counted(upTo limits: HTTPLimits) -> Self {
        let rest = Mutex(limits.maximumBodyBytes)
        return Self(next: { () throws(HTTPTransportError) in
            guard let chunk = try await self.next() else { return nil }
            let isWithin = rest.withLock { rest in
                guard chunk.count <= rest else { return false }
                rest -= chunk.count
                return true
            }
            guard isWithin else { throw .bodyTooLarge(limits) }
            return chunk
        })
    }

    /// The same bytes, whose errors are told as those of a task's call.
    fileprivate func telling(_ credential: Credential, limits: HTTPLimits) -> HTTPByteStream<ConnectionError> {
        HTTPByteStream<ConnectionError>(next: { () throws(ConnectionError) in
            do throws(HTTPTransportError) { return try await self.next() } catch {
                throw ConnectionError(
                    error.withoutSecrets(of: credential), callingWith: credential, limits: limits)
            }
        })
    }
}
