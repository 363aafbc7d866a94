/// What the check of the keys found.
public struct KeyCheck: Sendable, Hashable {
    /// The key of the host that wraps.
    public var writing: String
    /// The keys of the host that can unwrap; `nil` where it does not tell.
    public var readable: Set<String>?
    /// The keys of the host that wrapped the stored data keys, in the order of their bytes; each has unwrapped one.
    public var inUse: [String] = []

    init(_ keys: WrappingKeys) {
        self.writing = keys.writing
        self.readable = keys.readable
    }
}

extension ConnectionSystem {
    /// Checks at the start of a host whether its keys are the right ones: one data key for each key that wrapped any is
    /// unwrapped, the key that wraps wraps one, and the key of the trail authenticates a record.
    ///
    /// It reads a handful of records, however many accounts there are, and writes nothing.
    ///
    /// - Returns: which keys are in use; keys that are not among them can be taken away.
    /// - Throws: ``ConnectionError``: ``ConnectionError/Code/wrongKey`` with the key that is missing or another, and what to
    ///   do about it; ``ConnectionError/Code/unavailable`` when the keys or the store cannot be reached.
    @discardableResult
    public func checkKeys() async throws(ConnectionError) -> KeyCheck {
        let samples: [DataKey]
        do throws(StoreError) { samples = try await self.store.wrappingKeys(after: nil, limit: 1_000) } catch {
            throw ConnectionError(error)
        }
        var check: KeyCheck
        do throws(SealerError) {
            check = KeyCheck(try await self.sealer.wrappingKeys())
            _ = try await self.sealer.makeDataKey(DataKey.ID(self.random.uuid()), for: "check")
            for key in samples {
                _ = try await self.sealer.keys(for: key.account, from: [key])
                check.inUse.append(key.wrapped.wrappingKey)
            }
        } catch {
            throw ConnectionError(error)
        }
        for account in samples.map(\.account) { try await self.checkTrail(of: account) }
        return check
    }

    /// Whether the first record of a trail has the code that the key of the trail gives it.
    private func checkTrail(of account: AccountID) async throws(ConnectionError) {
        let start = try await self.auditStart(of: account)
        guard let record = try await self.audit(of: account, after: start.sequence, limit: 1).first else { return }
        do throws(SealerError) {
            let code = try await self.sealer.auditKey(for: account)
                .authenticate(AuditChain.message(record.sequence, start.code, record.entry))
            guard Secret(code).matches(Secret(record.code)) else {
                throw SealerError(
                    .wrongKey,
                    "the audit key here is not the one with which the trail of \"\(account)\" was written, or the trail was "
                        + "changed")
            }
        } catch {
            throw ConnectionError(error)
        }
    }
}
