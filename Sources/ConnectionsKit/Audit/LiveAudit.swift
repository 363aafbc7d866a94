/// The audit records of this process as they are committed.
///
/// Best effort: records wait for a reader, and one that falls too far behind loses the oldest and is told how many. It never
/// stalls an operation. Records that other processes commit are not among them. Read it once.
public struct LiveAudit: AsyncSequence, Sendable {
    public typealias Failure = Never

    let stream: AsyncStream<AuditBroadcaster.Sent>

    /// A record of the stream.
    public struct Element: Sendable, Hashable {
        /// The record.
        public var record: AuditRecord
        /// How many records the reader lost right before it.
        public var missed: Int
    }

    public func makeAsyncIterator() -> AsyncIterator {
        AsyncIterator(stream: self.stream.makeAsyncIterator())
    }

    /// Reads the stream.
    public struct AsyncIterator: AsyncIteratorProtocol {
        var stream: AsyncStream<AuditBroadcaster.Sent>.AsyncIterator
        private var last = 0

        init(stream: AsyncStream<AuditBroadcaster.Sent>.AsyncIterator) {
            self.stream = stream
        }

        /// The next record, waited for; `nil` once the task is cancelled.
        public mutating func next(isolation actor: isolated (any Actor)?) async -> Element? {
            guard let (number, record) = await self.stream.next(isolation: actor) else { return nil }
            defer { self.last = number }
            return Element(record: record, missed: number - self.last - 1)
        }
    }
}

@available(*, unavailable)
extension LiveAudit.AsyncIterator: Sendable {}
