/// The time and the size that one HTTP call may take.
public struct HTTPLimits: Sendable, Hashable {
    /// How long the whole call may take, from the start to the last byte of the body; more than zero.
    public var timeout: Duration = .seconds(40)
    /// How many bytes of a reply's body are accepted; zero or more, `Int.max` for any number.
    public var maximumBodyBytes: Int = 5 * 1024 * 1024
    /// How many bytes of a request's streamed body are taken by a transport that has to collect them; zero or more.
    public var maximumRequestBytes: Int = 64 * 1024 * 1024

    /// The limits of a task's call to a service: 40 seconds and 5 MiB.
    public init() {}

    /// The limits of a call to a token, revocation or metadata endpoint: 20 seconds and 256 KiB.
    public static var token: HTTPLimits {
        var limits = HTTPLimits()
        limits.timeout = .seconds(20)
        limits.maximumBodyBytes = 256 * 1024
        return limits
    }
}
