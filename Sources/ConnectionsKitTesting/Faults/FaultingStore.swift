public import ConnectionsKit
import Synchronization

/// A store that fails, or does something else first, where a test says so, and otherwise is the store inside it.
///
/// ```swift
/// let store = FaultingStore(InMemoryConnectionStore())
/// store.failNext(.commit, .after)      // written, and yet the caller learns nothing of it
/// ```
public final class FaultingStore: ConnectionStore, Sendable {
    private let inner: any ConnectionStore
    private let state = Mutex(State())

    /// The calls of a store.
    public enum Call: Sendable, Hashable, CaseIterable {
        /// Reading one record.
        case record
        /// Reading a page of records.
        case page
        /// Committing a change set.
        case commit
        /// Asking for an account's revision.
        case revision
        /// Reading what is due.
        case due
        /// Asking for a grant in use.
        case hasLiveGrant
        /// Reading the audit trail.
        case audit
        /// Asking where an audit trail begins.
        case auditStart
        /// Listing the accounts.
        case accounts
        /// Listing the keys that wrapped data keys.
        case wrappingKeys
    }

    /// When a fault shows.
    public enum Moment: Sendable, Hashable {
        /// Before the call reaches the store inside: nothing happens there.
        case before
        /// After the store inside has done it: a commit is written and its answer lost.
        case after
    }

    /// Makes a store without a fault.
    public init(_ inner: any ConnectionStore) {
        self.inner = inner
    }

    /// Makes the next call fail.
    ///
    /// - Parameters:
    ///   - call: which call.
    ///   - moment: before or after the store inside has done it.
    ///   - error: what to throw.
    ///   - skipping: how many such calls to let pass first.
    ///   - times: how many calls then fail.
    ///   - matching: of commits only those that this holds for; not asked for any other call.
    public func failNext(
        _ call: Call, _ moment: Moment = .before,
        with error: StoreError = StoreError(.unavailable, "the test made this call fail"), skipping: Int = 0,
        times: Int = 1, matching: @escaping @Sendable (ChangeSet) -> Bool = { _ in true }
    ) {
        self.state.withLock {
            $0.faults.append(
                Fault(
                    call: call, moment: moment, effect: .failure(error), skipping: skipping, times: times,
                    matching: matching))
        }
    }

    /// Does something around the next call, such as what another process does between a read and a commit.
    ///
    /// - Parameters:
    ///   - call: which call.
    ///   - moment: before or after the store inside has done it.
    ///   - skipping: how many such calls to let pass first.
    ///   - matching: of commits only those that this holds for; not asked for any other call.
    ///   - action: what to do; calls that it makes to this store may meet faults of their own.
    public func interpose(
        _ call: Call, _ moment: Moment = .before, skipping: Int = 0,
        matching: @escaping @Sendable (ChangeSet) -> Bool = { _ in true },
        _ action: @escaping @Sendable () async -> Void
    ) {
        self.state.withLock {
            $0.faults.append(
                Fault(
                    call: call, moment: moment, effect: .action(action), skipping: skipping, times: 1,
                    matching: matching))
        }
    }

    /// Takes back every fault that has not shown.
    public func heal() {
        self.state.withLock { $0.faults = [] }
    }

    /// How often a call was made, those that failed included.
    public func count(of call: Call) -> Int { self.state.withLock { $0.counts[call, default: 0] } }

    public func record(_ key: RecordKey, in account: AccountID) async throws(StoreError) -> Record? {
        try await self.meet(.record, .before)
        let result = try await self.inner.record(key, in: account)
        try await self.meet(.record, .after)
        return result
    }

    public func page(
        _ selection: Selection, in account: AccountID, after cursor: Cursor?, limit: Int
    ) async throws(StoreError) -> Page<Record> {
        try await self.meet(.page, .before)
        let result = try await self.inner.page(selection, in: account, after: cursor, limit: limit)
        try await self.meet(.page, .after)
        return result
    }

    @discardableResult
    public func commit(_ changes: ChangeSet, link: @escaping AuditLink) async throws(StoreError) -> [AuditRecord] {
        try await self.meet(.commit, .before, changes)
        let result = try await self.inner.commit(changes, link: link)
        try await self.meet(.commit, .after, changes)
        return result
    }

    public func revision(of account: AccountID) async throws(StoreError) -> Int {
        try await self.meet(.revision, .before)
        let result = try await self.inner.revision(of: account)
        try await self.meet(.revision, .after)
        return result
    }

    public func due(_ work: DueWork, at moment: Timestamp, limit: Int) async throws(StoreError) -> [Record] {
        try await self.meet(.due, .before)
        let result = try await self.inner.due(work, at: moment, limit: limit)
        try await self.meet(.due, .after)
        return result
    }

    public func hasLiveGrant(
        connector: ConnectorID, clientID: String, subject: String?, excluding excluded: Grant.ID
    ) async throws(StoreError) -> Bool {
        try await self.meet(.hasLiveGrant, .before)
        let result = try await self.inner.hasLiveGrant(
            connector: connector, clientID: clientID, subject: subject, excluding: excluded)
        try await self.meet(.hasLiveGrant, .after)
        return result
    }

    public func audit(
        of account: AccountID, matching filter: AuditFilter, after sequence: Int, limit: Int
    ) async throws(StoreError) -> [AuditRecord] {
        try await self.meet(.audit, .before)
        let result = try await self.inner.audit(of: account, matching: filter, after: sequence, limit: limit)
        try await self.meet(.audit, .after)
        return result
    }

    public func auditStart(of account: AccountID) async throws(StoreError) -> AuditStart {
        try await self.meet(.auditStart, .before)
        let result = try await self.inner.auditStart(of: account)
        try await self.meet(.auditStart, .after)
        return result
    }

    public func wrappingKeys(after wrappingKey: String?, limit: Int) async throws(StoreError) -> [DataKey] {
        try await self.meet(.wrappingKeys, .before)
        let result = try await self.inner.wrappingKeys(after: wrappingKey, limit: limit)
        try await self.meet(.wrappingKeys, .after)
        return result
    }

    public func accounts(after account: AccountID?, limit: Int) async throws(StoreError) -> [AccountID] {
        try await self.meet(.accounts, .before)
        let result = try await self.inner.accounts(after: account, limit: limit)
        try await self.meet(.accounts, .after)
        return result
    }

    private func meet(_ call: Call, _ moment: Moment, _ changes: ChangeSet? = nil) async throws(StoreError) {
        switch self.state.withLock({ $0.next(call, moment, changes) }) {
        case .failure(let error): throw error
        case .action(let action): await action()
        case nil: break
        }
    }
}

private enum Effect {
    case failure(StoreError)
    case action(@Sendable () async -> Void)
}

private struct Fault {
    var call: FaultingStore.Call
    var moment: FaultingStore.Moment
    var effect: Effect
    var skipping: Int
    var times: Int
    var matching: @Sendable (ChangeSet) -> Bool
}

private struct State {
    var faults: [Fault] = []
    var counts: [FaultingStore.Call: Int] = [:]

    mutating func next(_ call: FaultingStore.Call, _ moment: FaultingStore.Moment, _ changes: ChangeSet?) -> Effect? {
        if moment == .before { self.counts[call, default: 0] += 1 }
        for index in self.faults.indices {
            let fault = self.faults[index]
            guard fault.call == call, fault.moment == moment, changes.map(fault.matching) ?? true else { continue }
            guard fault.skipping == 0 else {
                self.faults[index].skipping -= 1
                continue
            }
            self.faults[index].times -= 1
            if self.faults[index].times == 0 { self.faults.remove(at: index) }
            return fault.effect
        }
        return nil
    }
}
