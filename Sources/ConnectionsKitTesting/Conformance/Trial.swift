import ConnectionsKit
import Synchronization

/// A store on trial, with the ways in which requirements drive and judge it.
struct Trial: Sendable {
    /// How often a race is run; enough that a store which loses one in five gets caught.
    static let rounds = 20

    let store: any ConnectionStore
    let time: ManualTimeSource

    /// A record as it is read back in a version.
    static func read<Value: StoredRecord>(_ record: Value, version: Int = 1) -> Value {
        var result = record
        result.version = version
        return result
    }

    /// The link function of every trial: what it makes depends on all that it is given.
    static let link: AuditLink = { sequence, previous, entry in
        let text = "\(sequence) \(entry.account) \(entry.action) \(entry.subject ?? "-") \(entry.changed)"
        return Checksum.bytes(of: previous + Array(text.utf8))
    }

    /// Commits what `build` puts into a change set.
    @discardableResult
    func commit(_ build: (inout ChangeSet) -> Void) async throws(StoreError) -> [AuditRecord] {
        var changes = ChangeSet()
        build(&changes)
        // A store that never waits would leave no other task a chance between two of its calls.
        await Task.yield()
        return try await self.store.commit(changes, link: Self.link)
    }

    /// Commits what `build` puts into a change set, and returns the conflict when there is one.
    func conflict(_ build: (inout ChangeSet) -> Void) async throws -> StoreError.Conflict? {
        do throws(StoreError) {
            try await self.commit(build)
            return nil
        } catch {
            guard let conflict = error.conflict else { throw error }
            return conflict
        }
    }

    /// Does something again, from its reading on, as long as others are quicker.
    func retrying(_ attempt: () async throws -> StoreError.Conflict?) async throws {
        // Others are quicker a bounded number of times, unless the store tells a conflict where there is none.
        for _ in 0..<1_000 {
            let conflict = try await attempt()
            if conflict == nil { return }
            try self.expect(conflict == .version, "who was too slow was told \(String(describing: conflict))")
            await Task.yield()
        }
        throw Unmet("a commit was told of a conflict a thousand times over")
    }

    /// Writes new records in one commit.
    func insert(_ records: any StoredRecord...) async throws(StoreError) {
        try await self.insert(records)
    }

    /// Writes new records in one commit.
    func insert(_ records: [any StoredRecord]) async throws(StoreError) {
        try await self.commit { changes in
            for record in records { changes.insert(record) }
        }
    }

    /// The record as it stands in the store.
    func stored<Value: StoredRecord>(_ record: Value) async throws -> Value {
        guard let stored = try await self.find(record) else { throw Unmet("\(record.recordKey) is not in the store") }
        return stored
    }

    /// The record as it stands in the store, if it is there.
    func find<Value: StoredRecord>(_ record: Value) async throws(StoreError) -> Value? {
        try await self.store.read(Value.self, record.storedKey, in: record.account)
    }

    /// Runs `body` in as many tasks at once, none before all are there, and returns the store error of each, if it had one.
    func race(_ count: Int, _ body: @escaping @Sendable (Int) async throws -> Void) async throws -> [StoreError?] {
        let line = StartingLine(waiting: count)
        return try await withThrowingTaskGroup(of: (Int, StoreError?).self) { group in
            for index in 0..<count {
                group.addTask {
                    await line.arrive()
                    do {
                        try await body(index)
                        return (index, nil)
                    } catch let error as StoreError {
                        return (index, error)
                    }
                }
            }
            var results = [StoreError?](repeating: nil, count: count)
            for try await (index, error) in group { results[index] = error }
            return results
        }
    }
}

/// Where the tasks of a race wait for each other.
private final class StartingLine: Sendable {
    private let missing: Atomic<Int>

    init(waiting count: Int) {
        self.missing = Atomic(count)
    }

    func arrive() async {
        self.missing.wrappingSubtract(1, ordering: .relaxed)
        while self.missing.load(ordering: .relaxed) > 0 { await Task.yield() }
        // Who came last would otherwise go first every time.
        for _ in 0..<Int.random(in: 0..<6) { await Task.yield() }
    }
}

/// What a requirement saw instead of what it wanted.
struct Unmet: Error {
    var message: String

    init(_ message: String) {
        self.message = message
    }
}

extension Trial {
    /// Fails the requirement unless `condition` holds.
    func expect(_ condition: Bool, _ message: @autoclosure () -> String) throws(Unmet) {
        if !condition { throw Unmet(message()) }
    }

    /// Fails the requirement unless both are equal.
    func expect<Value: Equatable>(
        _ seen: Value, equals wanted: Value, _ what: @autoclosure () -> String
    ) throws(Unmet) {
        if seen != wanted { throw Unmet("\(what()): \(seen) instead of \(wanted)") }
    }

    /// Fails the requirement unless the commit conflicts at that change and for that reason.
    func expectConflict(
        _ reason: StoreError.Conflict, at index: Int = 0, _ what: String, _ build: (inout ChangeSet) -> Void
    ) async throws(Unmet) {
        do {
            try await self.commit(build)
        } catch {
            guard error.code == .conflict(index, reason) else {
                throw Unmet("\(what): \(error.code) instead of a conflict (\(reason)) at change \(index)")
            }
            return
        }
        throw Unmet("\(what): it was committed instead of a conflict (\(reason)) at change \(index)")
    }

    /// Fails the requirement unless exactly one of a race won and every other was told one of `reasons`.
    func expectOneWinner(_ results: [StoreError?], losersTold reasons: Set<StoreError.Conflict>) throws(Unmet) {
        let winners = results.count { $0 == nil }
        try self.expect(winners == 1, "\(winners) of \(results.count) commits won instead of one")
        for error in results.compactMap({ $0 }) {
            let isTold = error.conflict.map { reasons.contains($0) } ?? false
            try self.expect(isTold, "a loser was told \(error.code) instead of a conflict (\(reasons))")
        }
    }
}
