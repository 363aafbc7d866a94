public import ConnectionsKit

extension SQLiteConnectionStore {
    /// Tells what a file is without opening it as a store.
    ///
    /// It only reads: nothing is locked, migrated, recovered or made, also beside processes that use the file. What cannot
    /// be opened as a store, a newer one or a file of something else, is described.
    ///
    /// - Parameter path: where the file is.
    /// - Returns: what can be told of it.
    /// - Throws: ``StoreError/Code/unavailable`` when it is not there or cannot be read.
    public static func inspect(at path: String) async throws(StoreError) -> SQLiteFileReport {
        let queue = WorkQueue(label: "connectionskit.sqlite.inspect")
        let inspected = await queue.run {
            Result { () throws(SQLiteFailure) in try SQLiteFileReport(at: path, migrator: .connections()) }
        }
        do throws(SQLiteFailure) { return try inspected.get() } catch { throw StoreError(error) }
    }
}

extension SQLiteFileReport {
    fileprivate init(at path: String, migrator: Migrator) throws(SQLiteFailure) {
        guard let status = try FileStatus(at: path) else {
            throw SQLiteFailure(.cannotOpen, file: path, detail: "there is no such file")
        }
        guard !status.isFolder else { throw SQLiteFailure(.cannotOpen, file: path, detail: "it is a folder") }
        let log = try FileStatus(at: path + "-wal")
        let header = try DatabaseHeader.newest(at: path)
        let logged = header?.usesWriteAheadLog == true ? try WriteAheadLog(at: path + "-wal").pageCount : nil
        self.path = path
        self.kind = migrator.kind(of: header, size: status.size)
        self.applicationID = header?.applicationID ?? 0
        self.schemaVersion = Int(header?.userVersion ?? 0)
        self.newestSchemaVersion = migrator.steps.count
        self.pageSize = header?.pageSize ?? 0
        self.pageCount = logged ?? header?.pageCount ?? 0
        self.freePageCount = header?.freePageCount ?? 0
        self.usesWriteAheadLog = header?.usesWriteAheadLog ?? false
        self.size = status.size
        self.writeAheadLogSize = log?.size ?? 0
        self.permissions = status.permissions
        self.isOpenToOthers = status.isOpenToOthers || log?.isOpenToOthers == true
    }
}

extension Migrator {
    fileprivate func kind(of header: DatabaseHeader?, size: Int) -> SQLiteFileReport.Kind {
        guard let header else { return size == 0 ? .empty : .notDatabase }
        if header.applicationID == self.applicationID {
            return header.userVersion > self.steps.count ? .newerStore : .store
        }
        let isEmpty = header.applicationID == 0 && header.userVersion == 0 && header.pageCount <= 1
        return isEmpty ? .empty : .foreign
    }
}
