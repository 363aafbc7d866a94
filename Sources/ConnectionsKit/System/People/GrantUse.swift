/// A grant with every slot that it serves.
package struct GrantUse: Sendable, Hashable {
    /// The grant.
    package var grant: Grant
    /// The slots that point at it, with their connections.
    package var slots: [Served]

    /// A slot with its connection.
    package struct Served: Sendable, Hashable {
        package var slot: Slot
        package var connection: Connection
    }

    /// Whether something on `side` is served by it; what serves nothing belongs to either.
    package func concerns(_ side: Side) -> Bool {
        self.slots.isEmpty || self.slots.contains { ($0.connection.side ?? side) == side }
    }

    /// What is told of it, for each slot.
    package var authorizations: [Effects.Authorization] {
        self.slots.map { Effects.Authorization(self.grant, in: $0.slot.id, of: $0.connection) }
    }
}

extension ConnectionSystem {
    /// What a person authorized that concerns one side of the account, with all that it serves; those that are over
    /// included.
    package func uses(
        ofGrantsBy user: UserID, in account: AccountID, on side: Side
    ) async throws(ConnectionError) -> [GrantUse] {
        var connections: [Connection.ID: Connection] = [:]
        var result: [GrantUse] = []
        for grant in try await self.all(.grants(of: user), in: account) where grant.authorizedBy == user {
            var use = GrantUse(grant: grant, slots: [])
            for slot in try await self.all(.slots(pointingAt: grant.id), in: account) {
                let id = slot.id.connection
                let known: Connection?
                if let read = connections[id] {
                    known = read
                } else {
                    known = try await self.find(Connection.self, id, in: account)
                }
                guard let connection = known else { continue }
                connections[id] = connection
                use.slots.append(GrantUse.Served(slot: slot, connection: connection))
            }
            if use.concerns(side) { result.append(use) }
        }
        return result
    }
}

extension [Effects.Authorization] {
    /// In the order of the names, then of the places.
    package var ordered: [Effects.Authorization] {
        self.sorted {
            ($0.name, $0.environment?.rawValue ?? "", $0.user?.text ?? "", $0.connection)
                < ($1.name, $1.environment?.rawValue ?? "", $1.user?.text ?? "", $1.connection)
        }
    }
}
