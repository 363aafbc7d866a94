import ConnectionsKit
import ConnectionsKitTesting
import Synchronization

/// The store as one process sees it, which a test steps through and can cut off.
///
/// Each read and commit waits for its turn, so that the calls of several processes are interleaved as the test says. Once
/// it is cut off every commit fails, as for a process that has died: at once, or before or after the commit of a step.
final class SteppedStore: StoreDecorator, Sendable {
    let inner: any ConnectionStore
    private let turns: Turnstile
    private let state = Mutex(State())

    private struct State {
        var isCutOff = false
        var cut: (step: StepKind, isBefore: Bool)?
    }

    init(_ inner: any ConnectionStore, turns: Turnstile) {
        self.inner = inner
        self.turns = turns
    }

    var isCutOff: Bool { self.state.withLock { $0.isCutOff } }

    /// Cuts the process off at its next commit of `step`.
    func cutOff(_ isBefore: Bool, _ step: StepKind) {
        self.state.withLock { $0.cut = (step, isBefore) }
    }

    func record(_ key: RecordKey, in account: AccountID) async throws(StoreError) -> Record? {
        await self.turns.pass()
        return try await self.inner.record(key, in: account)
    }

    @discardableResult
    func commit(_ changes: ChangeSet, link: @escaping AuditLink) async throws(StoreError) -> [AuditRecord] {
        await self.turns.pass()
        let isMet = self.state.withLock { state in
            guard let cut = state.cut, cut.step.matches(changes) else { return false }
            if cut.isBefore { state.isCutOff = true }
            return true
        }
        if self.isCutOff { throw StoreError(.unavailable, "this process has died") }
        let records = try await self.inner.commit(changes, link: link)
        if isMet {
            self.state.withLock { $0.isCutOff = true }
            throw StoreError(.unavailable, "this process has died")
        }
        return records
    }
}

/// Lets through one of those who wait, whichever the test chooses, or everybody once it is open.
final class Turnstile: Sendable {
    private struct State {
        var isOpen = false
        var waiting: [CheckedContinuation<Void, Never>] = []
    }

    private let state = Mutex(State())

    func pass() async {
        await withCheckedContinuation { continuation in
            let isOpen = self.state.withLock { state in
                if !state.isOpen { state.waiting.append(continuation) }
                return state.isOpen
            }
            if isOpen { continuation.resume() }
        }
    }

    /// Lets one through, chosen by `generator`; nobody when nobody waits.
    func letOne(using generator: inout some RandomNumberGenerator) {
        let chosen: CheckedContinuation<Void, Never>? = self.state.withLock { state in
            guard !state.waiting.isEmpty else { return nil }
            return state.waiting.remove(at: Int.random(in: 0..<state.waiting.count, using: &generator))
        }
        chosen?.resume()
    }

    func open() {
        let waiting = self.state.withLock { state in
            state.isOpen = true
            defer { state.waiting = [] }
            return state.waiting
        }
        for continuation in waiting { continuation.resume() }
    }
}
