import CSQLite

// Each of these prepares its SQL once, keeps the statement, and leaves it reset and without values, also after an error.
extension Database {
    /// Runs one statement to its end and returns how many rows it inserted, updated or deleted.
    ///
    /// The count has no meaning for a statement that does none of these.
    @discardableResult
    func run<each Value: Bindable>(
        _ sql: String, _ values: repeat each Value
    ) throws(SQLiteFailure) -> Int {
        let statement = try self.start(sql, repeat each values)
        defer { statement.end() }
        while try statement.step() {}
        return Int(unsafe sqlite3_changes64(self.connection))
    }

    /// The first row of a statement's result, read by `read`; `nil` when there is none.
    func first<Result, each Value: Bindable>(
        _ sql: String, _ values: repeat each Value, read: (inout Row) throws(SQLiteFailure) -> Result
    ) throws(SQLiteFailure) -> Result? {
        let statement = try self.start(sql, repeat each values)
        defer { statement.end() }
        guard try statement.step() else { return nil }
        var row = Row(statement)
        let result = try read(&row)
        try statement.finish()
        return result
    }

    /// The first column of the first row, an integer; `nil` when there is no row.
    func firstInteger<each Value: Bindable>(
        _ sql: String, _ values: repeat each Value
    ) throws(SQLiteFailure) -> Int64? {
        try self.first(sql, repeat each values) { row throws(SQLiteFailure) in try row.integer() }
    }

    /// The first column of the first row, a text; `nil` when there is no row.
    func firstText<each Value: Bindable>(
        _ sql: String, _ values: repeat each Value
    ) throws(SQLiteFailure) -> String? {
        try self.first(sql, repeat each values) { row throws(SQLiteFailure) in try row.text() }
    }

    /// All rows of a statement's result, in order, each read by `read`.
    func all<Result, each Value: Bindable>(
        _ sql: String, _ values: repeat each Value, read: (inout Row) throws(SQLiteFailure) -> Result
    ) throws(SQLiteFailure) -> [Result] {
        let statement = try self.start(sql, repeat each values)
        defer { statement.end() }
        var results: [Result] = []
        while try statement.step() {
            var row = Row(statement)
            results.append(try read(&row))
        }
        return results
    }

    /// Runs any number of statements that take no values and whose results nobody needs; none of them is kept.
    func execute(_ script: String) throws(SQLiteFailure) {
        try self.requireTransactionIfBegun()
        let code = unsafe sqlite3_exec(self.connection, script, nil, nil, nil)
        guard code == SQLITE_OK else { throw self.failure(code, quotes: true) }
    }

    private func start<each Value: Bindable>(
        _ sql: String, _ values: repeat each Value
    ) throws(SQLiteFailure) -> Statement {
        try self.requireTransactionIfBegun()
        let statement = try self.statement(for: sql)
        var binder = unsafe Binder(statement.pointer)
        repeat (each values).bind(to: &binder)
        try statement.begin(binder)
        return statement
    }
}
