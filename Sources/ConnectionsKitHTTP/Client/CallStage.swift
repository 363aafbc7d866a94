import ConnectionsKit
import Synchronization

/// How far a call has come, for the error of one whose time runs out.
final class CallStage: Sendable {
    private let sent = Mutex<Credential?>(nil)

    /// The request goes out now.
    func sending(with credential: Credential) {
        self.sent.withLock { $0 = credential }
    }

    /// The service has answered that it did nothing.
    func refused() {
        self.sent.withLock { $0 = nil }
    }

    /// The error of a call whose time has run out here.
    func timedOut(_ limits: HTTPLimits) -> ConnectionError {
        if let credential = self.sent.withLock({ $0 }) {
            return ConnectionError(
                HTTPTransportError(.timedOut, "The time of the call ran out.", mayHaveBeenSent: true),
                callingWith: credential, limits: limits)
        }
        var error = ConnectionError(
            .callTimedOut, "No credential was ready within \(limits.timeout.inSeconds) seconds; nothing was done.",
            remedy: "Try again.")
        error.detail = .timeLimit(limits.timeout)
        return error
    }
}
