extension ConnectionSystem {
    /// The grants that would end with `slots`, since no other slot points at them, and those that would go on.
    ///
    /// Grants that are over are in neither list.
    package func grantsBehind(
        _ slots: [Slot], in account: AccountID
    ) async throws(ConnectionError) -> (ending: [Grant], kept: [Grant]) {
        let removed = Set(slots.map(\.id))
        var seen: Set<Grant.ID> = []
        var ending: [Grant] = []
        var kept: [Grant] = []
        for slot in slots where seen.insert(slot.grant).inserted {
            guard let grant = try await self.find(Grant.self, slot.grant, in: account), !grant.isOver else { continue }
            let users = try await self.all(.slots(pointingAt: grant.id), in: account)
            if users.allSatisfy({ removed.contains($0.id) }) { ending.append(grant) } else { kept.append(grant) }
        }
        return (ending, kept)
    }

    /// Removes slots, and revokes each grant to which no other slot points, with the duty to revoke it at the service.
    ///
    /// A grant that goes on is written too: of two removals at the same time, each of which would leave the grant to the
    /// other, one must begin again. Whoever points a further slot at a grant writes the grant for the same reason.
    ///
    /// - Returns: the grants that were revoked, as they stand now.
    @discardableResult
    package func clear(
        _ slots: [Slot], in changes: inout ChangeSet, of account: AccountID
    ) async throws(ConnectionError) -> [Grant] {
        let (ending, kept) = try await self.grantsBehind(slots, in: account)
        return try self.clear(slots, ending: ending, kept: kept, in: &changes)
    }

    /// Removes slots whose grants were read before: those that end with them, and those that go on.
    ///
    /// - Returns: the grants that were revoked, as they stand now.
    @discardableResult
    package func clear(
        _ slots: [Slot], ending: [Grant], kept: [Grant], in changes: inout ChangeSet
    ) throws(ConnectionError) -> [Grant] {
        for slot in slots { changes.delete(slot) }
        var revoked: [Grant] = []
        for grant in ending {
            let next = try self.advance { () throws(IllegalTransition) in try grant.revoking() }
            changes.update(next)
            changes.insert(self.revocationDuty(for: grant))
            revoked.append(next)
        }
        for grant in kept { changes.update(grant) }
        return revoked
    }

    /// Points a slot at a grant.
    ///
    /// The grant that it pointed at is superseded, with the duty to revoke it at the service, unless another slot uses it.
    ///
    /// - Parameters:
    ///   - id: the slot.
    ///   - grant: a grant that is new, or that the caller writes.
    ///   - old: the slot as it stands, with its grant; `nil` when there is none yet.
    ///   - changes: what is committed.
    /// - Throws: ``ConnectionError``.
    func point(
        _ id: Slot.ID, at grant: Grant, from old: (slot: Slot, grant: Grant)?, in changes: inout ChangeSet
    ) async throws(ConnectionError) {
        guard let old else {
            changes.insert(Slot(id: id, account: grant.account, grant: grant.id))
            return
        }
        var slot = old.slot
        slot.grant = grant.id
        changes.update(slot)
        guard !old.grant.isOver else { return }
        // Another slot may still use the old grant; see `clear`.
        let users = try await self.all(.slots(pointingAt: old.grant.id), in: grant.account)
        guard users.allSatisfy({ $0.id == id }) else { return changes.update(old.grant) }
        changes.update(try self.advance { () throws(IllegalTransition) in try old.grant.superseding() })
        changes.insert(self.revocationDuty(for: old.grant))
    }
}
