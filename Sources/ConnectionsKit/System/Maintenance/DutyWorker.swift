/// Does duties: one at a time by one process, since whoever takes a duty moves its due time first.
struct DutyWorker: Sendable {
    let system: ConnectionSystem

    enum Result: Sendable {
        case done
        case postponed
        /// Another process has it, or it is gone.
        case taken
    }

    func perform(_ duty: Duty) async -> Result {
        var mine = duty
        mine.tries += 1
        let delay = self.system.configuration.refresh.backOff(
            afterFailures: mine.tries + 4, asked: nil, random: self.system.random)
        mine.dueAt = self.system.time.now() + delay
        var claim = ChangeSet()
        claim.update(mine)
        do throws(StoreError) {
            try await self.system.store.commit(claim, with: self.system.sealer)
        } catch {
            return .taken
        }
        mine.version += 1
        do throws(ConnectionError) {
            switch mine.work {
            case .revoke(let grant): return try await self.revoke(grant, mine)
            case .sweep(let installation): return try await self.sweep(installation, mine)
            }
        } catch {
            return .postponed
        }
    }

    // MARK: - Revocation

    private func revoke(_ id: Grant.ID, _ duty: Duty) async throws(ConnectionError) -> Result {
        guard let grant = try await self.system.find(Grant.self, id, in: duty.account),
            let tokens = try await self.system.find(TokenState.self, id, in: duty.account)
        else {
            try await self.finish(duty, nil, .notOffered)
            return .done
        }
        // A refresh under way may bring other tokens than these.
        if let until = tokens.lease.until, self.system.time.now() < until { return .postponed }
        switch await self.call(grant, tokens) {
        case .success(let outcome):
            try await self.finish(duty, tokens, outcome)
            return .done
        case .failure(let error):
            guard duty.tries >= self.system.configuration.maintenance.revocationTries else { return .postponed }
            try await self.finish(duty, tokens, .failed(error.providerCode ?? error.code.description))
            return .done
        }
    }

    private func call(
        _ grant: Grant, _ tokens: TokenState
    ) async -> Swift.Result<Grant.Revocation, CredentialError> {
        do throws(CredentialError) {
            guard let connector = self.system.catalogue[grant.connector],
                let provider = self.system.providers[connector.authentication.method]
            else { throw CredentialError(.configuration, "no provider serves the connector \(grant.connector)") }
            if try await self.couldReachAnother(grant, connector) { return .success(.supersededNotRevoked) }
            var client: ClientRegistration?
            if let reference = grant.client?.credentialSet {
                client = try await ClientDirectory(store: self.system.store, sealer: self.system.sealer)
                    .registration(of: reference).client
            }
            let (access, refresh) = try await self.open(grant, tokens)
            let isConfirmed = try await provider.revoke(
                RevocationRequest(
                    connector: connector, dataCentre: grant.dataCentre, client: client,
                    clientID: grant.client?.clientID, access: access, refresh: refresh))
            return .success(isConfirmed ? .confirmed(self.system.time.now()) : .notOffered)
        } catch {
            return .failure(error)
        }
    }

    /// Whether a revocation at the service could end a grant of the same person and client that is in use.
    private func couldReachAnother(_ grant: Grant, _ connector: Connector) async throws(CredentialError) -> Bool {
        guard let facts = connector.authentication.oauth2, facts.revocationReach != .token, let client = grant.client
        else { return false }
        do throws(StoreError) {
            return try await self.system.store.hasLiveGrant(
                connector: connector.id, clientID: client.clientID, subject: grant.subject, excluding: grant.id)
        } catch {
            throw CredentialError(error)
        }
    }

    private func open(_ grant: Grant, _ tokens: TokenState) async throws(CredentialError) -> (Secret, Secret?) {
        do throws(SealerError) {
            let keys = try await self.system.sealer.keys(for: grant.account)
            var refresh: Secret?
            if let sealed = tokens.refresh { refresh = try keys.open(sealed, in: grant.sealContext(.refresh)) }
            return (try keys.open(tokens.access, in: grant.sealContext(.access)), refresh)
        } catch {
            throw CredentialError(error)
        }
    }

    /// Ends a revocation: its outcome stands on the grant, and the tokens are destroyed.
    private func finish(_ duty: Duty, _ tokens: TokenState?, _ outcome: Grant.Revocation) async throws(ConnectionError)
    {
        guard case .revoke(let id) = duty.work else { return }
        try await self.system.commit { () throws(ConnectionError) in
            var changes = ChangeSet()
            changes.delete(duty)
            if let current = try await self.system.find(TokenState.self, id, in: duty.account) {
                // Tokens that arrived meanwhile need a call of their own.
                if current.tokenVersion == tokens?.tokenVersion {
                    changes.delete(current)
                } else {
                    return Planned((), ChangeSet())
                }
            }
            if var grant = try await self.system.find(Grant.self, id, in: duty.account), tokens != nil {
                grant.revocation = outcome
                changes.update(grant)
                changes.record(
                    AuditEntry(
                        account: duty.account, at: self.system.time.now(), actor: .system, action: .revoke,
                        connection: grant.connection, grant: id, changed: ["revocation"]))
            }
            return Planned((), changes)
        }
    }

    // MARK: - Sweep

    /// Revokes the grants of an installation that is gone, page by page; a sweep that is cut off goes on where grants are
    /// left.
    private func sweep(_ id: Installation.ID, _ duty: Duty) async throws(ConnectionError) -> Result {
        for connection in try await self.system.all(.connections(of: id), in: duty.account) {
            for slot in try await self.system.all(.slots(of: connection.id), in: duty.account) {
                try await self.system.commit { () throws(ConnectionError) in
                    var changes = ChangeSet()
                    if let grant = try await self.system.find(Grant.self, slot.grant, in: duty.account), !grant.isOver {
                        changes.update(try self.system.advance { () throws(IllegalTransition) in try grant.revoking() })
                        changes.insert(self.system.revocationDuty(for: grant))
                    }
                    return Planned((), changes)
                }
            }
        }
        try await self.system.commit { () throws(ConnectionError) in
            var changes = ChangeSet()
            changes.delete(duty)
            return Planned((), changes)
        }
        return .done
    }
}
