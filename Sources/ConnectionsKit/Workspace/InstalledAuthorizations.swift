/// The authorizations of an installation that an operation would end.
struct InstalledAuthorizations: Sendable {
    /// The connections of the installation, in the order of their link names.
    var connections: [Connection] = []
    /// The slots that it would remove.
    var slots: [Slot] = []
    /// The grants that would be revoked with them.
    var ending: [Grant] = []
    /// The grants that go on, since something else uses them.
    var kept: [Grant] = []
    /// What is told of either.
    var effects = Effects()
}

extension Workspace {
    /// The connections of an installation, and what becomes of their authorizations when the chosen slots are removed.
    func authorizations(
        of installation: Installation, in isChosen: (Slot.ID) -> Bool
    ) async throws(ConnectionError) -> InstalledAuthorizations {
        let account = installation.account
        var result = InstalledAuthorizations()
        result.connections = try await self.system.all(.connections(of: installation.id), in: account)
            .sorted { $0.linkName < $1.linkName }
        var owned: [(slot: Slot, connection: Connection)] = []
        for connection in result.connections {
            let slots = try await self.system.all(.slots(of: connection.id), in: account).filter { isChosen($0.id) }
            owned += slots.sorted { $0.id.order < $1.id.order }.map { ($0, connection) }
        }
        result.slots = owned.map(\.slot)
        (result.ending, result.kept) = try await self.system.grantsBehind(result.slots, in: account)
        let byID = Dictionary(result.ending.map { ($0.id, $0) }) { first, _ in first }
        for (slot, connection) in owned {
            if let grant = byID[slot.grant] {
                result.effects.revoked.append(Effects.Authorization(grant, in: slot.id, of: connection))
            }
        }
        result.effects.warnings = result.kept.map {
            "\"\($0.accountName)\" stays authorized, since another connection uses the authorization too."
        }
        return result
    }
}

extension Slot.ID {
    /// By environment, then by user.
    fileprivate var order: String { "\(self.environment?.rawValue ?? "")\u{0}\(self.user?.text ?? "")" }
}
