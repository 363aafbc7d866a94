import ConnectionsKit

/// One backup: the steps of a copy, each a call of its own, so that whoever uses the connection besides gets their turn.
struct BackupRun: Sendable {
    /// Two megabytes of the usual pages, a millisecond or two.
    static let pagesPerStep = 512
    /// How often a copy may lose ground to the commits of its own connection before the rest is copied in one step.
    private static let setbacksBeforeOneStep = 3

    let source: SideConnection
    let file: NewFile
    let migrator: Migrator
    let pagesPerStep: Int

    /// Makes the backup; after a failure nothing of it is left.
    func backUp(
        now time: TimeSource, progress: @Sendable (SQLiteBackup.Progress) -> Void
    ) async throws(SQLiteFailure) -> SQLiteBackup {
        let (file, path) = (self.file, self.file.partialPath)
        do throws(SQLiteFailure) {
            let takenAt = try await self.copy(now: time, progress)
            return try await self.place(takenAt: takenAt)
        } catch {
            _ = try? await self.source.run { database throws(SQLiteFailure) in
                database.abandonCopy(to: path)
                file.discard()
            }
            throw error.naming(file.path, insteadOf: path)
        }
    }

    /// Copies every page and returns the moment whose state was copied.
    private func copy(
        now time: TimeSource, _ progress: @Sendable (SQLiteBackup.Progress) -> Void
    ) async throws(SQLiteFailure) -> Timestamp {
        let (path, pinned) = (self.file.partialPath, !self.source.isStoresOwn)
        let begun = try await self.source.run { database throws(SQLiteFailure) in
            try database.beginCopy(to: path, pinned: pinned)
            return time.now()
        }
        try await self.copyPages(progress)
        return try await self.source.run { database throws(SQLiteFailure) in
            try database.endCopy(to: path)
            // A copy that its own connection writes into is that of the moment of its end.
            return pinned ? begun : time.now()
        }
    }

    private func copyPages(_ progress: @Sendable (SQLiteBackup.Progress) -> Void) async throws(SQLiteFailure) {
        let path = self.file.partialPath
        var (last, setbacks): (SQLiteBackup.Progress?, Int) = (nil, 0)
        while true {
            try Self.requireNotCancelled(path)
            let count = setbacks < Self.setbacksBeforeOneStep ? self.pagesPerStep : -1
            let step = try await self.source.run { database throws(SQLiteFailure) in
                try database.copyPages(count, to: path)
            }
            progress(step.progress)
            if step.isWhole { return }
            if let last, step.progress.copied <= last.copied { setbacks += 1 }
            last = step.progress
        }
    }

    /// Checks the copy on a connection of its own, which holds up nobody, and gives it its name.
    private func place(takenAt: Timestamp) async throws(SQLiteFailure) -> SQLiteBackup {
        let (file, migrator) = (self.file, self.migrator)
        let source = try await self.source.run { database throws(SQLiteFailure) in database.location.name }
        let side = try await SideConnection.opened(at: file.partialPath, .readWrite, busyTimeout: .seconds(5))
        let made = try await side.runCancellably { database throws(SQLiteFailure) in
            try database.standAlone(migrator, copyOf: source)
        }
        try Self.requireNotCancelled(file.partialPath)
        return try await side.run { _ throws(SQLiteFailure) in
            try file.place()
            return SQLiteBackup(
                path: file.path, takenAt: takenAt, pageCount: made.pageCount,
                size: try FileStatus(at: file.path)?.size ?? 0, schemaVersion: made.schemaVersion)
        }
    }

    private static func requireNotCancelled(_ path: String) throws(SQLiteFailure) {
        if Task.isCancelled { throw SQLiteFailure(.interrupted, file: path) }
    }
}

extension SQLiteFailure {
    /// The same failure, told of the file that the caller knows.
    fileprivate func naming(_ path: String, insteadOf passing: String) -> SQLiteFailure {
        self.file == passing ? SQLiteFailure(self.kind, code: self.code, file: path, detail: self.detail) : self
    }
}
