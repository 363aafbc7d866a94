import ConnectionsKitHTTP
import HTTPTypes
import Synchronization

/// What has come of a streamed reply and was not read yet.
///
/// It has one reader: who waits for the head first, and for the body then.
final class ReplyBuffer: Sendable {
    typealias Head = Result<HTTPResponse, HTTPTransportError>
    typealias Chunk = Result<[UInt8]?, HTTPTransportError>

    private struct State {
        var head: HTTPResponse?
        var unread: [UInt8] = []
        var ending: Result<Void, HTTPTransportError>?
        var headReader: CheckedContinuation<Head, Never>?
        var reader: CheckedContinuation<Chunk, Never>?
    }

    private let state = Mutex(State())
    private let limit: Int

    init(limit: Int) {
        self.limit = limit
    }

    /// Takes in what came.
    ///
    /// - Returns: `false` when more waits for its reader than is allowed.
    func take(_ event: CallProgress.Event) -> Bool {
        switch event {
        case .response(let response, _) where response.status.kind != .informational:
            self.state.withLock { state in
                guard state.head == nil, state.ending == nil else { return nil as CheckedContinuation<Head, Never>? }
                state.head = response
                defer { state.headReader = nil }
                return state.headReader
            }?.resume(returning: .success(response))
            return true
        case .data(let bytes):
            let (reader, isWithin) = self.state.withLock { state -> (CheckedContinuation<Chunk, Never>?, Bool) in
                guard state.ending == nil else { return (nil, true) }
                guard let reader = state.reader else {
                    guard bytes.count <= self.limit - state.unread.count else { return (nil, false) }
                    state.unread += bytes
                    return (nil, true)
                }
                state.reader = nil
                return (reader, true)
            }
            reader?.resume(returning: .success(bytes))
            return isWithin
        default:
            return true
        }
    }

    /// Nothing more will come; what is unread stays to be read, unless the caller itself has cancelled.
    func end(_ outcome: CallProgress.Outcome) {
        let (headReader, reader, head, ending) = self.state.withLock { state in
            if case .failure(let error) = outcome, error.code == .cancelled { state.unread = [] }
            let ending = outcome.map { _ in }
            state.ending = ending
            if state.head == nil, case .success(let reply) = outcome { state.head = reply.response }
            defer {
                state.headReader = nil
                state.reader = nil
            }
            return (state.headReader, state.reader, state.head, ending)
        }
        headReader?.resume(returning: ending.flatMap { head.map { .success($0) } ?? .failure(.withoutHead) })
        reader?.resume(returning: ending.map { nil })
    }

    /// Waits for the status and header fields.
    func head() async -> Head {
        await withCheckedContinuation { continuation in
            let known = self.state.withLock { state -> Head? in
                if case .failure(let error) = state.ending { return .failure(error) }
                if let head = state.head { return .success(head) }
                state.headReader = continuation
                return nil
            }
            if let known { continuation.resume(returning: known) }
        }
    }

    /// Waits for the next bytes; `nil` at the end.
    func next() async -> Chunk {
        await withCheckedContinuation { continuation in
            let known = self.state.withLock { state -> Chunk? in
                if !state.unread.isEmpty {
                    defer { state.unread = [] }
                    return .success(state.unread)
                }
                if let ending = state.ending { return ending.map { nil } }
                state.reader = continuation
                return nil
            }
            if let known { continuation.resume(returning: known) }
        }
    }
}

extension HTTPTransportError {
    fileprivate static let withoutHead = HTTPTransportError(
        .interrupted, "The connection ended without a reply.", mayHaveBeenSent: true)
}
