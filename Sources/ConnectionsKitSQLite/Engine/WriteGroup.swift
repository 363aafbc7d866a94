/// Writes that share one transaction, and so one wait for the disk.
///
/// The first of them needs no savepoint: when it throws, nobody else is undone with it. Each of the others has one, so
/// that whoever throws is undone alone.
struct WriteGroup {
    private enum Failure: SQLiteFailureConvertible {
        /// The last write that was begun threw, and there is nothing left of the transaction.
        case undone
        case failure(SQLiteFailure)

        init(_ failure: SQLiteFailure) { self = .failure(failure) }
    }

    /// What came of a transaction, and who took part.
    private enum Outcome {
        case committed([any QueuedWrite])
        /// The last one threw and undid the others, which have to be run again.
        case undone([any QueuedWrite])
        case failed([any QueuedWrite], SQLiteFailure)
    }

    /// How many writes it holds at most.
    let limit: Int
    /// The next write that waits; it is asked until just before the commit.
    let next: @Sendable () -> (any QueuedWrite)?

    /// Commits what waits, and tells each caller what came of it.
    func commit(to guarded: GuardedDatabase) {
        let outcome = guarded.withDatabase { database in self.transaction(in: database, self.next) }
        switch outcome {
        case .committed(let writes):
            for write in writes { write.end(nil) }
        case .failed(let writes, let failure):
            for write in writes { write.end(failure) }
        case .undone(var writes):
            writes.popLast()?.end(nil)
            for write in writes { self.commitAlone(write, to: guarded) }
        }
        // Whoever waited was told: only the next commit waits for this.
        guarded.withDatabase { database in database.checkpointIfDue() }
    }

    /// Runs a write again whose turn had come; it keeps its place before all who came later.
    private func commitAlone(_ write: any QueuedWrite, to guarded: GuardedDatabase) {
        let failure = guarded.withDatabase { database -> SQLiteFailure? in
            do throws(Failure) {
                try database.transaction { () throws(Failure) in
                    if !write.run(in: database) { throw .undone }
                }
            } catch {
                if case .failure(let failure) = error { return failure }
            }
            return nil
        }
        write.end(failure)
    }

    private func transaction(in database: Database, _ next: () -> (any QueuedWrite)?) -> Outcome {
        var writes: [any QueuedWrite] = []
        do throws(Failure) {
            try database.transaction { () throws(Failure) in
                while writes.count < self.limit, let write = next() {
                    guard write.begin() else { continue }
                    writes.append(write)
                    try self.run(write, isFirst: writes.count == 1, in: database)
                }
            }
            return .committed(writes)
        } catch {
            switch error {
            case .undone: return .undone(writes)
            case .failure(let failure):
                // Nobody's turn came where the transaction could not begin: all who wait would wait for the same.
                if writes.isEmpty { while writes.count < self.limit, let write = next() { writes.append(write) } }
                return .failed(writes, failure)
            }
        }
    }

    private func run(_ write: any QueuedWrite, isFirst: Bool, in database: Database) throws(Failure) {
        if isFirst {
            if !write.run(in: database) { throw .undone }
            return
        }
        try Failure.converting { () throws(SQLiteFailure) in _ = try database.run("SAVEPOINT member") }
        let holds = write.run(in: database)
        // SQLite ends the whole transaction by itself when the disk is full or fails.
        guard holds || database.isTransactionAlive else { throw .undone }
        try Failure.converting { () throws(SQLiteFailure) in
            if !holds { try database.run("ROLLBACK TO member") }
            _ = try database.run("RELEASE member")
        }
    }
}
