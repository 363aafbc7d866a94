public import ConnectionsKit

/// Keeps the library's records in a SQLite database, which any number of processes of one machine may share.
///
/// A commit is one immediate transaction and is on the disk when it returns (`synchronous=FULL`): a rotated token
/// survives a loss of power. Reads run at once on the caller's thread, on a connection of their own that no writer holds
/// up; commits and what maintenance asks wait on a queue, so that a slow disk holds no thread of Swift's pool. The clock
/// that judges leases is the time source that the store is made with: processes that share a file must agree on the time.
///
/// The file is in write-ahead logging: two files that end in `-wal` and `-shm` belong to it and must stay beside it. It
/// must lie on a local disk. It is closed soon after the last reference to the store is gone.
public final class SQLiteConnectionStore: ConnectionStore, Sendable {
    let engine: SQLiteEngine
    private let time: TimeSource

    private init(
        _ location: DatabaseLocation, time: TimeSource, configuration: Configuration
    ) async throws(StoreError) {
        do throws(SQLiteFailure) {
            self.engine = try await SQLiteEngine.open(
                location, migrator: .connections(checksIntegrity: configuration.checksIntegrity),
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
        try self.read { database throws(SQLiteFailure) in try database.record(key, in: account) }
    }

    public func page(
        _ selection: Selection, in account: AccountID, after cursor: Cursor?, limit: Int
    ) async throws(StoreError) -> Page<Record> {
        try self.engine.reader.read { database throws(StoreError) in
            try database.page(selection, in: account, after: cursor, limit: Self.bounded(limit))
        }
    }

    @discardableResult
    public func commit(_ changes: ChangeSet, link: @escaping AuditLink) async throws(StoreError) -> [AuditRecord] {
        try Self.checkCancellation()
        if changes.isEmpty { return [] }
        let time = self.time
        return try await self.engine.writer.write { database throws(StoreError) in
            // The wait for the queue and the lock may have been long.
            try Self.checkCancellation()
            return try database.commit(changes, now: time.now(), link: link)
        }
    }

    public func revision(of account: AccountID) async throws(StoreError) -> Int {
        try self.read { database throws(SQLiteFailure) in try database.revision(of: account) }
    }

    public func due(_ work: DueWork, at moment: Timestamp, limit: Int) async throws(StoreError) -> [Record] {
        try await self.engine.writer.scan { database throws(StoreError) in
            try StoreError.converting { () throws(SQLiteFailure) in
                try database.due(work, at: moment, limit: Self.bounded(limit))
            }
        }
    }

    public func hasLiveGrant(
        connector: ConnectorID, clientID: String, subject: String?, excluding excluded: Grant.ID
    ) async throws(StoreError) -> Bool {
        try self.read { database throws(SQLiteFailure) in
            try database.hasLiveGrant(
                connector: connector, clientID: clientID, subject: subject, excluding: excluded)
        }
    }

    public func audit(
        of account: AccountID, matching filter: AuditFilter, after sequence: Int, limit: Int
    ) async throws(StoreError) -> [AuditRecord] {
        @Sendable func read(_ database: Database) throws(SQLiteFailure) -> [AuditRecord] {
            try database.audit(of: account, matching: filter, after: sequence, limit: Self.bounded(limit))
        }
        if filter == .all || filter.connection != nil || filter.user != nil { return try self.read(read) }
        // Of these there may be few in a long trail, and no index leads to them.
        return try await self.engine.writer.scan { database throws(StoreError) in
            try StoreError.converting { () throws(SQLiteFailure) in try read(database) }
        }
    }

    public func auditStart(of account: AccountID) async throws(StoreError) -> AuditStart {
        try self.read { database throws(SQLiteFailure) in try database.auditStart(of: account) }
    }

    public func wrappingKeys(after wrappingKey: String?, limit: Int) async throws(StoreError) -> [DataKey] {
        try self.read { database throws(SQLiteFailure) in
            try database.wrappingKeys(after: wrappingKey, limit: Self.bounded(limit))
        }
    }

    public func accounts(after account: AccountID?, limit: Int) async throws(StoreError) -> [AccountID] {
        try self.read { database throws(SQLiteFailure) in
            try database.accounts(after: account, limit: Self.bounded(limit))
        }
    }

    private func read<Result: Sendable>(
        _ body: @Sendable (Database) throws(SQLiteFailure) -> Result
    ) throws(StoreError) -> Result {
        try StoreError.converting { () throws(SQLiteFailure) in try self.engine.reader.read(body) }
    }

    private static func checkCancellation() throws(StoreError) {
        if Task.isCancelled {
            throw StoreError(.cancelled, "the task was cancelled before its commit; nothing was written")
        }
    }

    /// The contract's range for limits.
    private static func bounded(_ limit: Int) -> Int { min(max(limit, 1), 1_000) }
}
