/// What it will do to let one authorization serve all environments of a connection, or to let each have its own.
public struct SharingPlan: OperationPlan {
    /// The connection, as it was read.
    public let connection: Connection
    /// Whether one authorization will serve all environments.
    public let isShared: Bool
    /// The environment whose authorization is kept for all, or which keeps that of all.
    public let environment: LiveEnvironment
    /// The authorizations that are kept.
    public let kept: [Effects.Authorization]
    public let effects: Effects

    /// The slots that stay, under another name.
    let moved: [Slot]
    /// The slots that are removed.
    let removed: [Slot]
    /// The grants that end, since nothing else uses them.
    let ending: [Grant]
    /// The grants that go on; each loses a slot or has it moved.
    let living: [Grant]

    init(
        of connection: Connection, shared isShared: Bool, keeping environment: LiveEnvironment,
        elsewhere others: [LiveEnvironment], moved: [Slot], removed: [Slot], ending: [Grant], living: [Grant]
    ) {
        self.connection = connection
        self.isShared = isShared
        self.environment = environment
        self.moved = moved
        self.removed = removed
        self.ending = ending
        self.living = living
        let grants = Dictionary((ending + living).map { ($0.id, $0) }) { first, _ in first }
        let ended = Set(ending.map(\.id))
        self.kept = moved.compactMap { slot in
            let id = Self.place(of: slot, shared: isShared, keeping: environment)
            return grants[slot.grant].map { Effects.Authorization($0, in: id, of: connection) }
        }
        var effects = Effects()
        effects.reused = [Effects.Subject(connection)]
        effects.revoked = removed.filter { ended.contains($0.grant) }.compactMap { slot in
            grants[slot.grant].map { Effects.Authorization($0, in: slot.id, of: connection) }
        }
        if !isShared, !self.kept.isEmpty {
            effects.toAuthorize = others.map { Effects.Requirement(Effects.Subject(connection), in: $0) }
        }
        self.effects = effects
    }

    /// The name under which a slot stays.
    func place(of slot: Slot) -> Slot.ID { Self.place(of: slot, shared: self.isShared, keeping: self.environment) }

    private static func place(of slot: Slot, shared isShared: Bool, keeping environment: LiveEnvironment) -> Slot.ID {
        Slot.ID(connection: slot.id.connection, environment: isShared ? nil : environment, user: slot.id.user)
    }
}
