extension DeveloperConsole {
    /// Works out what a change of a credential set would do.
    ///
    /// - Parameters:
    ///   - change: what is to be changed.
    ///   - id: the set.
    ///   - principal: a super admin or developer of the console.
    /// - Returns: the plan.
    /// - Throws: ``ConnectionError``, ``ConnectionError/Code/inUse`` with the connections that keep the set from being
    ///   deleted.
    public func planCredentialSet(
        _ change: CredentialSetPlan.Change, of id: CredentialSet.ID, as principal: Principal
    ) async throws(ConnectionError) -> CredentialSetPlan {
        try self.system.require(PolicyRequest(.manageCredentialSet, by: principal))
        let set = try await self.system.load(CredentialSet.self, id, in: principal.account, "credential set")
        let draft = CredentialSetDraft(
            set: set, change: change, earlier: try await self.earlierRevisions(of: set),
            connections: try await self.connections(using: set))
        try draft.validate(in: self.system)
        let clients = try await self.clients(of: draft.connections)
        var grants: [Grant] = []
        var requirements: [Effects.Requirement] = []
        if draft.needsGrants {
            grants = try await self.system.all(.grants(), in: principal.account)
                .filter { $0.client?.credentialSet == CredentialSet.Reference(account: set.account, id: set.id) }
                .sorted { $0.id < $1.id }
            requirements = try await self.requirements(of: draft.ending(of: grants))
        }
        return draft.plan(grants: grants, toAuthorize: requirements, clients: clients.count)
    }

    /// Changes a credential set.
    ///
    /// - Parameters:
    ///   - plan: what ``planCredentialSet(_:of:as:)`` worked out.
    ///   - secret: the new client secret, for a new secret or a new client; `nil` where the service's clients are public,
    ///     and for every other change.
    ///   - principal: a super admin or developer of the console.
    /// - Returns: the set as it stands then; as it stood, when it is deleted.
    /// - Throws: ``ConnectionError``, ``ConnectionError/Code/conflict`` when anything in the plan has changed.
    @discardableResult
    public func changeCredentialSet(
        _ plan: CredentialSetPlan, secret: Secret? = nil, as principal: Principal
    ) async throws(ConnectionError) -> CredentialSet {
        try await self.system.operate(.manageCredentialSet, as: principal) { () throws(ConnectionError) in
            try await self.system.requireCurrent(plan) { () throws(ConnectionError) in
                try await self.planCredentialSet(plan.change, of: plan.set.id, as: principal)
            }
            var changes = ChangeSet()
            // The plan names them.
            for connection in plan.connections { changes.expect(connection) }
            let set = try await self.apply(plan, secret, by: principal, in: &changes)
            return Planned(set, changes)
        }
    }

    private func apply(
        _ plan: CredentialSetPlan, _ secret: Secret?, by principal: Principal, in changes: inout ChangeSet
    ) async throws(ConnectionError) -> CredentialSet {
        let set = plan.set
        let now = self.system.time.now()
        func record(_ changed: [String], grant: Grant? = nil) {
            changes.record(
                self.system.entry(
                    .manageCredentialSet, by: principal, connection: grant?.connection, grant: grant?.id,
                    subject: "credential_set:\(set.id)", changed: changed))
        }
        switch plan.change {
        case .secret, .client:
            let input = try CredentialSetInput(set.connector, in: self.system)
            try input.validate(secret: secret)
            var contents = set.contents
            contents.secret = try await self.seal(secret, of: set.id, in: set.account, &changes)
            contents.authentication = input.facts.clientAuthentication
            var changed = ["secret", "revision"]
            if case .client(let clientID, let redirectURI) = plan.change {
                contents.clientID = clientID
                contents.redirectURI = redirectURI
                changed = ["client_id", "redirect_uri"] + changed
            }
            let (next, earlier) = set.replaced(by: contents, at: now)
            changes.update(next)
            changes.insert(earlier)
            record(changed)
            return next.committed

        case .redirectURI(let address):
            var next = set
            next.redirectURI = address
            changes.update(next)
            record(["redirect_uri"])
            return next.committed

        case .retirement(let number):
            guard let revision = plan.earlier.first(where: { $0.id.number == number }) else {
                throw .notFound("revision")
            }
            changes.update(set)
            changes.update(try self.system.advance { () throws(IllegalTransition) in try revision.retired(at: now) })
            record(["secret", "retired_at"])
            for grant in plan.ending {
                changes.update(
                    try self.system.advance { () throws(IllegalTransition) in
                        try grant.needingReauthorization(.clientRetired)
                    })
                record(["status"], grant: grant)
            }
            return set.committed

        case .deletion:
            for revision in plan.earlier { changes.delete(revision) }
            changes.delete(set)
            record([])
            for grant in plan.unrevoked {
                var next = grant
                next.revocation = .failed("client_deleted")
                changes.update(next)
                // Nobody can revoke them at the service any more; the duty finds nothing left to do.
                if let tokens = try await self.system.find(TokenState.self, grant.id, in: grant.account) {
                    changes.delete(tokens)
                }
                record(["revocation"], grant: grant)
            }
            return set
        }
    }

    /// The clients that have, or were offered, an application with one of the connections.
    private func clients(of connections: [Connection]) async throws(ConnectionError) -> Set<AccountID> {
        let published = connections.filter { $0.firstRelease != nil }
        var result: Set<AccountID> = []
        for connection in published {
            guard let application = connection.application else { continue }
            for share in try await self.system.all(.shares(of: application), in: connection.account)
            where !share.isWithdrawn || share.installation != nil {
                result.insert(share.client)
            }
        }
        return result
    }

    /// What must be authorized again once the grants have ended, in the order of the names.
    private func requirements(of grants: [Grant]) async throws(ConnectionError) -> [Effects.Requirement] {
        var found: [Effects.Requirement] = []
        for grant in grants {
            for slot in try await self.system.all(.slots(pointingAt: grant.id), in: grant.account) {
                guard
                    let connection = try await self.system.find(Connection.self, slot.id.connection, in: grant.account)
                else { continue }
                let requirement = Effects.Requirement(Effects.Subject(connection), in: slot.id.environment)
                if !found.contains(requirement) { found.append(requirement) }
            }
        }
        return found.sorted {
            ($0.connection.name, $0.environment?.rawValue ?? "") < ($1.connection.name, $1.environment?.rawValue ?? "")
        }
    }
}
