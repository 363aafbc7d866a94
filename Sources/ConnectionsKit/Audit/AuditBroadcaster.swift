import Synchronization

/// Hands committed audit records to whoever listens in this process; a slow listener loses records and stalls nobody.
package final class AuditBroadcaster: Sendable {
    /// A record with its number among those that a listener was sent; a gap says how many it lost.
    typealias Sent = (number: Int, record: AuditRecord)

    private struct Listener {
        var account: AccountID?
        var continuation: AsyncStream<Sent>.Continuation
        var sent = 0
    }

    private struct State {
        var listeners: [Int: Listener] = [:]
        var next = 0
    }

    private let state = Mutex(State())

    package init() {}

    /// Begins to listen.
    ///
    /// - Parameters:
    ///   - account: to the records of which account; `nil` for all.
    ///   - capacity: how many records wait for a listener before it loses the oldest.
    /// - Returns: the records from now on.
    package func subscribe(to account: AccountID? = nil, capacity: Int = 256) -> LiveAudit {
        let (stream, continuation) = AsyncStream.makeStream(
            of: Sent.self, bufferingPolicy: .bufferingNewest(capacity))
        let id = self.state.withLock { state in
            state.next += 1
            state.listeners[state.next] = Listener(account: account, continuation: continuation)
            return state.next
        }
        continuation.onTermination = { [weak self] _ in
            _ = self?.state.withLock { $0.listeners.removeValue(forKey: id) }
        }
        return LiveAudit(stream: stream)
    }

    package func publish(_ records: [AuditRecord]) {
        guard !records.isEmpty else { return }
        // Under the lock, so that no listener gets a later number before an earlier one.
        self.state.withLock { state in
            for id in state.listeners.keys {
                for record in records {
                    guard var listener = state.listeners[id],
                        listener.account.map({ $0 == record.entry.account }) ?? true
                    else { continue }
                    listener.sent += 1
                    state.listeners[id] = listener
                    listener.continuation.yield((listener.sent, record))
                }
            }
        }
    }
}
