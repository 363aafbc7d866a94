extension ConnectionSystem {
    /// Removes a connection with its slots and its references, and revokes the grants that serve nothing else.
    ///
    /// It goes slot by slot, a commit each, so that one that is cut off can be begun again. The connection itself comes last:
    /// an authorization that ends meanwhile finds it gone, or is found with it.
    func remove(_ connection: Connection, by actor: AuditEntry.Actor) async throws(ConnectionError) {
        let account = connection.account
        try await self.forEach(.slots(of: connection.id), in: account) { (slot: Slot) throws(ConnectionError) in
            try await self.commit { () throws(ConnectionError) in
                var changes = ChangeSet()
                guard let current = try await self.find(Slot.self, slot.id, in: account) else {
                    return Planned((), changes)
                }
                try await self.clear([current], of: connection, in: &changes, by: actor)
                return Planned((), changes)
            }
        }
        try await self.commit { () throws(ConnectionError) in
            var changes = ChangeSet()
            guard let current = try await self.find(Connection.self, connection.id, in: account) else {
                return Planned((), changes)
            }
            // An authorization that ended meanwhile.
            let late = try await self.all(.slots(of: connection.id), in: account)
            try await self.clear(late, of: connection, in: &changes, by: actor)
            for reference in try await self.all(.references(to: connection.id), in: account) {
                changes.delete(reference)
            }
            changes.delete(current)
            // With which installation it went is told by nothing else once it is gone.
            if let installation = current.installation {
                changes.record(
                    AuditEntry(
                        account: account, at: self.time.now(), actor: actor, action: .uninstall,
                        connection: current.id, subject: "installation:\(installation)", changed: ["connection"]))
            }
            return Planned((), changes)
        }
    }

    private func clear(
        _ slots: [Slot], of connection: Connection, in changes: inout ChangeSet, by actor: AuditEntry.Actor
    ) async throws(ConnectionError) {
        for grant in try await self.clear(slots, in: &changes, of: connection.account) {
            var entry = self.entry(revoking: grant, by: actor)
            entry.connection = connection.id
            changes.record(entry)
        }
    }

    func entry(revoking grant: Grant, by actor: AuditEntry.Actor) -> AuditEntry {
        AuditEntry(
            account: grant.account, at: self.time.now(), actor: actor, action: .revoke, connection: grant.connection,
            grant: grant.id, changed: ["status"])
    }
}
