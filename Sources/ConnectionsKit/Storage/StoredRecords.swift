extension Application: StoredRecord {
    public static func recordKey(_ key: ApplicationID) -> RecordKey { .application(key) }
    public var storedKey: ApplicationID { self.id }
    public var record: Record { .application(self) }
    public init?(_ record: Record) {
        guard case .application(let value) = record else { return nil }
        self = value
    }
}

extension Connection: StoredRecord {
    public static func recordKey(_ key: Connection.ID) -> RecordKey { .connection(key) }
    public var storedKey: Connection.ID { self.id }
    public var record: Record { .connection(self) }
    public init?(_ record: Record) {
        guard case .connection(let value) = record else { return nil }
        self = value
    }
}

extension Reference: StoredRecord {
    public static func recordKey(_ key: Reference.ID) -> RecordKey { .reference(key) }
    public var storedKey: Reference.ID { self.id }
    public var record: Record { .reference(self) }
    public init?(_ record: Record) {
        guard case .reference(let value) = record else { return nil }
        self = value
    }
}

extension CredentialSet: StoredRecord {
    public static func recordKey(_ key: CredentialSet.ID) -> RecordKey { .credentialSet(key) }
    public var storedKey: CredentialSet.ID { self.id }
    public var record: Record { .credentialSet(self) }
    public init?(_ record: Record) {
        guard case .credentialSet(let value) = record else { return nil }
        self = value
    }
}

extension Slot: StoredRecord {
    public static func recordKey(_ key: Slot.ID) -> RecordKey { .slot(key) }
    public var storedKey: Slot.ID { self.id }
    public var record: Record { .slot(self) }
    public init?(_ record: Record) {
        guard case .slot(let value) = record else { return nil }
        self = value
    }
}

extension Grant: StoredRecord {
    public static func recordKey(_ key: Grant.ID) -> RecordKey { .grant(key) }
    public var storedKey: Grant.ID { self.id }
    public var record: Record { .grant(self) }
    public init?(_ record: Record) {
        guard case .grant(let value) = record else { return nil }
        self = value
    }
}

extension TokenState: StoredRecord {
    public static func recordKey(_ key: Grant.ID) -> RecordKey { .tokens(key) }
    public var storedKey: Grant.ID { self.grant }
    public var record: Record { .tokens(self) }
    public init?(_ record: Record) {
        guard case .tokens(let value) = record else { return nil }
        self = value
    }
}

extension Attempt: StoredRecord {
    public static func recordKey(_ key: String) -> RecordKey { .attempt(state: key) }
    public var storedKey: String { self.state }
    public var record: Record { .attempt(self) }
    public init?(_ record: Record) {
        guard case .attempt(let value) = record else { return nil }
        self = value
    }
}

extension UserGuard: StoredRecord {
    public static func recordKey(_ key: UserID) -> RecordKey { .guardian(key) }
    public var storedKey: UserID { self.user }
    public var record: Record { .guardian(self) }
    public init?(_ record: Record) {
        guard case .guardian(let value) = record else { return nil }
        self = value
    }
}

extension Release: StoredRecord {
    public static func recordKey(_ key: Release.ID) -> RecordKey { .release(key) }
    public var storedKey: Release.ID { self.id }
    public var record: Record { .release(self) }
    public init?(_ record: Record) {
        guard case .release(let value) = record else { return nil }
        self = value
    }
}

extension Invitation: StoredRecord {
    public static func recordKey(_ key: Invitation.ID) -> RecordKey { .invitation(key) }
    public var storedKey: Invitation.ID { self.id }
    public var record: Record { .invitation(self) }
    public init?(_ record: Record) {
        guard case .invitation(let value) = record else { return nil }
        self = value
    }
}

extension Share: StoredRecord {
    public static func recordKey(_ key: Share.ID) -> RecordKey { .share(key) }
    public var storedKey: Share.ID { self.id }
    public var record: Record { .share(self) }
    public init?(_ record: Record) {
        guard case .share(let value) = record else { return nil }
        self = value
    }
}

extension Installation: StoredRecord {
    public static func recordKey(_ key: Installation.ID) -> RecordKey { .installation(key) }
    public var storedKey: Installation.ID { self.id }
    public var record: Record { .installation(self) }
    public init?(_ record: Record) {
        guard case .installation(let value) = record else { return nil }
        self = value
    }
}

extension Duty: StoredRecord {
    public static func recordKey(_ key: Duty.ID) -> RecordKey { .duty(key) }
    public var storedKey: Duty.ID { self.id }
    public var record: Record { .duty(self) }
    public init?(_ record: Record) {
        guard case .duty(let value) = record else { return nil }
        self = value
    }
}

extension CredentialSet.Revision: StoredRecord {
    public static func recordKey(_ key: CredentialSet.Revision.ID) -> RecordKey { .credentialRevision(key) }
    public var storedKey: CredentialSet.Revision.ID { self.id }
    public var record: Record { .credentialRevision(self) }
    public init?(_ record: Record) {
        guard case .credentialRevision(let value) = record else { return nil }
        self = value
    }
}

extension Submission: StoredRecord {
    public static func recordKey(_ key: Submission.ID) -> RecordKey { .submission(key) }
    public var storedKey: Submission.ID { self.id }
    public var record: Record { .submission(self) }
    public init?(_ record: Record) {
        guard case .submission(let value) = record else { return nil }
        self = value
    }
}

extension DataKey: StoredRecord {
    public static func recordKey(_ key: DataKey.ID) -> RecordKey { .dataKey(key) }
    public var storedKey: DataKey.ID { self.id }
    public var record: Record { .dataKey(self) }
    public init?(_ record: Record) {
        guard case .dataKey(let value) = record else { return nil }
        self = value
    }
}
