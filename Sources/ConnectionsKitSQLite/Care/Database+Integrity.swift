import CSQLite

extension Database {
    /// Looks for damage and broken rules.
    ///
    /// - Parameters:
    ///   - depth: how much is looked at.
    ///   - migrator: what made the schema.
    ///   - limit: how many findings are enough, of pages and of references each.
    /// - Returns: what was found, the schema first.
    /// - Throws: ``SQLiteFailure`` when the look itself fails; damage is a finding.
    func findings(
        _ depth: SQLiteIntegrityReport.Depth, of migrator: Migrator, limit: Int = 100
    ) throws(SQLiteFailure) -> [SQLiteIntegrityReport.Finding] {
        var found: [SQLiteIntegrityReport.Finding] = []
        try found.add { () throws(SQLiteFailure) in try self.schemaFindings(of: migrator) }
        try found.add { () throws(SQLiteFailure) in try self.pageFindings(depth, limit) }
        try found.add { () throws(SQLiteFailure) in try self.referenceFindings(limit) }
        return found
    }

    private func pageFindings(
        _ depth: SQLiteIntegrityReport.Depth, _ limit: Int
    ) throws(SQLiteFailure) -> [SQLiteIntegrityReport.Finding] {
        let check = depth == .full ? "integrity_check" : "quick_check"
        var found: [SQLiteIntegrityReport.Finding] = []
        do throws(SQLiteFailure) {
            _ = try self.all("PRAGMA \(check)(\(limit))") { row throws(SQLiteFailure) in
                for line in try row.text().split(separator: "\n") where line != "ok" && !line.hasPrefix("***") {
                    found.append(.init(checked: String(line)))
                }
            }
        } catch {
            // Where pages cannot be followed the check ends; what it told before is what there is to know.
            guard error.kind == .damaged, !found.isEmpty else { throw error }
        }
        return found
    }

    private func referenceFindings(_ limit: Int) throws(SQLiteFailure) -> [SQLiteIntegrityReport.Finding] {
        try self.all(
            "SELECT \"table\", parent, count(*) FROM pragma_foreign_key_check GROUP BY 1, 2 LIMIT \(limit)"
        ) { row throws(SQLiteFailure) in
            let (table, parent, count) = (try row.text(), try row.text(), try row.int())
            return .init(subject: .reference, detail: "\(table), \(count) times, to \(parent)")
        }
    }

    private func schemaFindings(of migrator: Migrator) throws(SQLiteFailure) -> [SQLiteIntegrityReport.Finding] {
        let fresh = try Database.open(.memory)
        try migrator.migrate(fresh)
        let (made, found) = (try fresh.schema(), try self.schema())
        return made.keys.sorted().compactMap { name in
            guard let sql = found[name] else { return .init(subject: .schema, detail: "\(name) is missing") }
            return sql == made[name] ? nil : .init(subject: .schema, detail: "\(name) was changed")
        }
    }

    /// The SQL of each table, index and trigger by its kind and name.
    private func schema() throws(SQLiteFailure) -> [String: String] {
        let parts = try self.all("SELECT type || ' ' || name, sql FROM sqlite_schema WHERE sql IS NOT NULL") {
            row throws(SQLiteFailure) in (try row.text(), try row.text())
        }
        return Dictionary(parts) { first, _ in first }
    }
}

extension Database {
    /// Runs `body`, which only reads, on one state of the database.
    ///
    /// Unlike the end of a ``transaction(_:_:)``, the end of this does not fail where the database is damaged.
    func onOneState<Result>(_ body: () throws(SQLiteFailure) -> Result) throws(SQLiteFailure) -> Result {
        try self.run("BEGIN DEFERRED")
        defer { unsafe sqlite3_exec(self.connection, "ROLLBACK", nil, nil, nil) }
        return try body()
    }
}

extension [SQLiteIntegrityReport.Finding] {
    /// Adds what `look` finds; where pages cannot be followed, the look that follows them ends, and that is the finding.
    fileprivate mutating func add(_ look: () throws(SQLiteFailure) -> Self) throws(SQLiteFailure) {
        do throws(SQLiteFailure) {
            self += try look()
        } catch {
            guard error.kind == .damaged || error.kind == .notDatabase else { throw error }
            if !self.contains(where: { $0.subject == .page }) {
                self.append(.init(subject: .page, detail: error.detail))
            }
        }
    }
}

extension SQLiteIntegrityReport.Finding {
    /// A line of SQLite's check.
    fileprivate init(checked line: String) {
        let isOfIndex = line.contains(" index ")
        let isOfRow = ["NULL value in ", "CHECK constraint failed", " value in "].contains { line.contains($0) }
        self.init(subject: isOfIndex ? .index : isOfRow ? .row : .page, detail: line)
    }
}
