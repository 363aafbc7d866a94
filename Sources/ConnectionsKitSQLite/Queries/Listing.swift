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
    init(_ table: Table, where condition: String, by index: String? = nil, fixing fixed: Int = 0) {
        let order = table.key.dropFirst(fixed).joined(separator: ", ")
        let marks = table.key.dropFirst(fixed).map { _ in "?" }.joined(separator: ", ")
        let repeated = table.key.prefix(fixed).map { " AND \($0) = ?" }.joined()
        let rows = (index.map { "INDEXED BY \($0) " } ?? "") + "WHERE account = ?1 AND \(condition)"
        self.first = table.select("\(rows) ORDER BY \(order) LIMIT ?")
        self.later = table.select("\(rows)\(repeated) AND (\(order)) > (\(marks)) ORDER BY \(order) LIMIT ?")
    }

    /// Makes the statements over rows that several indexes lead to.
    ///
    /// Each index is read in the order of the key and no further than the page reaches, so that a page costs the same in a
    /// list of any length.
    ///
    /// - Parameters:
    ///   - table: the table, whose key within the account is one column.
    ///   - indexes: what leads to the keys: the column that holds the key, and the rows, with the account as `?1` and what
    ///     is asked for as `?2`.
    init(_ table: Table, merging indexes: [(key: String, rows: String)]) {
        let order = table.key.joined()
        func page(limit: String, after key: String? = nil) -> String {
            let keys = indexes.map { index in
                "SELECT \(index.key) FROM \(index.rows)" + (key.map { " AND \(index.key) > \($0)" } ?? "")
            }
            let merged = "\(keys.joined(separator: " UNION ")) ORDER BY 1 LIMIT \(limit)"
            return table.select("WHERE account = ?1 AND \(order) IN (\(merged)) ORDER BY \(order) LIMIT \(limit)")
        }
        self.first = page(limit: "?3")
        self.later = page(limit: "?4", after: "?3")
    }
}

extension Listing {
    static let connections = Listing(Connection.table, where: "true")
    static let connectionsOfApplication = Listing(
        Connection.table,
        merging: [
            ("id", "connections WHERE account = ?1 AND application = ?2"),
            ("connection", "system_applications WHERE account = ?1 AND application = ?2"),
        ])
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
        merging: [
            ("id", "grants WHERE account = ?1 AND authorized_by = ?2"),
            ("id", "grants WHERE account = ?1 AND user = ?2"),
        ])
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
