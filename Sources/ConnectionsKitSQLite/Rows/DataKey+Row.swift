import ConnectionsKit

extension DataKey: TableRecord {
    static let table = Table(
        "data_keys", key: ["id"],
        columns: [
            "wrapped", "wrapping_key", "created_at", "retired_at", "progress_target", "progress_place",
            "progress_after",
        ])

    init(row: inout Row) throws(SQLiteFailure) {
        let account: AccountID = try row.hostID()
        self.init(
            id: try row.id(), account: account,
            wrapped: WrappedKey(bytes: try row.blob(), wrappingKey: try row.text()), createdAt: try row.timestamp())
        self.retiredAt = try row.optionalTimestamp()
        self.progress = try row.progress()
        self.version = try row.int()
    }

    func bind(to binder: inout Binder) {
        binder.add(
            self.account, self.id, self.wrapped.bytes, self.wrapped.wrappingKey, self.createdAt, self.retiredAt,
            self.progress?.target, self.progress?.place, self.progress?.after, self.version)
    }
}

extension Row {
    /// Reads three columns: with which key, at which kind of record, and after which one.
    fileprivate mutating func progress() throws(SQLiteFailure) -> DataKey.Progress? {
        let target: DataKey.ID? = try self.optionalID()
        switch (target, try self.optionalText(), try self.optionalText()) {
        case (nil, nil, nil): return nil
        case (.some(let target), .some(let place), let after):
            return DataKey.Progress(target: target, place: place, after: after)
        default: throw self.invalid("half a position")
        }
    }
}
