import Synchronization

/// Finds, makes and remembers the data keys of accounts.
///
/// What is remembered is good as long as the account's revision stands, which each change of its data keys moves.
package final class DataKeyDirectory: Sendable {
    private let store: any ConnectionStore
    private let sealer: any SecretSealer
    private let time: TimeSource
    private let random: RandomSource
    private let capacity: Int
    private let remembered = Mutex<[AccountID: Remembered]>([:])

    private struct Remembered {
        var revision: Int
        var records: [DataKey]
        var keys: HeldKeys
    }

    /// How often a record is read again whose secret was sealed anew, or a first key made that others make too.
    private static let tries = 8

    /// Makes an empty directory.
    ///
    /// - Parameters:
    ///   - store: where the data keys are kept.
    ///   - sealer: what unwraps them.
    ///   - time: the clock.
    ///   - random: where their identifiers come from.
    ///   - capacity: the keys of how many accounts are remembered at most.
    package init(
        store: any ConnectionStore, sealer: any SecretSealer, time: TimeSource, random: RandomSource,
        capacity: Int = 4_096
    ) {
        self.store = store
        self.sealer = sealer
        self.time = time
        self.random = random
        self.capacity = capacity
    }

    /// The keys of how many accounts are remembered.
    package var count: Int { self.remembered.withLock { $0.count } }

    /// The keys of an account; `nil` when it has none, since nothing was sealed yet or they were destroyed.
    ///
    /// - Throws: ``CredentialError``.
    package func keys(of account: AccountID) async throws(CredentialError) -> HeldKeys? {
        let known = self.remembered.withLock { $0[account] }
        let revision: Int
        let records: [DataKey]
        do throws(StoreError) {
            // Before the records: what they become later has a later revision.
            revision = try await self.store.revision(of: account)
            if let known, known.revision == revision { return known.keys }
            records = try await self.store.all(.dataKeys, in: account)
        } catch {
            throw CredentialError(error)
        }
        if let known, known.records == records {
            self.remember(Remembered(revision: revision, records: records, keys: known.keys), of: account)
            return known.keys
        }
        guard let writing = records.first(where: \.isWriting) else {
            self.remembered.withLock { $0[account] = nil }
            guard records.isEmpty else {
                throw CredentialError(.storeCorrupt, "of the account's data keys none seals")
            }
            return nil
        }
        do throws(SealerError) {
            let keys = HeldKeys(keys: try await self.sealer.keys(for: account, from: records), writing: writing)
            self.remember(Remembered(revision: revision, records: records, keys: keys), of: account)
            return keys
        } catch {
            throw CredentialError(error)
        }
    }

    /// The keys with which secrets of an account are sealed; its first data key is made now.
    ///
    /// The commit of what they seal expects them (``ChangeSet/expect(_:)``).
    ///
    /// - Throws: ``CredentialError``.
    package func sealing(for account: AccountID) async throws(CredentialError) -> HeldKeys {
        for _ in 0..<Self.tries {
            if let keys = try await self.keys(of: account) { return keys }
            let key = try await self.makeDataKey(for: account)
            var changes = ChangeSet()
            changes.insert(key)
            do throws(StoreError) {
                try await self.store.commit(changes, with: self.sealer)
            } catch {
                // Who makes it first makes it for all.
                guard error.conflict == .unique(.writingDataKey) else { throw CredentialError(error) }
            }
        }
        throw CredentialError(.storeUnavailable, "the data keys of the account keep changing")
    }

    /// A new data key, which is not stored yet.
    package func makeDataKey(for account: AccountID) async throws(CredentialError) -> DataKey {
        let id = DataKey.ID(self.random.uuid())
        do throws(SealerError) {
            return DataKey(
                id: id, account: account, wrapped: try await self.sealer.makeDataKey(id, for: account),
                createdAt: self.time.now())
        } catch {
            throw CredentialError(error)
        }
    }

    /// The keys with which the secrets of an account are opened.
    ///
    /// - Throws: ``CredentialError``, ``CredentialError/Code/storeCorrupt`` when the account has none.
    package func opening(for account: AccountID) async throws(CredentialError) -> HeldKeys {
        guard let keys = try await self.keys(of: account) else {
            throw CredentialError(
                SealerError(.unknownKey, "the data keys of the account are not here: they were destroyed"))
        }
        return keys
    }

    /// Opens secrets of a record that was just read.
    ///
    /// Where they were sealed anew since, and their old key is gone, the record is read again.
    ///
    /// - Parameters:
    ///   - record: the record.
    ///   - body: opens secrets of the record as it is then.
    /// - Returns: what `body` returns.
    /// - Throws: ``CredentialError``.
    package func open<Value: StoredRecord, Output>(
        _ record: Value, _ body: (Value, HeldKeys) throws(SealerError) -> Output
    ) async throws(CredentialError) -> Output {
        var record = record
        for _ in 0..<Self.tries {
            let keys = try await self.opening(for: record.account)
            do throws(SealerError) {
                return try body(record, keys)
            } catch {
                let known = record.version
                let again = try await self.read(record)
                guard error.code == .unknownKey, let again, again.version != known else { throw CredentialError(error) }
                record = again
            }
        }
        throw CredentialError(.storeUnavailable, "the record keeps changing")
    }

    private func read<Value: StoredRecord>(_ record: Value) async throws(CredentialError) -> Value? {
        do throws(StoreError) {
            return try await self.store.read(Value.self, record.storedKey, in: record.account)
        } catch {
            throw CredentialError(error)
        }
    }

    private func remember(_ keys: Remembered, of account: AccountID) {
        self.remembered.withLock { remembered in
            // To begin anew now and then costs less than to keep an order of use.
            if remembered.count >= self.capacity, remembered[account] == nil { remembered = [:] }
            remembered[account] = keys
        }
    }
}
