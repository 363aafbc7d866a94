public import HTTPTypes

/// Sends one HTTP request and returns its reply: the one thing that this library needs from an HTTP client.
///
/// A conforming type
/// - follows no redirect: a 3xx reply is returned as it is, so that no credential is carried to another address;
/// - ends the call, the body included, when ``HTTPLimits/timeout`` has passed;
/// - stops reading when the body exceeds ``HTTPLimits/maximumBodyBytes``;
/// - refuses plain HTTP, except to a loopback address when its user allowed that by name;
/// - ends the call when the calling task is cancelled.
public protocol HTTPTransport: Sendable {
    /// Sends `request` with `body` and returns the reply, whatever its status.
    ///
    /// - Parameters:
    ///   - request: the method, the absolute address and the header fields.
    ///   - body: the bytes of the body; `nil` sends none.
    ///   - limits: the time and the size that the call may take.
    /// - Returns: the status, the header fields and the whole body.
    /// - Throws: ``HTTPTransportError``; its ``HTTPTransportError/mayHaveBeenSent`` says whether the server can have
    ///   seen the request.
    func send(_ request: HTTPRequest, body: [UInt8]?, limits: HTTPLimits) async throws(HTTPTransportError) -> HTTPReply

    /// Sends `request` and returns as soon as the status and the header fields have come; the body follows.
    ///
    /// What is said of ``send(_:body:limits:)`` holds until the last byte of the body. A transport that does not have this
    /// method sends the body whole and gives the reply when it is complete; one that has it sends the chunks as they come,
    /// and takes in no more than its reader keeps up with, as far as it can.
    ///
    /// - Parameters:
    ///   - request: the method, the absolute address and the header fields.
    ///   - body: the body; `nil` sends none.
    ///   - limits: the times and sizes; ``HTTPLimits/maximumBodyBytes`` is counted while the body is read.
    /// - Returns: the status, the header fields and the body as it comes.
    /// - Throws: ``HTTPTransportError``.
    func stream(
        _ request: HTTPRequest, body: HTTPBody?, limits: HTTPLimits
    ) async throws(HTTPTransportError) -> HTTPStreamedReply<HTTPTransportError>
}
