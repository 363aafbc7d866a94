import ConnectionsKit
import ConnectionsKitSQLite
import ConnectionsKitTesting
import Shared

/// A store over a file, and the writers that use it at once.
struct Session: Sendable {
    let store: SQLiteConnectionStore
    let plan: Plan

    init(_ path: String, _ plan: Plan, _ configuration: SQLiteConnectionStore.Configuration = .init()) async throws {
        self.store = try await SQLiteConnectionStore.open(
            at: path, time: ManualTimeSource(at: Records.now).source, configuration: configuration)
        self.plan = plan
    }

    /// Runs a part of what is planned, all writers at once.
    ///
    /// - Parameters:
    ///   - steps: which steps of which writer.
    ///   - before: called before each commit.
    ///   - acknowledged: called as soon as a commit has returned.
    /// - Throws: ``Problem`` when a commit did not end as planned.
    func run(
        _ steps: [Int: Range<Int>], before: @escaping @Sendable (CommitID) -> Void = { _ in },
        acknowledged: @escaping @Sendable (CommitID) -> Void
    ) async throws {
        try await withThrowingTaskGroup(of: Void.self) { group in
            for (writer, steps) in steps {
                group.addTask {
                    for commit in self.plan.writers[writer][steps] {
                        before(commit.id)
                        if try await self.perform(commit) { acknowledged(commit.id) }
                    }
                }
            }
            try await group.waitForAll()
        }
    }

    /// Commits, and returns whether that was acknowledged.
    private func perform(_ commit: PlannedCommit) async throws -> Bool {
        do throws(StoreError) {
            try await self.store.commit(commit.changes, link: self.plan.trail.link)
        } catch {
            if commit.isRefused, error.conflict != nil { return false }
            throw Problem("\(commit.id): \(error)")
        }
        if commit.isRefused { throw Problem("\(commit.id) was not refused") }
        return true
    }
}
