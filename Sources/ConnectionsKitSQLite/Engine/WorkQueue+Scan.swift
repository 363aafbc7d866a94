extension WorkQueue {
    /// Runs `body` on this queue, on one state of a database.
    ///
    /// - Throws: what `body` throws, or its error made of a ``SQLiteFailure``.
    func scan<Value: Sendable, Failure: SQLiteFailureConvertible>(
        _ guarded: GuardedDatabase, _ body: @escaping @Sendable (Database) throws(Failure) -> Value
    ) async throws(Failure) -> Value {
        let result = await self.run {
            Result { () throws(Failure) in
                try guarded.withDatabase { database throws(Failure) in
                    try database.transaction(.deferred) { () throws(Failure) in try body(database) }
                }
            }
        }
        return try result.get()
    }
}
