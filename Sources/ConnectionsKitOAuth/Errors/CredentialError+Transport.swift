package import ConnectionsKit
package import ConnectionsKitHTTP

extension CredentialError {
    /// The error of a call that gave no reply.
    ///
    /// - Parameters:
    ///   - error: what the transport threw.
    ///   - endpoint: what to call the endpoint, such as `token endpoint`.
    package init(_ error: HTTPTransportError, endpoint: String) {
        guard !error.mayHaveBeenSent else {
            self.init(
                .outcomeUnknown, "the \(endpoint) may have acted, but its answer was lost: \(error.message)",
                cause: error)
            return
        }
        let code: Code =
            switch error.code {
            case .invalidRequest, .insecure: .configuration
            case .cancelled: .cancelled
            default: .transient
            }
        self.init(code, "the \(endpoint) was not reached: \(error.message)", cause: error)
    }
}
