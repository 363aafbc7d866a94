/// One question to a service whether a person has consented on another device.
struct DeviceQuestion: Sendable {
    /// The attempt, as it was claimed for this question.
    var attempt: Attempt
    /// What decides on its connection.
    var context: ConnectionContext
    /// When it is asked.
    var askedAt: Timestamp

    /// No question follows another sooner than this, whatever a service says.
    static let shortestInterval = Duration.seconds(1)
    /// By how much `slow_down` lengthens the interval (RFC 8628 section 3.5).
    private static let slowDown = Duration.seconds(5)
    /// The longest wait that a service can ask for; no code lasts that long.
    private static let longestWait = Duration.seconds(60 * 60)
    /// Up to what the interval is doubled while the service cannot be reached (RFC 8628 section 3.5).
    private static let longestBackOff = Duration.seconds(60)

    /// The interval that a service asks for, within reason.
    static func interval(_ asked: Duration, until deadline: Duration) -> Duration {
        max(self.shortestInterval, min(asked, deadline))
    }

    /// Whether an attempt as it is stored is still claimed for this question.
    func isAbout(_ current: Attempt) -> Bool {
        current.status == .open && current.device?.nextAt == self.attempt.device?.nextAt
    }

    /// When to ask again after a question that brought nothing.
    ///
    /// - Parameters:
    ///   - error: what came of it.
    ///   - now: the present moment.
    /// - Returns: the interval and the time of the next question; `nil` when there is nothing more to ask.
    func next(after error: CredentialError, at now: Timestamp) -> Attempt.DevicePolling? {
        guard var device = self.attempt.device else { return nil }
        switch error.code {
        case .authorizationPending:
            if let asked = error.retryAfter {
                device.interval = max(device.interval + Self.slowDown, min(asked, Self.longestWait))
            }
        case .transient, .outcomeUnknown:
            device.interval = max(device.interval, min(device.interval * 2, Self.longestBackOff))
        // Ours to put right, while the code is still good.
        case .configuration, .storeUnavailable, .storeCorrupt, .cancelled: break
        default: return nil
        }
        device.nextAt = max(self.askedAt + device.interval, now + min(error.retryAfter ?? .zero, Self.longestWait))
        return device
    }
}
