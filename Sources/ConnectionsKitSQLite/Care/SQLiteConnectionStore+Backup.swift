public import ConnectionsKit

extension SQLiteConnectionStore {
    /// Copies the store into one file beside running commits, of this process and of others.
    ///
    /// The copy holds one state: every commit that had returned before the call, and no half of any other. It is written
    /// under a passing name beside its place, checked as ``checkIntegrity(_:)`` checks, and gets its name when it is whole
    /// and on the disk. It stands alone, without a write-ahead log, and ``open(at:time:configuration:)`` opens it. Only its
    /// owner may read it; it holds what the store holds, so keep it as you keep the store.
    ///
    /// Commits are not held up, and do not make it start over. A long backup keeps the write-ahead log from being
    /// shortened, which grows by what is committed meanwhile. A process that dies leaves a file that ends in `.partial`.
    ///
    /// - Parameters:
    ///   - path: where the copy goes; its folder must exist.
    ///   - replacesExisting: whether a file that is there is replaced, in one step; else it is refused. The file of the store
    ///     itself is refused in any case.
    ///   - progress: called after each step with the pages that are copied, on whatever thread.
    /// - Returns: what was made.
    /// - Throws: ``StoreError``; then nothing is at `path` that was not there. ``StoreError/Code/cancelled`` when the task is
    ///   cancelled, ``StoreError/Code/corrupt`` when the store fails the check, ``StoreError/Code/unavailable`` when the file
    ///   cannot be written or something is there.
    @discardableResult
    public func backUp(
        to path: String, replacesExisting: Bool = false,
        progress: @Sendable (SQLiteBackup.Progress) -> Void = { _ in }
    ) async throws(StoreError) -> SQLiteBackup {
        try await self.backUp(
            to: path, replacesExisting: replacesExisting, pagesPerStep: BackupRun.pagesPerStep, progress: progress)
    }

    @discardableResult
    func backUp(
        to path: String, replacesExisting: Bool = false, pagesPerStep: Int,
        progress: @Sendable (SQLiteBackup.Progress) -> Void = { _ in }
    ) async throws(StoreError) -> SQLiteBackup {
        do throws(SQLiteFailure) {
            let source = try await self.engine.aside()
            try await source.run { database throws(SQLiteFailure) in try database.requireAnother(than: path) }
            let run = BackupRun(
                source: source, file: try NewFile(at: path, replacesExisting: replacesExisting),
                migrator: .connections(), pagesPerStep: pagesPerStep)
            return try await run.backUp(now: self.time, progress: progress)
        } catch {
            throw StoreError(error, in: "the backup", leaving: "nothing was left of it")
        }
    }
}

extension Database {
    /// Refuses a path that leads to this database, by whatever name.
    fileprivate func requireAnother(than path: String) throws(SQLiteFailure) {
        guard let own = self.path, let there = try FileStatus(at: path) else { return }
        for mine in [own] + DatabaseLocation.companions(of: own)
        where try FileStatus(at: mine)?.identity == there.identity {
            throw SQLiteFailure(.exists, file: path, detail: "it is a file of the store itself")
        }
    }
}

extension StoreError {
    /// The error for a failure of some work, told apart from the cancellation of its task.
    init(_ failure: SQLiteFailure, in work: String, leaving rest: String) {
        if failure.kind == .interrupted, Task.isCancelled {
            self.init(.cancelled, "\(work) was cancelled; \(rest)", cause: failure)
        } else {
            self.init(failure)
        }
    }
}
