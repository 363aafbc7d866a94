// The computation behind an upgrade: the plan, and the change set that follows from the same steps.
extension Workspace {
    /// What an upgrade would do: the plan to show, and the steps that carry it out.
    func upgrade(
        of installation: Installation, to release: Release, by offer: ReleaseOffer, in environment: LiveEnvironment
    ) async throws(ConnectionError) -> (plan: UpgradePlan, steps: UpgradeSteps) {
        guard installation.isOf(offer) else { throw .notFound("share") }
        try self.system.advance { () throws(IllegalTransition) in
            try installation.requireUpgradable(to: release, in: environment)
        }
        let connections = try await self.system.all(.connections(of: installation.id), in: installation.account)
        let steps = try UpgradeSteps(installation, to: release, in: environment, connections: connections)
        var effects = steps.effects(in: environment, catalogue: self.system.catalogue)
        let environments = installation.environments(upgradedWith: environment, to: release)
        effects.toAuthorize = try await self.requirements(of: steps, in: environments, of: installation)
        let plan = UpgradePlan(
            installation: installation, environment: environment, offer: offer, release: release,
            scopeChanges: steps.kept.compactMap { $0.scopeChange(in: environment) }, effects: effects)
        return (plan, steps)
    }

    /// Who must authorize what in the environments that an upgrade changes.
    private func requirements(
        of steps: UpgradeSteps, in environments: [LiveEnvironment], of installation: Installation
    ) async throws(ConnectionError) -> [Effects.Requirement] {
        let isDivided = installation.environments.count > 1
        var requirements: [Effects.Requirement] = []
        for definition in steps.created {
            let places: [LiveEnvironment?] = definition.sharesAuthorization || !isDivided ? [nil] : environments
            requirements += places.map { Effects.Requirement(Effects.Subject(definition), in: $0) }
        }
        for step in steps.kept {
            for environment in step.new.sharesAuthorization ? environments.suffix(1) : environments {
                let place = step.new.sharesAuthorization || !isDivided ? nil : environment
                let subject = Effects.Subject(step.new)
                if let missing = try await self.missing(of: step, in: environment) {
                    requirements.append(Effects.Requirement(subject, in: place, missingScopes: missing))
                }
            }
        }
        return requirements
    }

    /// The scopes to which consent is asked for after a step; none where nobody has authorized, and `nil` where nothing is
    /// to be done.
    ///
    /// Of a logged-in user connection only what is added is told, since each user's authorization stands for itself.
    private func missing(
        of step: UpgradeSteps.Kept, in environment: LiveEnvironment
    ) async throws(ConnectionError) -> [String]? {
        if step.new.kind == .loggedInUser {
            let added = step.scopeChange(in: environment)?.added ?? []
            return added.isEmpty && step.old.exists(in: environment) ? nil : added
        }
        let slot = step.new.slot(in: environment, user: nil)
        guard let grant = try await self.system.grant(in: slot, of: step.new.account)?.grant,
            grant.status == .authorized
        else { return [] }
        let missing = grant.missing(step.new.scopes(in: environment))
        return missing.isEmpty ? nil : missing
    }

    /// Carries a plan out.
    func changes(
        of plan: UpgradePlan, _ steps: UpgradeSteps, by principal: Principal
    ) async throws(ConnectionError) -> Planned<Installation> {
        let installation = plan.installation
        var changes = ChangeSet()
        let share = try self.use(
            plan.offer, for: installation.id, licence: installation.licence, of: principal.account, in: &changes)
        let next = try self.system.advance { () throws(IllegalTransition) in
            plan.environment == .stage
                ? try installation.staged(plan.release, by: share)
                : try installation.upgraded(to: plan.release, by: share)
        }
        changes.update(next)
        for definition in steps.created {
            var connection = self.connection(from: definition, in: installation, by: principal)
            if plan.environment == .stage {
                connection.staged = Connection.Staged(scopes: definition.scopes, isNew: true)
            }
            self.insert(connection, from: definition, in: installation, by: principal, in: &changes)
        }
        for step in steps.kept {
            if step.new == step.old { changes.expect(step.old) } else { changes.update(step.new) }
            // Production's places stay those of its own release.
            guard plan.environment == .production || !step.old.exists(in: .production) else { continue }
            try await self.replaceReferences(
                to: step.old, with: step.definition.places, in: installation, by: principal, in: &changes)
        }
        for (old, new) in steps.dropped {
            if new == old { changes.expect(old) } else { changes.update(new) }
            guard new.isUnused else { continue }
            try await self.replaceReferences(to: old, with: [], in: installation, by: principal, in: &changes)
        }
        changes.record(
            self.system.entry(
                .upgrade, by: principal, subject: "installation:\(installation.id)",
                changed: [plan.environment == .stage ? "staged" : "release", "connections", "licence"]))
        return Planned(next.committed, changes)
    }
}
