extension SQLiteEngine {
    /// A connection for long work beside the store's own.
    ///
    /// - Throws: ``SQLiteFailure``; `vanished` when the file is no longer at its path.
    func aside() async throws(SQLiteFailure) -> SideConnection {
        let found = try await self.reader.readBesideCommits { database throws(SQLiteFailure) in
            (database.path, database.busyTimeout)
        }
        guard self.scanning != nil, let path = found.0 else {
            return SideConnection(self.writer.guarded, on: self.writer.queue, isStoresOwn: true)
        }
        do throws(SQLiteFailure) {
            let opened = try await SideConnection.opened(at: path, .readOnly, busyTimeout: found.1)
            // By now another file could be at that path: what is wanted is the one that the store has open.
            try await self.requirePresence()
            return opened
        } catch {
            // Of a file that is gone that is what matters.
            try await self.requirePresence()
            throw error
        }
    }

    private func requirePresence() async throws(SQLiteFailure) {
        try await self.reader.readBesideCommits { database throws(SQLiteFailure) in try database.requirePresence() }
    }
}
