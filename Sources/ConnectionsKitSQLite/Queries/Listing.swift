import ConnectionsKit

/// The two statements that answer a selection page by page, made once.
struct Listing: Sendable {
    /// Reads the first page; its last parameter is the number of rows.
    let first: String
    /// Reads a page after a key, which comes before the number of rows.
    let later: String

    /// Makes the statements over `table`.
    ///
    /// - Parameters:
    ///   - table: the table.
    ///   - condition: which rows, with the account as `?1` and what is asked for as `?2` and on.
    ///   - index: the index to use, which SQLite would not always choose: an order by the key can look cheaper to it than
    ///     rows by what is asked for.
    ///   - fixed: how many of the first columns of the key the condition fixes; the rest is the order.
    ///   - seeks: whether a later page is sought by its key. Not where the condition lists keys: SQLite would seek the
    ///     page and check each row of the account against the list.
    init(
        _ table: Table, where condition: String, by index: String? = nil, fixing fixed: Int = 0, seeks: Bool = true
    ) {
        let order = table.key.dropFirst(fixed)
        let marks = order.map { _ in "?" }.joined(separator: ", ")
        let position = order.map { seeks ? $0 : "+\($0)" }.joined(separator: ", ")
        let repeated = table.key.prefix(fixed).map { " AND \($0) = ?" }.joined()
        let rows = (index.map { "INDEXED BY \($0) " } ?? "") + "WHERE account = ?1 AND \(condition)"
        let ending = "ORDER BY \(order.joined(separator: ", ")) LIMIT ?"
        self.first = table.select("\(rows) \(ending)")
        self.later = table.select("\(rows)\(repeated) AND (\(position)) > (\(marks)) \(ending)")
    }
}

extension Listing {
    static let connections = Listing(Connection.table, where: "true")
    static let connectionsOfApplication = Listing(
        Connection.table,
        where: """
            id IN (SELECT id FROM connections WHERE account = ?1 AND application = ?2 \
            UNION ALL SELECT connection FROM system_applications WHERE account = ?1 AND application = ?2)
            """,
        seeks: false)
    static let connectionsOfInstallation = Listing(
        Connection.table, where: "installation = ?2", by: "connections_by_installation")
    static let linkName = Listing(
        Connection.table, where: "ifnull(installation, x'') = ?2 AND link_name = ?3", by: "unique_link_name")
    static let systemConnection = Listing(
        Connection.table, where: "kind = 'system' AND connector = ?2", by: "unique_system_connection")
    static let references = Listing(Reference.table, where: "connection = ?2", fixing: 1)
    static let slots = Listing(Slot.table, where: "connection = ?2", fixing: 1)
    static let slotsOfGrant = Listing(Slot.table, where: "grant_id = ?2", by: "slots_by_grant")
    static let grants = Listing(Grant.table, where: "true")
    static let grantsOfUser = Listing(
        Grant.table,
        where: """
            id IN (SELECT id FROM grants WHERE account = ?1 AND authorized_by = ?2 \
            UNION ALL SELECT id FROM grants WHERE account = ?1 AND user = ?2)
            """,
        seeks: false)
    static let credentialSets = Listing(CredentialSet.table, where: "true")
    static let credentialRevisions = Listing(CredentialSet.Revision.table, where: "credential_set = ?2", fixing: 1)
    static let guardians = Listing(UserGuard.table, where: "true")
    static let invitations = Listing(Invitation.table, where: "true")
    static let applications = Listing(Application.table, where: "true")
    static let releases = Listing(Release.table, where: "application = ?2", by: "releases_by_application")
    static let installations = Listing(Installation.table, where: "true")
    static let shares = Listing(Share.table, where: "client = ?2", by: "shares_by_client")
    static let sharesOfApplication = Listing(Share.table, where: "application = ?2", by: "shares_by_application")
    static let submissions = Listing(Submission.table, where: "status = ?2", by: "submissions_by_status")
    static let submissionsOfApplication = Listing(
        Submission.table, where: "developer = ?2 AND application = ?3", by: "submissions_by_application")
    static let attempts = Listing(Attempt.table, where: "true")
    static let dataKeys = Listing(DataKey.table, where: "true")
}
