import Synchronization

/// Hands committed audit records to whoever listens in this process; a slow listener loses records and stalls nobody.
package final class AuditBroadcaster: Sendable {
    private struct State {
        var listeners: [Int: AsyncStream<AuditRecord>.Continuation] = [:]
        var next = 0
    }

    private let state = Mutex(State())

    package init() {}

    package func subscribe() -> AsyncStream<AuditRecord> {
        let (stream, continuation) = AsyncStream.makeStream(
            of: AuditRecord.self, bufferingPolicy: .bufferingNewest(256))
        let id = self.state.withLock { state in
            state.next += 1
            state.listeners[state.next] = continuation
            return state.next
        }
        continuation.onTermination = { [weak self] _ in
            _ = self?.state.withLock { $0.listeners.removeValue(forKey: id) }
        }
        return stream
    }

    package func publish(_ records: [AuditRecord]) {
        guard !records.isEmpty else { return }
        let listeners = self.state.withLock { Array($0.listeners.values) }
        for record in records { for listener in listeners { listener.yield(record) } }
    }
}
