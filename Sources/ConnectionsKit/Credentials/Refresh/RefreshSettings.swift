/// The times of the refresh engine.
public struct RefreshSettings: Sendable, Hashable {
    /// How long a refresh may hold the lease of a grant.
    public var lease: Duration = .seconds(60)
    /// How long the call to the token endpoint may take; cut to what is left of the lease.
    public var callLimit: Duration = .seconds(25)
    /// What must be left of the lease after a call's limit, for the commit.
    public var margin: Duration = .seconds(10)
    /// How long to wait between looks at a lease that another process holds.
    public var poll: Duration = .milliseconds(50)
    /// How long a caller waits for a lease that another process holds.
    public var maximumWait: Duration = .seconds(75)
    /// How often a commit is tried again that the store did not take; the call is never repeated.
    public var persistTries: Int = 6
    /// The first wait after a failure; it doubles with each further one.
    public var firstBackOff: Duration = .seconds(2)
    /// The longest wait after failures.
    public var longestBackOff: Duration = .seconds(15 * 60)

    /// The usual times.
    public init() {}

    /// How long to wait after the given number of failures in a row: doubled for each, with up to a quarter of jitter, and
    /// at least what the provider asked for.
    func backOff(afterFailures failures: Int, asked: Duration?, random: RandomSource) -> Duration {
        let doublings = min(max(0, failures - 1), 20)
        let plain = min(self.longestBackOff, self.firstBackOff * (1 << doublings))
        let jitter = plain / 4 * Double(random.bytes(1).first ?? 0) / 255
        return max(plain + jitter, min(asked ?? .zero, .seconds(24 * 60 * 60)))
    }
}
