/// What an upgrade makes of the connections of an installation; the plan and the act both follow from it.
struct UpgradeSteps: Sendable {
    /// The definitions of which connections will be made.
    var created: [BundledConnection] = []
    /// The connections that the release has too.
    var kept: [Kept] = []
    /// The connections that the release no longer has.
    var dropped: [(old: Connection, new: Connection)] = []

    /// A connection that the release has too.
    struct Kept: Sendable {
        var definition: BundledConnection
        var old: Connection
        var new: Connection

        /// How its scopes change in an environment; nothing when they stay.
        func scopeChange(in environment: LiveEnvironment) -> UpgradePlan.ScopeChange? {
            let before = self.old.scopes(in: environment)
            let after = self.new.scopes(in: environment)
            let added = after.filter { !before.contains($0) }
            let removed = before.filter { !after.contains($0) }
            guard !added.isEmpty || !removed.isEmpty else { return nil }
            return UpgradePlan.ScopeChange(connection: Effects.Subject(self.new), added: added, removed: removed)
        }
    }

    /// Matches the installed connections with the definitions of a release, each by the definition that it was made of.
    ///
    /// - Throws: ``ConnectionError/Code/wrongState`` when a new connection has the link name of another that stays.
    init(
        _ installation: Installation, to release: Release, in environment: LiveEnvironment, connections: [Connection]
    ) throws(ConnectionError) {
        let keepsStage = installation.keepsStage(afterUpgradeTo: release)
        var rest = connections
        for definition in release.connections {
            guard let index = rest.firstIndex(where: { $0.isMade(of: definition) }) else {
                self.created.append(definition)
                continue
            }
            let old = rest.remove(at: index)
            let new =
                environment == .stage
                ? old.staged(definition) : old.upgraded(to: definition, keepingStage: keepsStage)
            self.kept.append(Kept(definition: definition, old: old, new: new))
        }
        for old in rest.sorted(by: { $0.linkName < $1.linkName }) {
            let new = environment == .stage ? old.unusedInStage() : old.unused(keepingStage: keepsStage)
            self.dropped.append((old, new))
        }
        for definition in self.created where connections.contains(where: { $0.linkName == definition.linkName }) {
            throw ConnectionError(
                .wrongState,
                "Release \(release.number) has another connection \"\(definition.linkName)\" than the one installed.",
                remedy: "Uninstall the application, and install that release.")
        }
    }

    /// What is told of it, but for what must be authorized.
    func effects(in environment: LiveEnvironment, catalogue: Catalogue) -> Effects {
        var effects = Effects()
        effects.created = self.created.map { Effects.Subject($0) }
        effects.reused = self.kept.map { Effects.Subject($0.new) }
        effects.orphaned = self.dropped.filter { !$0.old.isUnused && $0.new.isUnused }.map { Effects.Subject($0.new) }
        effects.warnings = (self.created + self.kept.map(\.definition)).warnings(of: catalogue)
        if environment == .stage {
            effects.warnings += self.dropped.filter { !$0.new.isUnused }.map {
                "\"\($0.old.name)\" stays in use in production until that is upgraded too."
            }
        }
        return effects
    }
}

extension Connection {
    /// Whether an installation made it of a definition.
    func isMade(of definition: BundledConnection) -> Bool {
        if case .installed(_, definition.source) = self.origin { true } else { false }
    }
}

extension Installation {
    /// Whether stage tries out a release that is newer than this one would be in production.
    func keepsStage(afterUpgradeTo release: Release) -> Bool { self.staged.map { $0.number > release.number } ?? false }

    /// The environments whose release changes when one of them is upgraded: stage follows production.
    func environments(upgradedWith environment: LiveEnvironment, to release: Release) -> [LiveEnvironment] {
        guard environment == .production, self.environments.contains(.stage),
            !self.keepsStage(afterUpgradeTo: release), self.releaseNumber(in: .stage) < release.number
        else { return [environment] }
        return [.stage, .production]
    }
}
