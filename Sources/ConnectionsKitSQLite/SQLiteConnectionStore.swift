public import ConnectionsKit

/// Keeps the library's records in a SQLite database, which any number of processes of one machine may share.
///
/// A commit is on the disk when it returns (`synchronous=FULL`): a rotated token survives a loss of power. It is one
/// transaction that waits for the disk once; commits that come at once share one, each judged by itself as if they came one
/// after the other. Reads run at once on the caller's thread, on connections of their own that no writer holds up; commits
/// and what maintenance asks wait on queues, so that a slow disk holds no thread of Swift's pool. The clock that judges
/// leases is the time source that the store is made with: processes that share a file must agree on the time.
///
/// The file is in write-ahead logging: two files that end in `-wal` and `-shm` belong to it and must stay beside it. It
/// must lie on a local disk. It is closed soon after the last reference to the store is gone. What one process commits, the
/// next read in another sees; ``Configuration/access`` says whether there may be another.
public final class SQLiteConnectionStore: ConnectionStore, Sendable {
    let engine: SQLiteEngine
    let time: TimeSource

    private init(
        _ location: DatabaseLocation, time: TimeSource, configuration: Configuration
    ) async throws(StoreError) {
        do throws(SQLiteFailure) {
            self.engine = try await SQLiteEngine.open(
                location, configuration.access == .exclusive ? .exclusive : .readWrite,
                readers: min(max(configuration.readers, 1), 64),
                migrator: .connections(checksIntegrity: configuration.checksIntegrity),
                busyTimeout: configuration.busyTimeout)
        } catch {
            throw StoreError(error)
        }
        self.time = time
    }

    /// Opens the database in a file and brings its schema up to date; a missing file is made.
    ///
    /// - Parameters:
    ///   - path: where it is; a relative path starts at the working directory. Its folder must exist.
    ///   - time: the clock that judges leases.
    ///   - configuration: how the file is used.
    /// - Returns: the store.
    /// - Throws: ``StoreError``. ``StoreError/Code/corrupt`` for a file that is damaged, of another application, or of a
    ///   newer version of this library, all of which are left as they are; ``StoreError/Code/unavailable`` for one that
    ///   cannot be opened or written.
    public static func open(
        at path: String, time: TimeSource = .system, configuration: Configuration = Configuration()
    ) async throws(StoreError) -> SQLiteConnectionStore {
        try await SQLiteConnectionStore(.file(path), time: time, configuration: configuration)
    }

    /// Makes an empty database in memory, which lasts as long as the store: for tests that want this adapter's behavior
    /// without a file.
    ///
    /// - Parameter time: the clock that judges leases.
    /// - Returns: the store.
    /// - Throws: ``StoreError/Code/unavailable`` when SQLite cannot be used.
    public static func inMemory(time: TimeSource = .system) async throws(StoreError) -> SQLiteConnectionStore {
        try await SQLiteConnectionStore(.memory, time: time, configuration: Configuration())
    }

    public func record(_ key: RecordKey, in account: AccountID) async throws(StoreError) -> Record? {
        try await self.read { database throws(SQLiteFailure) in try database.record(key, in: account) }
    }

    public func page(
        _ selection: Selection, in account: AccountID, after cursor: Cursor?, limit: Int
    ) async throws(StoreError) -> Page<Record> {
        try await self.engine.reader.readBesideCommits { database throws(StoreError) in
            try Self.requirePresence(database)
            return try database.page(selection, in: account, after: cursor, limit: Self.bounded(limit))
        }
    }

    @discardableResult
    public func commit(_ changes: ChangeSet, link: @escaping AuditLink) async throws(StoreError) -> [AuditRecord] {
        if Task.isCancelled { throw Self.cancelled }
        if changes.isEmpty { return [] }
        return try await self.engine.writer.write(cancelled: Self.cancelled) { [time] database throws(StoreError) in
            try database.commit(changes, now: time.now(), link: link)
        }
    }

    public func revision(of account: AccountID) async throws(StoreError) -> Int {
        try await self.read { database throws(SQLiteFailure) in try database.revision(of: account) }
    }

    public func due(_ work: DueWork, at moment: Timestamp, limit: Int) async throws(StoreError) -> [Record] {
        try await self.scan { database throws(SQLiteFailure) in
            try database.due(work, at: moment, limit: Self.bounded(limit))
        }
    }

    public func hasLiveGrant(
        connector: ConnectorID, clientID: String, subject: String?, excluding excluded: Grant.ID
    ) async throws(StoreError) -> Bool {
        try await self.read { database throws(SQLiteFailure) in
            try database.hasLiveGrant(
                connector: connector, clientID: clientID, subject: subject, excluding: excluded)
        }
    }

    public func audit(
        of account: AccountID, matching filter: AuditFilter, after sequence: Int, limit: Int
    ) async throws(StoreError) -> [AuditRecord] {
        let limit = Self.bounded(limit)
        if filter == .all || filter.connection != nil || filter.user != nil {
            return try await self.read { database throws(SQLiteFailure) in
                try database.audit(of: account, matching: filter, after: sequence, limit: limit)
            }
        }
        // Of these there may be few in a long trail, and no index leads to them.
        var records: [AuditRecord] = []
        var next: Int? = sequence
        while let after = next {
            let rest = limit - records.count
            let stretch = try await self.scan { database throws(SQLiteFailure) in
                try database.auditStretch(of: account, matching: filter, after: after, limit: rest)
            }
            records += stretch.records
            next = stretch.next
        }
        return records
    }

    public func auditStart(of account: AccountID) async throws(StoreError) -> AuditStart {
        try await self.read { database throws(SQLiteFailure) in try database.auditStart(of: account) }
    }

    public func wrappingKeys(after wrappingKey: String?, limit: Int) async throws(StoreError) -> [DataKey] {
        try await self.read { database throws(SQLiteFailure) in
            try database.wrappingKeys(after: wrappingKey, limit: Self.bounded(limit))
        }
    }

    public func accounts(after account: AccountID?, limit: Int) async throws(StoreError) -> [AccountID] {
        try await self.read { database throws(SQLiteFailure) in
            try database.accounts(after: account, limit: Self.bounded(limit))
        }
    }

    private func read<Result: Sendable>(
        _ body: @escaping @Sendable (Database) throws(SQLiteFailure) -> Result
    ) async throws(StoreError) -> Result {
        try await self.engine.reader.readBesideCommits { database throws(StoreError) in
            try Self.requirePresence(database)
            return try StoreError.converting { () throws(SQLiteFailure) in try body(database) }
        }
    }

    /// A file that was taken away is not read for longer than a second.
    private static func requirePresence(_ database: Database) throws(StoreError) {
        try StoreError.converting { () throws(SQLiteFailure) in try database.requirePresence(every: .seconds(1)) }
    }

    private func scan<Result: Sendable>(
        _ body: @escaping @Sendable (Database) throws(SQLiteFailure) -> Result
    ) async throws(StoreError) -> Result {
        try await self.engine.scan { database throws(StoreError) in
            try Self.requirePresence(database)
            return try StoreError.converting { () throws(SQLiteFailure) in try body(database) }
        }
    }

    private static var cancelled: StoreError {
        StoreError(.cancelled, "the task was cancelled before its commit; nothing was written")
    }

    /// The contract's range for limits.
    private static func bounded(_ limit: Int) -> Int { min(max(limit, 1), 1_000) }
}
