import ConnectionsKit

/// A record type with a table of its own.
///
/// Its ``Bindable/bind(to:)`` fills every column of a row, and ``init(row:)`` reads those that are not derived, both in
/// the order of the table.
protocol TableRecord: StoredRecord, Bindable where Key: Bindable {
    static var table: Table { get }
    init(row: inout Row) throws(SQLiteFailure)
}

extension TableRecord {
    /// Reads a row as any record.
    static func record(row: inout Row) throws(SQLiteFailure) -> Record { try Self(row: &row).record }
}

extension Record: Bindable {
    /// The record as a row of its table.
    var row: any TableRecord {
        switch self {
        case .application(let record): record
        case .connection(let record): record
        case .reference(let record): record
        case .credentialSet(let record): record
        case .credentialRevision(let record): record
        case .slot(let record): record
        case .grant(let record): record
        case .tokens(let record): record
        case .attempt(let record): record
        case .guardian(let record): record
        case .release(let record): record
        case .invitation(let record): record
        case .share(let record): record
        case .installation(let record): record
        case .submission(let record): record
        case .duty(let record): record
        case .dataKey(let record): record
        }
    }

    /// The table in which it stands.
    var table: Table { type(of: self.row).table }

    func bind(to binder: inout Binder) { self.row.bind(to: &binder) }
}

extension RecordKey: Bindable {
    /// The type of the record that this key names.
    var rowType: any TableRecord.Type {
        switch self {
        case .application: Application.self
        case .connection: Connection.self
        case .reference: Reference.self
        case .credentialSet: CredentialSet.self
        case .credentialRevision: CredentialSet.Revision.self
        case .slot: Slot.self
        case .grant: Grant.self
        case .tokens: TokenState.self
        case .attempt: Attempt.self
        case .guardian: UserGuard.self
        case .release: Release.self
        case .invitation: Invitation.self
        case .share: Share.self
        case .installation: Installation.self
        case .submission: Submission.self
        case .duty: Duty.self
        case .dataKey: DataKey.self
        }
    }

    func bind(to binder: inout Binder) {
        switch self {
        case .application(let id): binder.add(id)
        case .connection(let id): binder.add(id)
        case .reference(let id): binder.add(id)
        case .credentialSet(let id): binder.add(id)
        case .credentialRevision(let id): binder.add(id)
        case .slot(let id): binder.add(id)
        case .grant(let id), .tokens(let id): binder.add(id)
        case .attempt(let state): binder.add(state)
        case .guardian(let user): binder.add(user)
        case .release(let id): binder.add(id)
        case .invitation(let id): binder.add(id)
        case .share(let id): binder.add(id)
        case .installation(let id): binder.add(id)
        case .submission(let id): binder.add(id)
        case .duty(let id): binder.add(id)
        case .dataKey(let id): binder.add(id)
        }
    }
}

extension Record {
    /// The tables of all kinds of record.
    static let tables: [Table] = [
        Application.table, Connection.table, Reference.table, CredentialSet.table, CredentialSet.Revision.table,
        Slot.table, Grant.table, TokenState.table, Attempt.table, UserGuard.table, Release.table, Invitation.table,
        Share.table, Submission.table, Installation.table, Duty.table, DataKey.table,
    ]
}
