/// The authorizations of a connection, as they were read.
struct ConnectionAuthorizations: Sendable, Hashable {
    /// Where they are looked up.
    let slots: [Slot]
    /// The grants that nothing but this connection uses, and that end with it.
    let ending: [Grant]
    /// The grants that other connections use too.
    let kept: [Grant]

    /// Whether there are none that can still be used.
    var isEmpty: Bool { self.ending.isEmpty && self.kept.isEmpty }

    /// What is revoked when they are dropped.
    func revoked(of connection: Connection) -> [Effects.Authorization] {
        self.slots.compactMap { slot in
            self.ending.first { $0.id == slot.grant }.map { Effects.Authorization($0, in: slot.id, of: connection) }
        }
    }

    /// What is to be said of those that go on elsewhere when they are dropped.
    var warnings: [String] {
        self.kept.map {
            "The authorization of \"\($0.accountName)\" stays in force, since other connections use it."
        }
    }

    /// Those that lack some of `scopes`.
    func lacking(_ scopes: [String], of connection: Connection) -> [PendingConsent] {
        let grants = self.ending + self.kept
        return self.slots.compactMap { slot in
            guard let grant = grants.first(where: { $0.id == slot.grant }) else { return nil }
            let missing = grant.missing(scopes)
            guard !missing.isEmpty else { return nil }
            return PendingConsent(
                authorization: Effects.Authorization(grant, in: slot.id, of: connection), missingScopes: missing)
        }
    }

    /// Expects them to stand as they were read.
    func expect(in changes: inout ChangeSet) {
        for slot in self.slots { changes.expect(slot) }
        for grant in self.ending + self.kept { changes.expect(grant) }
    }

    /// Removes them, and revokes those that nothing else uses.
    func clear(in changes: inout ChangeSet, of system: ConnectionSystem) throws(ConnectionError) {
        try system.clear(self.slots, ending: self.ending, kept: self.kept, in: &changes)
    }
}

extension DeveloperConsole {
    /// Reads the authorizations of a connection.
    func authorizations(of connection: Connection) async throws(ConnectionError) -> ConnectionAuthorizations {
        let slots = try await self.system.all(.slots(of: connection.id), in: connection.account)
        let (ending, kept) = try await self.system.grantsBehind(slots, in: connection.account)
        return ConnectionAuthorizations(slots: slots, ending: ending, kept: kept)
    }
}
