/// Keeps the library's records: the contract that every adapter meets and that the conformance suite checks.
///
/// A store is told apart from a table by six laws.
/// - **Tenants.** A record is read by (account, key) alone. To any other account it does not exist.
/// - **Atomicity.** A commit writes everything or nothing, and is durable when it returns.
/// - **Serializability.** Commits behave as if they happened one after another. An expectation on a record that is not
///   written binds like one on a record that is: two commits that each expect what the other writes cannot both succeed.
/// - **Visibility.** Every read that begins after a commit returned sees it, in whatever process.
/// - **Uniqueness.** Keys and ``StoreError/UniqueRule`` are the store's to enforce, and a violation says which.
/// - **Audit.** Entries get their number and their chain inside the commit that carries them, without gaps.
///
/// Changes of a set are judged in order, each on what those before it left: first the key and its version, then what must be
/// unique. Where a connection breaks both of its rules, ``StoreError/UniqueRule/systemConnection`` is told. Limits beyond 1
/// to 1,000 are taken as the nearest of the two.
///
/// Secrets reach a store sealed. An adapter reads nothing into the envelope.
public protocol ConnectionStore: Sendable {
    /// Reads one record.
    ///
    /// - Parameters:
    ///   - key: names the record.
    ///   - account: the account that asks; a record of another does not exist for it.
    /// - Returns: the record as the last commit before the call left it, or a later one; `nil` when there is none.
    /// - Throws: ``StoreError``.
    func record(_ key: RecordKey, in account: AccountID) async throws(StoreError) -> Record?

    /// Reads a page of the records that `selection` asks for, in the order of their keys.
    ///
    /// - Parameters:
    ///   - selection: what is asked for.
    ///   - account: the account that asks.
    ///   - cursor: where to begin; `nil` at the beginning.
    ///   - limit: how many at most; 1 to 1,000.
    /// - Returns: the page.
    /// - Throws: ``StoreError``.
    func page(
        _ selection: Selection, in account: AccountID, after cursor: Cursor?, limit: Int
    ) async throws(StoreError) -> Page<Record>

    /// Commits a change set, all or nothing, and durably.
    ///
    /// - Parameters:
    ///   - changes: what to write, to expect and to audit.
    ///   - link: makes the code that chains an audit entry to the one before; called inside the commit, once for each entry,
    ///     in order.
    /// - Returns: the audit records as they were written.
    /// - Throws: ``StoreError``; after a conflict nothing is written, and ``StoreError/Code/cancelled`` is never told of what
    ///   was.
    @discardableResult
    func commit(_ changes: ChangeSet, link: @escaping AuditLink) async throws(StoreError) -> [AuditRecord]

    /// The revision of an account, which each change of a status, a definition or a data key raises and a refresh does not.
    /// Cheap: it is asked on every use of a connection.
    ///
    /// - Throws: ``StoreError``.
    func revision(of account: AccountID) async throws(StoreError) -> Int

    /// Reads what is due at `moment`, over all accounts, soonest first.
    ///
    /// - Parameters:
    ///   - work: what is asked for.
    ///   - moment: what is due then or before.
    ///   - limit: how many at most; 1 to 1,000.
    /// - Returns: the records.
    /// - Throws: ``StoreError``.
    func due(_ work: DueWork, at moment: Timestamp, limit: Int) async throws(StoreError) -> [Record]

    /// The grants of a service and OAuth client that are in use, over all accounts, whose person at the service is
    /// `subject` or is not known; any person's when `subject` is `nil`. Asked before a revocation, whose reach may exceed
    /// the grant it is meant for.
    ///
    /// - Parameters:
    ///   - connector: the service.
    ///   - clientID: the OAuth client.
    ///   - subject: the person at the service; `nil` when they are not known.
    ///   - excluded: the grant that is to be revoked.
    /// - Returns: whether there is one whose status is authorized or suspended.
    /// - Throws: ``StoreError``.
    func hasLiveGrant(
        connector: ConnectorID, clientID: String, subject: String?, excluding excluded: Grant.ID
    ) async throws(StoreError) -> Bool

    /// Reads a page of an account's audit trail, in the order of its numbers.
    ///
    /// - Parameters:
    ///   - account: whose trail.
    ///   - filter: which records; those of a connection and those of a person are found by an index.
    ///   - sequence: after which number; zero for the beginning.
    ///   - limit: how many at most; 1 to 1,000.
    /// - Returns: the records.
    /// - Throws: ``StoreError``.
    func audit(
        of account: AccountID, matching filter: AuditFilter, after sequence: Int, limit: Int
    ) async throws(StoreError) -> [AuditRecord]

    /// Where an account's audit trail begins: what ``ChangeSet/trimAudit(of:through:)`` left.
    ///
    /// - Throws: ``StoreError``.
    func auditStart(of account: AccountID) async throws(StoreError) -> AuditStart

    /// A data key for each of the host's keys that wrapped one, over all accounts, in the order of the bytes of the
    /// wrapping keys' identifiers: which one of several is the adapter's choice.
    ///
    /// - Parameters:
    ///   - wrappingKey: after which identifier; `nil` for the beginning.
    ///   - limit: how many at most; 1 to 1,000.
    /// - Returns: one data key for each wrapping key.
    /// - Throws: ``StoreError``.
    func wrappingKeys(after wrappingKey: String?, limit: Int) async throws(StoreError) -> [DataKey]

    /// The accounts of which anything was written down, those that were erased included, in the order of their bytes.
    ///
    /// An account is known from the first commit that moves its revision or adds to its trail.
    ///
    /// - Parameters:
    ///   - account: after which one; `nil` for the beginning.
    ///   - limit: how many at most; 1 to 1,000.
    /// - Returns: the accounts.
    /// - Throws: ``StoreError``.
    func accounts(after account: AccountID?, limit: Int) async throws(StoreError) -> [AccountID]
}

extension ConnectionStore {
    /// Reads a page of the whole trail of an account.
    ///
    /// - Throws: ``StoreError``.
    public func audit(
        of account: AccountID, after sequence: Int, limit: Int
    ) async throws(StoreError) -> [AuditRecord] {
        try await self.audit(of: account, matching: .all, after: sequence, limit: limit)
    }
}

/// Makes the code that chains an audit entry to the one before: from its account, its number, the code before it
/// (empty for the first) and the entry.
///
/// It must not block or wait.
public typealias AuditLink = @Sendable (_ sequence: Int, _ previous: [UInt8], _ entry: AuditEntry) -> [UInt8]
