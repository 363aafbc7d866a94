import ConnectionsKit

/// What the store keeps of an account besides its records: its revision, and the end of its audit trail.
struct AccountHead: Bindable {
    let account: AccountID
    var revision = 0
    private var sequence = 0
    private var code: [UInt8] = []

    private static let read = "SELECT revision, audit_sequence, audit_code FROM accounts WHERE account = ?"
    /// Writes a head, be there one or not.
    static let put = """
        INSERT INTO accounts (account, revision, audit_sequence, audit_code) VALUES (?1, ?2, ?3, ?4) \
        ON CONFLICT (account) DO UPDATE SET revision = ?2, audit_sequence = ?3, audit_code = ?4
        """

    /// Raises the revision of an account, be there a head or not; its parameter is the account.
    static let raise = """
        INSERT INTO accounts (account, revision, audit_sequence, audit_code) VALUES (?1, 1, 0, x'') \
        ON CONFLICT (account) DO UPDATE SET revision = revision + 1
        """

    /// Reads the head of an account; it is zero before the first change.
    init(of account: AccountID, in database: Database) throws(SQLiteFailure) {
        self.account = account
        let stored = try database.first(Self.read, account) { row throws(SQLiteFailure) in
            (try row.int(), try row.int(), try row.blob())
        }
        if let stored { (self.revision, self.sequence, self.code) = stored }
    }

    /// Gives an entry its number and chains it to the one before.
    mutating func append(_ entry: AuditEntry, link: AuditLink) -> AuditRecord {
        self.sequence += 1
        self.code = link(self.sequence, self.code, entry)
        return AuditRecord(sequence: self.sequence, entry: entry, code: self.code)
    }

    func bind(to binder: inout Binder) {
        binder.add(self.account, self.revision, self.sequence, self.code)
    }
}
