public import ConnectionsKit

extension ConnectionError {
    /// The error of a task's call that gave no reply.
    ///
    /// ```swift
    /// do throws(HTTPTransportError) {
    ///     reply = try await transport.send(request, body: nil, limits: limits)
    /// } catch {
    ///     throw ConnectionError(error, callingWith: credential, limits: limits)
    /// }
    /// ```
    ///
    /// - Parameters:
    ///   - error: what the transport threw.
    ///   - credential: the credential with which the call was made.
    ///   - limits: the limits that the call had.
    public init(
        _ error: HTTPTransportError, callingWith credential: Credential, limits: HTTPLimits = HTTPLimits()
    ) {
        let service = credential.connector
        let again = error.mayHaveBeenSent ? "Look whether the service has acted, then try again." : "Try again."
        switch error.code {
        case .timedOut:
            self.init(
                .callTimedOut, "\(service) did not answer within \(limits.timeout.inSeconds) seconds.",
                remedy: again, cause: error)
            self.detail = .timeLimit(limits.timeout)
        case .invalidRequest:
            self.init(
                .invalidInput, "The request to \(service) cannot be sent: \(error.message).",
                remedy: "Correct the request.", cause: error)
            self.field = "request"
        case .insecure:
            self.init(
                .hostNotAllowed, "A credential of \(service) is not sent without TLS.",
                remedy: "Use an address with https.", cause: error)
        case .bodyTooLarge:
            self.init(
                .providerRefused, "The answer of \(service) is longer than \(limits.maximumBodyBytes) bytes.",
                remedy: "Ask for less at a time, or allow a longer answer.", cause: error)
        case .cancelled:
            self.init(.cancelled, "The call to \(service) was cancelled.", cause: error)
        case .bodyFailed, .bodyNotRepeatable:
            self.init(
                .invalidInput, "The body of the request to \(service) cannot be sent: \(error.message)",
                remedy: "Send the request again with a new body.", cause: error)
            self.field = "body"
        case .overrun:
            self.init(
                .providerUnavailable, "\(service) answers faster than the answer is read.",
                remedy: "Read the answer without pauses, or ask for less at a time.", cause: error)
        default:
            let what = error.mayHaveBeenSent ? "The connection to \(service) broke" : "\(service) cannot be reached"
            self.init(.providerUnavailable, "\(what): \(error.message).", remedy: again, cause: error)
        }
    }
}
