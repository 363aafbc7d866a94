/// Any record that a store keeps by its key.
public enum Record: Sendable, Hashable {
    case application(Application)
    case connection(Connection)
    case reference(Reference)
    case credentialSet(CredentialSet)
    case slot(Slot)
    case grant(Grant)
    case tokens(TokenState)
    case attempt(Attempt)
    case guardian(UserGuard)
    case release(Release)
    case invitation(Invitation)
    case share(Share)
    case installation(Installation)
    case duty(Duty)
}

/// Names a record within its account.
public enum RecordKey: Sendable, Hashable {
    case application(ApplicationID)
    case connection(Connection.ID)
    case reference(Reference.ID)
    case credentialSet(CredentialSet.ID)
    case slot(Slot.ID)
    case grant(Grant.ID)
    case tokens(Grant.ID)
    case attempt(state: String)
    case guardian(UserID)
    case release(Release.ID)
    case invitation(Invitation.ID)
    case share(Share.ID)
    case installation(Installation.ID)
    case duty(Duty.ID)
}

extension RecordKey: CustomStringConvertible, CustomDebugStringConvertible, CustomReflectable {
    // The state that names an attempt is a bearer secret while the attempt is open.
    public var description: String {
        switch self {
        case .application(let id): "application \(id)"
        case .connection(let id): "connection \(id)"
        case .reference(let id): "reference from \(id.place) to \(id.connection)"
        case .credentialSet(let id): "credential set \(id)"
        case .slot(let id): "slot of \(id.connection)"
        case .grant(let id): "grant \(id)"
        case .tokens(let id): "tokens of \(id)"
        case .attempt: "attempt"
        case .guardian(let id): "guard of \(id)"
        case .release(let id): "release \(id)"
        case .invitation(let id): "invitation \(id)"
        case .share(let id): "share \(id)"
        case .installation(let id): "installation \(id)"
        case .duty(let id): "duty \(id)"
        }
    }
    public var debugDescription: String { self.description }
    public var customMirror: Mirror { Mirror(self, children: [:], displayStyle: .enum) }
}

/// A record type that stores keep, with its way into and out of ``Record``.
public protocol StoredRecord: Sendable, Hashable {
    /// What names one within its account.
    associatedtype Key: Sendable, Hashable
    /// The account it belongs to.
    var account: AccountID { get }
    /// The version, from 1; it grows by one with each write. Zero before the first.
    var version: Int { get set }
    /// The key of the record named `key`.
    static func recordKey(_ key: Key) -> RecordKey
    /// What names this one.
    var storedKey: Key { get }
    /// This record as any record.
    var record: Record { get }
    /// The record of this type inside `record`; nothing for any other.
    init?(_ record: Record)
}

extension StoredRecord {
    /// The key of this record.
    public var recordKey: RecordKey { Self.recordKey(self.storedKey) }
}

extension Record {
    /// The record as a value of its protocol.
    package var stored: any StoredRecord {
        switch self {
        case .application(let record): record
        case .connection(let record): record
        case .reference(let record): record
        case .credentialSet(let record): record
        case .slot(let record): record
        case .grant(let record): record
        case .tokens(let record): record
        case .attempt(let record): record
        case .guardian(let record): record
        case .release(let record): record
        case .invitation(let record): record
        case .share(let record): record
        case .installation(let record): record
        case .duty(let record): record
        }
    }

    /// The account it belongs to.
    public var account: AccountID { self.stored.account }
    /// Its key within that account.
    public var key: RecordKey { self.stored.recordKey }
    /// Its version.
    public var version: Int { self.stored.version }
}
