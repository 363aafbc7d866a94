extension ConnectionSystem {
    /// The authorizations of the account that could serve a connection in an environment as they are, by account name.
    ///
    /// An authorization is offered to those who could make it where it is used now.
    package func reusableAuthorizations(
        for id: Connection.ID, in environment: LiveEnvironment, as principal: Principal
    ) async throws(ConnectionError) -> [ReusableAuthorization] {
        let context = try await self.context(of: id, in: principal.account)
        try self.require(self.reuseRequest(.reuseAuthorization, context, environment, principal))
        let need = try await self.reuseNeed(of: context.connection, in: environment, by: principal)
        guard need.connection.kind == .admin else { return [] }
        let slot = context.connection.slot(in: environment, user: nil)
        let current = try await self.find(Slot.self, slot, in: principal.account)?.grant
        var result: [ReusableAuthorization] = []
        for grant in try await self.all(.grants(), in: principal.account) where grant.id != current {
            // Most grants need no look at their tokens and uses.
            guard need.refusal(of: grant, standing: grant.status) == nil,
                need.refusal(of: grant, standing: try await self.standing(of: grant)) == nil
            else { continue }
            let uses = try await self.uses(of: grant)
            guard uses.contains(where: { self.isSource($0.context, $0.slot, for: principal) }) else { continue }
            result.append(
                ReusableAuthorization(
                    grant, uses: uses.map { Effects.Authorization(grant, in: $0.slot.id, of: $0.context.connection) }))
        }
        return result.sorted { ($0.accountName, $0.id.description) < ($1.accountName, $1.id.description) }
    }

    /// Points the slot of a connection at an authorization of the account that serves other slots already.
    ///
    /// - Parameters:
    ///   - grantID: the authorization.
    ///   - id: the connection.
    ///   - environment: where.
    ///   - replacing: whether it must take the place of one that stands.
    ///   - principal: who does it.
    /// - Returns: how the connection stands then.
    /// - Throws: ``ConnectionError``.
    package func reuseAuthorization(
        _ grantID: Grant.ID, for id: Connection.ID, in environment: LiveEnvironment, replacing: Bool,
        as principal: Principal
    ) async throws(ConnectionError) -> ConnectionStatus {
        let action: Action = replacing ? .switchAuthorization : .reuseAuthorization
        return try await self.operate(action, as: principal) { () throws(ConnectionError) in
            let context = try await self.context(of: id, in: principal.account)
            try self.require(self.reuseRequest(action, context, environment, principal))
            if replacing { try self.require(self.reuseRequest(.reuseAuthorization, context, environment, principal)) }
            try context.requireConnector()
            var changes = ChangeSet()
            try await self.expectAuthorizable(context, environment, by: principal, in: &changes)
            let connection = context.connection
            let grant = try await self.load(Grant.self, grantID, in: principal.account, "authorization")
            let need = try await self.reuseNeed(of: connection, in: environment, by: principal)
            if let refusal = need.refusal(of: grant, standing: try await self.standing(of: grant)) { throw refusal }
            guard
                let source = try await self.uses(of: grant).first(where: {
                    self.isSource($0.context, $0.slot, for: principal)
                })
            else { throw .notFound("authorization") }
            if replacing { _ = try await self.standing(connection, in: environment, of: principal.user, "switched") }
            let slot = connection.slot(in: environment, user: nil)
            let old = try await self.grant(in: slot, of: principal.account)
            let status = try await self.status(grant, of: connection, context.installation, in: environment)
            if old?.grant.id == grant.id { return Planned(status, ChangeSet()) }
            self.expect(source.slot, of: source.context, need, in: &changes)
            // The grant is written, so that a removal of its other slots at the same time does not end it.
            changes.update(grant)
            if old == nil { changes.update(connection) } else { changes.expect(connection) }
            try await self.point(slot, at: grant, from: old, in: &changes)
            changes.record(self.entry(action, by: principal, connection: id, grant: grant.id, changed: ["grant"]))
            return Planned(status, changes)
        }
    }

    private func reuseRequest(
        _ action: Action, _ context: ConnectionContext, _ environment: LiveEnvironment, _ principal: Principal
    ) -> PolicyRequest {
        context.request(
            action, by: principal, on: principal.side, environment: environment, holder: principal.user)
    }

    private func reuseNeed(
        of connection: Connection, in environment: LiveEnvironment, by principal: Principal
    ) async throws(ConnectionError) -> ReuseNeed {
        var set: CredentialSet?
        if let reference = connection.credentialSet {
            set = try await self.find(CredentialSet.self, reference.id, in: reference.account)
        }
        return ReuseNeed(
            connection: connection, environment: environment, credentialSet: set, dataCentre: principal.dataCentre)
    }

    /// How a grant stands with its tokens.
    private func standing(of grant: Grant) async throws(ConnectionError) -> Grant.Status {
        grant.standing(
            with: try await self.find(TokenState.self, grant.id, in: grant.account), at: self.time.now())
    }

    /// The slots that point at a grant, with their connections.
    private func uses(of grant: Grant) async throws(ConnectionError) -> [(slot: Slot, context: ConnectionContext)] {
        var uses: [(slot: Slot, context: ConnectionContext)] = []
        for slot in try await self.all(.slots(pointingAt: grant.id), in: grant.account) {
            guard let connection = try await self.find(Connection.self, slot.id.connection, in: grant.account) else {
                continue
            }
            uses.append((slot, try await self.context(of: connection)))
        }
        return uses
    }

    /// Whether a use is one from which `principal` may take the authorization: they could make it there, and it is not
    /// about to be swept away with an application that is gone.
    private func isSource(_ context: ConnectionContext, _ slot: Slot, for principal: Principal) -> Bool {
        guard context.installation?.status != .uninstalled else { return false }
        let environments = slot.id.environment.map { [$0] } ?? LiveEnvironment.allCases
        return environments.contains { environment in
            self.policy.decide(self.reuseRequest(.reuseAuthorization, context, environment, principal)).isAllowed
        }
    }

    /// Expects what the choice of the authorization rested on.
    private func expect(
        _ slot: Slot, of context: ConnectionContext, _ need: ReuseNeed, in changes: inout ChangeSet
    ) {
        changes.expect(slot)
        changes.expect(context.connection)
        if let installation = context.installation { changes.expect(installation) }
        if let application = context.application { changes.expect(application) }
        if let set = need.credentialSet { changes.expect(set) }
    }
}
