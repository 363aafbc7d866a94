import Foundation
import HTTPTypes
import Synchronization

#if canImport(FoundationNetworking)
import FoundationNetworking
#endif

/// Hands the events of every session to the call that they belong to, and refuses redirects.
///
/// It must be the session's delegate: on Linux a task's own delegate is not asked about redirects, and a redirect that
/// is followed carries the `Authorization` field along.
final class SessionDelegate: NSObject, URLSessionDataDelegate {
    private let calls = Mutex<[ObjectIdentifier: Call]>([:])
    private let observer: @Sendable (Ending) -> Void

    /// What ends in the life of a delegate.
    enum Ending: Sendable {
        /// A session has no task left and takes no new one.
        case session
        /// No session holds the delegate any more.
        case delegate
    }

    init(observer: @escaping @Sendable (Ending) -> Void = { _ in }) {
        self.observer = observer
    }

    deinit {
        self.observer(.delegate)
    }

    func makeTask(for request: URLRequest, in session: URLSession, of call: Call) -> URLSessionTask {
        let task = session.dataTask(with: request)
        self.calls.withLock { $0[ObjectIdentifier(task)] = call }
        return task
    }

    private func note(_ event: CallProgress.Event, of task: URLSessionTask) {
        self.calls.withLock { $0[ObjectIdentifier(task)] }?.note(event)
    }

    private func note(_ response: URLResponse?, of task: URLSessionTask) {
        guard let response = response as? HTTPURLResponse else { return }
        self.note(.response(HTTPResponse(response), length: response.expectedContentLength), of: task)
    }

    func urlSession(
        _ session: URLSession, task: URLSessionTask, willPerformHTTPRedirection response: HTTPURLResponse,
        newRequest request: URLRequest, completionHandler: @escaping @Sendable (URLRequest?) -> Void
    ) {
        completionHandler(nil)
    }

    func urlSession(
        _ session: URLSession, task: URLSessionTask, didReceive challenge: URLAuthenticationChallenge,
        completionHandler: @escaping @Sendable (URLSession.AuthChallengeDisposition, URLCredential?) -> Void
    ) {
        completionHandler(.performDefaultHandling, nil)
        #if canImport(FoundationNetworking)
        // The challenge comes here after the last byte of the reply, and before Swift 6.3.2 nothing comes after it
        // (swift-corelibs-foundation #5456).
        guard challenge.failureResponse != nil else { return }
        self.note(challenge.failureResponse, of: task)
        self.note(.finished, of: task)
        #endif
    }

    func urlSession(
        _ session: URLSession, task: URLSessionTask, didSendBodyData bytesSent: Int64, totalBytesSent: Int64,
        totalBytesExpectedToSend: Int64
    ) {
        self.note(.sentBody, of: task)
    }

    func urlSession(
        _ session: URLSession, task: URLSessionTask,
        needNewBodyStream completionHandler: @escaping @Sendable (InputStream?) -> Void
    ) {
        self.note(.repeated, of: task)
        completionHandler(nil)
    }

    func urlSession(
        _ session: URLSession, dataTask: URLSessionDataTask, didReceive response: URLResponse,
        completionHandler: @escaping @Sendable (URLSession.ResponseDisposition) -> Void
    ) {
        self.note(response, of: dataTask)
        completionHandler(.allow)
    }

    func urlSession(_ session: URLSession, dataTask: URLSessionDataTask, didReceive data: Data) {
        self.note(.data([UInt8](data)), of: dataTask)
    }

    func urlSession(_ session: URLSession, task: URLSessionTask, didCompleteWithError error: (any Error)?) {
        if let error {
            self.note(.failed(SessionFailure(error)), of: task)
        } else {
            // A redirect without a Location field is not announced on Linux.
            self.note(task.response, of: task)
            self.note(.finished, of: task)
        }
        self.calls.withLock { _ = $0.removeValue(forKey: ObjectIdentifier(task)) }
    }

    func urlSession(_ session: URLSession, didBecomeInvalidWithError error: (any Error)?) {
        self.observer(.session)
    }
}
