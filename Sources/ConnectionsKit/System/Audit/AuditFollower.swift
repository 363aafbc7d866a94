/// The audit records of an account after a number, those that are there and those to come, each once and without a gap.
///
/// It reads the trail, and waits at its end until this process commits something or until it is time to look for what others
/// have committed. It ends when its task is cancelled. After an error, or a restart, one begins a new one after the last
/// record that was dealt with.
public struct AuditFollower: AsyncSequence, Sendable {
    public typealias Element = AuditRecord
    public typealias Failure = ConnectionError

    let system: ConnectionSystem
    let account: AccountID
    let filter: AuditFilter
    let after: Int

    public func makeAsyncIterator() -> AsyncIterator {
        AsyncIterator(pages: AuditPages(of: self.account, after: self.after, in: self.system), filter: self.filter)
    }

    /// Reads the records.
    public struct AsyncIterator: AsyncIteratorProtocol, Sendable {
        private var pages: AuditPages
        private let filter: AuditFilter
        private var ready: ArraySlice<AuditRecord> = []

        init(pages: AuditPages, filter: AuditFilter) {
            self.pages = pages
            self.filter = filter
        }

        /// The next record, waited for; `nil` once the task is cancelled.
        ///
        /// - Throws: ``ConnectionError``, ``ConnectionError/Code/notFound`` when records were removed before they were read.
        public mutating func next(
            isolation actor: isolated (any Actor)?
        ) async throws(ConnectionError) -> AuditRecord? {
            while !Task.isCancelled {
                if let record = self.ready.popFirst() { return record }
                // Before the look, so that nothing is committed unseen between the look and the wait.
                let news = self.pages.system.broadcaster.subscribe(to: self.pages.account, capacity: 1)
                let page = try await self.pages.next()
                self.ready = page.filter { self.filter.matches($0.entry) }[...]
                if page.isEmpty { await self.wait(for: news) }
            }
            return nil
        }

        private func wait(for news: LiveAudit) async {
            let system = self.pages.system
            _ = await withDeadline(system.configuration.auditFollowInterval, time: system.time) {
                for await _ in news { return }
            }
        }
    }
}
