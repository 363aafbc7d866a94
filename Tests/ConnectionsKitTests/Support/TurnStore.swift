import ConnectionsKit
import ConnectionsKitTesting
import Synchronization

/// A store at which several actors take turns, one call at a time, in an order that a seed decides.
///
/// An actor is a task that ``play(_:)`` started; a call of anybody else passes at once.
final class TurnStore: ConnectionStore, Sendable {
    @TaskLocal private static var actor: Int?

    private struct State {
        var random: SeededGenerator
        var live: Set<Int> = []
        var waiting: [Int: CheckedContinuation<Void, Never>] = [:]

        /// Who goes on, once everybody waits.
        mutating func next() -> CheckedContinuation<Void, Never>? {
            guard !self.waiting.isEmpty, self.waiting.count == self.live.count,
                let chosen = self.waiting.keys.sorted().randomElement(using: &self.random)
            else { return nil }
            return self.waiting.removeValue(forKey: chosen)
        }
    }

    private let inner: any ConnectionStore
    private let state: Mutex<State>

    init(_ inner: any ConnectionStore, seed: UInt64) {
        self.inner = inner
        self.state = Mutex(State(random: SeededGenerator(seed: seed)))
    }

    /// Lets actors play, and returns when all have.
    func play(_ actors: [@Sendable () async -> Void]) async {
        self.state.withLock { $0.live = Set(actors.indices) }
        await withTaskGroup(of: Void.self) { group in
            for (index, actor) in actors.enumerated() {
                group.addTask {
                    await Self.$actor.withValue(index) { await actor() }
                    self.state.withLock { state in
                        state.live.remove(index)
                        return state.next()
                    }?.resume()
                }
            }
        }
    }

    private func turn() async {
        guard let actor = Self.actor else { return }
        await withCheckedContinuation { continuation in
            self.state.withLock { state in
                state.waiting[actor] = continuation
                return state.next()
            }?.resume()
        }
    }

    func record(_ key: RecordKey, in account: AccountID) async throws(StoreError) -> Record? {
        await self.turn()
        return try await self.inner.record(key, in: account)
    }

    func page(
        _ selection: Selection, in account: AccountID, after cursor: Cursor?, limit: Int
    ) async throws(StoreError) -> Page<Record> {
        await self.turn()
        return try await self.inner.page(selection, in: account, after: cursor, limit: limit)
    }

    @discardableResult
    func commit(_ changes: ChangeSet, link: @escaping AuditLink) async throws(StoreError) -> [AuditRecord] {
        await self.turn()
        return try await self.inner.commit(changes, link: link)
    }

    func revision(of account: AccountID) async throws(StoreError) -> Int {
        await self.turn()
        return try await self.inner.revision(of: account)
    }

    func due(_ work: DueWork, at moment: Timestamp, limit: Int) async throws(StoreError) -> [Record] {
        await self.turn()
        return try await self.inner.due(work, at: moment, limit: limit)
    }

    func hasLiveGrant(
        connector: ConnectorID, clientID: String, subject: String?, excluding excluded: Grant.ID
    ) async throws(StoreError) -> Bool {
        await self.turn()
        return try await self.inner.hasLiveGrant(
            connector: connector, clientID: clientID, subject: subject, excluding: excluded)
    }

    func audit(
        of account: AccountID, matching filter: AuditFilter, after sequence: Int, limit: Int
    ) async throws(StoreError) -> [AuditRecord] {
        await self.turn()
        return try await self.inner.audit(of: account, matching: filter, after: sequence, limit: limit)
    }

    func auditStart(of account: AccountID) async throws(StoreError) -> AuditStart {
        await self.turn()
        return try await self.inner.auditStart(of: account)
    }

    func wrappingKeys(after wrappingKey: String?, limit: Int) async throws(StoreError) -> [DataKey] {
        await self.turn()
        return try await self.inner.wrappingKeys(after: wrappingKey, limit: limit)
    }

    func accounts(after account: AccountID?, limit: Int) async throws(StoreError) -> [AccountID] {
        await self.turn()
        return try await self.inner.accounts(after: account, limit: limit)
    }
}
