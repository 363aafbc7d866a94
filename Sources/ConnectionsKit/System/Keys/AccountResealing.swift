/// Seals the secrets of one account anew with the data key that seals, batch by batch.
///
/// How far it has come stands on the record of the oldest key that only opens, so that a rotation which was cut off goes on
/// from there, whatever there is of the account.
struct AccountResealing {
    let system: ConnectionSystem
    let account: AccountID
    /// The keys that open, and the one that seals.
    let held: HeldKeys
    let retired: Set<DataKey.ID>
    let settings: KeyRotation.Settings
    /// How many secrets of the older keys do not open; while there are any, no key is destroyed.
    private(set) var unreadable = 0

    private let first: DataKey.ID?
    private var walk: SealedWalk
    private var places: ArraySlice<SealedColumn.Place>
    private var sinceCheckpoint = 0

    init(
        system: ConnectionSystem, account: AccountID, held: HeldKeys, retired: [DataKey],
        settings: KeyRotation.Settings
    ) {
        self.system = system
        self.account = account
        self.held = held
        self.retired = Set(retired.map(\.id))
        self.settings = settings
        self.first = retired.map(\.id).min()
        var places = SealedColumn.Place.allCases[...]
        var after: Cursor?
        // Where there are several, a later one may have retired with secrets before the position of an earlier one.
        if retired.count == 1, let progress = retired.first?.progress, progress.target == held.writing.id,
            let index = places.firstIndex(where: { $0.rawValue == progress.place })
        {
            places = places[index...]
            after = progress.after.map { Cursor($0) }
        }
        let place = places.popFirst() ?? .credentialSets
        self.places = places
        self.walk = SealedWalk(system: system, account: account, place: place, after: after)
    }

    /// Seals the next records anew.
    ///
    /// - Returns: how many secrets were sealed anew; `nil` when everything was gone through.
    /// - Throws: ``ConnectionError``, ``ConnectionError/Code/conflict`` when the key that seals does so no longer.
    mutating func step() async throws(ConnectionError) -> Int? {
        while true {
            if let page = try await self.walk.next(limit: self.settings.batch) {
                let count = try await self.reseal(page)
                self.sinceCheckpoint += page.count
                try await self.checkpoint()
                return count
            }
            guard let place = self.places.popFirst() else { return nil }
            self.walk = SealedWalk(system: self.system, account: self.account, place: place)
        }
    }

    private mutating func reseal(_ page: [SealedRecord]) async throws(ConnectionError) -> Int {
        var waiting = page
        var count = 0
        while !waiting.isEmpty {
            var busy: [SealedRecord] = []
            count += try await self.commit(waiting, busy: &busy)
            waiting = []
            if busy.isEmpty { break }
            // They are being refreshed, or were written meanwhile: what is stored then is looked at anew.
            do { try await self.system.time.sleep(self.settings.poll) } catch {
                throw ConnectionError(.cancelled, "The task was cancelled.")
            }
            for record in busy {
                if let again = try await self.walk.again(record) { waiting.append(again) }
            }
        }
        return count
    }

    /// Commits what can be sealed anew of `records`, and tells what could not be written now.
    private mutating func commit(
        _ records: [SealedRecord], busy: inout [SealedRecord]
    ) async throws(ConnectionError) -> Int {
        // Sealed once, however often they are committed.
        var left: [(record: SealedRecord, write: ChangeSet)] = []
        for record in records where self.needsSealing(record) {
            var write = ChangeSet()
            do throws(SealerError) {
                try self.add(record, to: &write)
                left.append((record, write))
            } catch {
                guard error.code == .refused || error.code == .malformed else { throw ConnectionError(error) }
                self.unreadable += 1
            }
        }
        while !left.isEmpty {
            var changes = ChangeSet()
            for (_, write) in left { changes.append(write) }
            changes.expect(self.held)
            do throws(StoreError) {
                try await self.system.store.commit(changes, with: self.system.sealer)
                return left.reduce(0) { $0 + self.count($1.record) }
            } catch {
                guard case .conflict(let index, _) = error.code, index < left.count else {
                    throw ConnectionError(error)
                }
                busy.append(left.remove(at: index).record)
            }
        }
        return 0
    }

    private func needsSealing(_ record: SealedRecord) -> Bool { self.count(record) > 0 }

    /// How many secrets of a record an older key sealed.
    private func count(_ record: SealedRecord) -> Int {
        record.secrets.count { secret in
            self.system.sealer.dataKey(of: secret).map { self.retired.contains($0) } ?? false
        }
    }

    private func add(_ record: SealedRecord, to changes: inout ChangeSet) throws(SealerError) {
        try record.resealed(in: &changes) { (sealed, context) throws(SealerError) in
            guard let key = self.system.sealer.dataKey(of: sealed), self.retired.contains(key) else { return sealed }
            return try self.held.seal(try self.held.open(sealed, in: context), in: context)
        }
    }

    /// Writes down how far it has come, now and then; not past a secret that does not open.
    private mutating func checkpoint() async throws(ConnectionError) {
        guard self.sinceCheckpoint >= self.settings.checkpoint, self.unreadable == 0,
            // The state that names an attempt is a secret, and attempts are few.
            self.walk.place != .attempts, let after = self.walk.cursor, let first = self.first
        else { return }
        self.sinceCheckpoint = 0
        guard var key = try await self.system.find(DataKey.self, first, in: self.account) else { return }
        key.progress = DataKey.Progress(
            target: self.held.writing.id, place: self.walk.place.rawValue, after: after.text)
        var changes = ChangeSet()
        changes.update(key)
        do throws(StoreError) {
            try await self.system.store.commit(changes, with: self.system.sealer)
        } catch {
            // Another rotation beside this one writes it too.
            guard error.conflict != nil else { throw ConnectionError(error) }
        }
    }
}
