/// Goes through the records of one account that hold sealed secrets, one kind of them, page by page.
struct SealedWalk {
    let system: ConnectionSystem
    let account: AccountID
    let place: SealedColumn.Place
    /// Where the next page begins; `nil` at the beginning.
    private(set) var cursor: Cursor?
    private var isOver = false

    init(system: ConnectionSystem, account: AccountID, place: SealedColumn.Place, after cursor: Cursor? = nil) {
        self.system = system
        self.account = account
        self.place = place
        self.cursor = cursor
    }

    /// The next records; `nil` after the last.
    ///
    /// A page may be empty.
    mutating func next(limit: Int) async throws(ConnectionError) -> [SealedRecord]? {
        if self.isOver { return nil }
        do throws(StoreError) {
            switch self.place {
            case .credentialSets:
                return try await self.page(.credentialSets, limit).map { .credentialSet($0) }
            case .credentialRevisions:
                var result: [SealedRecord] = []
                for set in try await self.page(.credentialSets, limit) {
                    result += try await self.system.store.all(.revisions(of: set.id), in: self.account)
                        .map { .credentialRevision($0) }
                }
                return result
            case .tokens:
                var result: [SealedRecord] = []
                for grant in try await self.page(.grants(), limit) {
                    guard let record = try await self.record(of: grant) else { continue }
                    result.append(record)
                }
                return result
            case .attempts:
                var result: [SealedRecord] = []
                for attempt in try await self.page(.attempts, limit) {
                    guard let record = try await self.record(of: attempt) else { continue }
                    result.append(record)
                }
                return result
            }
        } catch {
            throw ConnectionError(error)
        }
    }

    /// The same record as it is stored now; `nil` when it is gone.
    func again(_ record: SealedRecord) async throws(ConnectionError) -> SealedRecord? {
        do throws(StoreError) {
            let store = self.system.store
            switch record {
            case .credentialSet(let set):
                return try await store.read(CredentialSet.self, set.id, in: self.account).map { .credentialSet($0) }
            case .credentialRevision(let revision):
                return try await store.read(CredentialSet.Revision.self, revision.id, in: self.account)
                    .map { .credentialRevision($0) }
            case .tokens(let grant, _): return try await self.record(of: grant)
            case .attempt(let attempt, _):
                guard let current = try await store.read(Attempt.self, attempt.state, in: self.account) else {
                    return nil
                }
                return try await self.record(of: current)
            }
        } catch {
            throw ConnectionError(error)
        }
    }

    private mutating func page<Value: StoredRecord>(
        _ query: Query<Value>, _ limit: Int
    ) async throws(StoreError) -> [Value] {
        let page = try await self.system.store.page(query, in: self.account, after: self.cursor, limit: limit)
        self.cursor = page.next
        self.isOver = page.next == nil
        return page.elements
    }

    private func record(of grant: Grant) async throws(StoreError) -> SealedRecord? {
        try await self.system.store.read(TokenState.self, grant.id, in: self.account).map { .tokens(grant, $0) }
    }

    /// An attempt at a connection that is gone can be completed by nobody: it is left to its deadline.
    private func record(of attempt: Attempt) async throws(StoreError) -> SealedRecord? {
        guard attempt.verifier != nil || attempt.device != nil else { return nil }
        return try await self.system.store.read(Connection.self, attempt.connection, in: self.account)
            .map { .attempt(attempt, $0) }
    }
}
