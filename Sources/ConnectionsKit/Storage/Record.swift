/// Any record that a store keeps by its key.
public enum Record: Sendable, Hashable {
    /// An application.
    case application(Application)
    /// A connection.
    case connection(Connection)
    /// A reference.
    case reference(Reference)
    /// A credential set.
    case credentialSet(CredentialSet)
    /// A revision of a credential set that a newer one replaced.
    case credentialRevision(CredentialSet.Revision)
    /// A slot.
    case slot(Slot)
    /// A grant.
    case grant(Grant)
    /// The tokens of a grant.
    case tokens(TokenState)
    /// An attempt.
    case attempt(Attempt)
    /// What is known of a person.
    case guardian(UserGuard)
    /// A release.
    case release(Release)
    /// An invitation.
    case invitation(Invitation)
    /// A share.
    case share(Share)
    /// An installation.
    case installation(Installation)
    /// A submission to the marketplace.
    case submission(Submission)
    /// A duty.
    case duty(Duty)
    /// A data key.
    case dataKey(DataKey)
}

/// Names a record within its account.
public enum RecordKey: Sendable, Hashable {
    /// An application.
    case application(ApplicationID)
    /// A connection.
    case connection(Connection.ID)
    /// A reference.
    case reference(Reference.ID)
    /// A credential set.
    case credentialSet(CredentialSet.ID)
    /// A revision of a credential set that a newer one replaced.
    case credentialRevision(CredentialSet.Revision.ID)
    /// A slot.
    case slot(Slot.ID)
    /// A grant.
    case grant(Grant.ID)
    /// The tokens of a grant.
    case tokens(Grant.ID)
    /// An attempt.
    case attempt(state: String)
    /// What is known of a person.
    case guardian(UserID)
    /// A release.
    case release(Release.ID)
    /// An invitation.
    case invitation(Invitation.ID)
    /// A share.
    case share(Share.ID)
    /// An installation.
    case installation(Installation.ID)
    /// A submission to the marketplace.
    case submission(Submission.ID)
    /// A duty.
    case duty(Duty.ID)
    /// A data key.
    case dataKey(DataKey.ID)
}

extension RecordKey: CustomStringConvertible, CustomDebugStringConvertible, CustomReflectable {
    // The state that names an attempt is a bearer secret while the attempt is open.
    public var description: String {
        switch self {
        case .application(let id): "application \(id)"
        case .connection(let id): "connection \(id)"
        case .reference(let id): "reference from \(id.place) to \(id.connection)"
        case .credentialSet(let id): "credential set \(id)"
        case .credentialRevision(let id): "revision \(id.number) of credential set \(id.set)"
        case .slot(let id): "slot of \(id.connection)"
        case .grant(let id): "grant \(id)"
        case .tokens(let id): "tokens of \(id)"
        case .attempt: "attempt"
        case .guardian(let id): "guard of \(id)"
        case .release(let id): "release \(id)"
        case .invitation(let id): "invitation \(id)"
        case .share(let id): "share \(id)"
        case .installation(let id): "installation \(id)"
        case .submission(let id): "submission \(id)"
        case .duty(let id): "duty \(id)"
        case .dataKey(let id): "data key \(id)"
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

    /// The account it belongs to.
    public var account: AccountID { self.stored.account }
    /// Its key within that account.
    public var key: RecordKey { self.stored.recordKey }
    /// Its version.
    public var version: Int { self.stored.version }
}
