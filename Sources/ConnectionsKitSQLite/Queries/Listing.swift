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
    ///   - fixed: how many of the first columns of the key the condition fixes; the rest is the order.
    init(_ table: Table, where condition: String, fixing fixed: Int = 0) {
        let order = table.key.dropFirst(fixed).joined(separator: ", ")
        let marks = table.key.dropFirst(fixed).map { _ in "?" }.joined(separator: ", ")
        let repeated = table.key.prefix(fixed).map { " AND \($0) = ?" }.joined()
        let ending = "ORDER BY \(order) LIMIT ?"
        self.first = table.select("WHERE account = ?1 AND \(condition) \(ending)")
        self.later = table.select(
            "WHERE account = ?1 AND \(condition)\(repeated) AND (\(order)) > (\(marks)) \(ending)")
    }
}

extension Listing {
    static let connections = Listing(Connection.table, where: "true")
    static let connectionsOfApplication = Listing(
        Connection.table,
        where: """
            id IN (SELECT id FROM connections WHERE account = ?1 AND application = ?2 \
            UNION ALL SELECT connection FROM system_applications WHERE account = ?1 AND application = ?2)
            """)
    static let connectionsOfInstallation = Listing(Connection.table, where: "installation = ?2")
    static let linkName = Listing(Connection.table, where: "ifnull(installation, x'') = ?2 AND link_name = ?3")
    static let systemConnection = Listing(Connection.table, where: "kind = 'system' AND connector = ?2")
    static let references = Listing(Reference.table, where: "connection = ?2", fixing: 1)
    static let slots = Listing(Slot.table, where: "connection = ?2", fixing: 1)
    static let slotsOfGrant = Listing(Slot.table, where: "grant_id = ?2")
    static let grants = Listing(
        Grant.table,
        where: """
            id IN (SELECT id FROM grants WHERE account = ?1 AND authorized_by = ?2 \
            UNION ALL SELECT id FROM grants WHERE account = ?1 AND user = ?2)
            """)
    static let applications = Listing(Application.table, where: "true")
    static let releases = Listing(Release.table, where: "application = ?2")
    static let installations = Listing(Installation.table, where: "true")
    static let shares = Listing(Share.table, where: "client = ?2")
}
