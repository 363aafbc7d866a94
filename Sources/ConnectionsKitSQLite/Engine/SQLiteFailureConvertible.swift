/// An error that can carry a failure of SQLite, so that the closures of a transaction may throw errors of their own.
protocol SQLiteFailureConvertible: Error {
    /// Makes the error that stands for `failure`.
    init(_ failure: SQLiteFailure)
}

extension SQLiteFailureConvertible {
    /// Runs `body` and turns a failure of SQLite into this error.
    static func converting<Value>(_ body: () throws(SQLiteFailure) -> Value) throws(Self) -> Value {
        do { return try body() } catch { throw Self(error) }
    }
}

extension SQLiteFailure: SQLiteFailureConvertible {
    init(_ failure: SQLiteFailure) { self = failure }
}
