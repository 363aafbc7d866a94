import Dispatch
import Foundation

#if canImport(FoundationNetworking)
import FoundationNetworking
#endif

/// The sessions of one transport: one whose connections are kept and shared, one such for this machine, and one for
/// each call that needs a connection of its own.
struct SessionPool: Sendable {
    private let delegate: SessionDelegate
    private let queue: OperationQueue
    private let shared: URLSession
    private let loopback: URLSession?

    /// Static, since an operation queue does not keep the queue underneath.
    private static let callbacks = DispatchQueue(label: "ConnectionsKitURLSession.delegate")

    init(allowsLoopbackHTTP: Bool, delegate: SessionDelegate = SessionDelegate()) {
        let queue = OperationQueue()
        queue.maxConcurrentOperationCount = 1
        // Data must be counted as fast as it comes, also when every thread of the process's pool is busy.
        unsafe queue.underlyingQueue = Self.callbacks
        self.delegate = delegate
        self.queue = queue
        self.shared = Self.makeSession(usesProxies: true, delegate: delegate, queue: queue)
        self.loopback =
            allowsLoopbackHTTP ? Self.makeSession(usesProxies: false, delegate: delegate, queue: queue) : nil
    }

    /// Makes the task of `call`, whose events go to `call` from now on.
    func makeTask(for request: CheckedRequest, of call: Call) -> URLSessionTask {
        guard request.needsOwnConnection else {
            let session = request.isPlainHTTP ? self.loopback ?? self.shared : self.shared
            return self.delegate.makeTask(for: request.urlRequest, in: session, of: call)
        }
        let session = Self.makeSession(
            usesProxies: !request.isPlainHTTP, delegate: self.delegate, queue: self.queue)
        let task = self.delegate.makeTask(for: request.urlRequest, in: session, of: call)
        session.finishTasksAndInvalidate()
        return task
    }

    /// Lets the calls under way come to their end, then closes the connections and lets go of the delegate.
    func invalidate() {
        self.shared.finishTasksAndInvalidate()
        self.loopback?.finishTasksAndInvalidate()
    }

    private static func makeSession(
        usesProxies: Bool, delegate: SessionDelegate, queue: OperationQueue
    ) -> URLSession {
        let configuration = URLSessionConfiguration.ephemeral
        configuration.httpCookieStorage = nil
        configuration.httpCookieAcceptPolicy = .never
        configuration.httpShouldSetCookies = false
        configuration.urlCache = nil
        configuration.urlCredentialStorage = nil
        configuration.requestCachePolicy = .reloadIgnoringLocalCacheData
        // The default of six would let calls to one host wait for each other, on their own time.
        configuration.httpMaximumConnectionsPerHost = 64
        // Read on Apple platforms only; on Linux a call that a proxy would see is refused before it gets here.
        if !usesProxies { configuration.connectionProxyDictionary = [:] }
        return URLSession(configuration: configuration, delegate: delegate, delegateQueue: queue)
    }
}
