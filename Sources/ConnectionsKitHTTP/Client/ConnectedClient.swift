public import ConnectionsKit

/// Sends requests to services through connections: the one call that a task makes.
///
/// ```swift
/// let client = ConnectedClient(ConnectionRuntime(system), transport: URLSessionTransport())
/// let request = try ServiceRequest.post("https://www.zohoapis.com/books/v3/invoices", json: invoice)
/// let reply = try await client.send(request, with: books, at: .invokeURL("create_invoice"), for: user)
/// ```
///
/// What a call does:
/// - It gets the credential, applies it, and sends the request, within one time limit over all of that. The credential goes
///   to the connector's hosts over TLS alone, and no redirect carries it on: a 3xx is returned.
/// - A request may not bring a header field or parameter of its own that the credential sets.
/// - When the service does not accept the credential (401), it is renewed, by one call over all tasks, and the request is
///   sent once more: such an answer says that nothing was done. Keys and passwords cannot be renewed, and no other failure
///   is repeated; `mayHaveBeenSent` of the error says whether the service can have acted.
/// - A refusal by the credential, the scopes or a limit of the service is thrown, also when it comes with the status 200,
///   and so is a failure with a `Retry-After`. Every other answer is returned, whatever its status: the caller knows what
///   a 404 means.
/// - While a wait lasts that a service has asked for, calls with the same authorization are refused here.
///
/// Errors hold nothing of the request, the answer or the credential but a short code of the service.
public struct ConnectedClient: Sendable {
    /// What may be chosen about a client.
    public struct Configuration: Sendable, Hashable {
        /// The limits of a call that has none of its own: 40 seconds and 5 MiB.
        public var limits = HTTPLimits()
        /// For how long at most calls are refused here because a service has asked to wait; zero refuses none.
        public var longestWait: Duration = .seconds(3_600)

        /// The usual configuration.
        public init() {}
    }

    let runtime: ConnectionRuntime
    let transport: any HTTPTransport
    let configuration: Configuration
    let time: TimeSource
    let waits: ServiceWaits

    /// Makes a client; make one and keep it, since it remembers the waits that services have asked for.
    ///
    /// - Parameters:
    ///   - runtime: task time of the system whose connections are used.
    ///   - transport: sends the requests.
    ///   - configuration: what may be chosen.
    ///   - time: the clock of the time limits and waits.
    public init(
        _ runtime: ConnectionRuntime, transport: any HTTPTransport, configuration: Configuration = Configuration(),
        time: TimeSource = .system
    ) {
        self.runtime = runtime
        self.transport = transport
        self.configuration = configuration
        self.time = time
        self.waits = ServiceWaits(longest: configuration.longestWait)
    }
}
