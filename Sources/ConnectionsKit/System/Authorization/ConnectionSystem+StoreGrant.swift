extension ConnectionSystem {
    /// Stores what an authorization brought, and points its slot at the new grant.
    ///
    /// The grant that the slot pointed at is superseded. Where the connection, the installation or the person has gone
    /// meanwhile, the new grant is stored as revoked, with the duty to revoke it at the service: nothing is left behind.
    ///
    /// A store that is away is asked again for a while, since the code is spent and the tokens exist nowhere else.
    ///
    /// - Returns: how the connection stands, or why the grant was stored as revoked.
    /// - Throws: ``ConnectionError`` when nothing was stored.
    func store(
        _ obtained: ObtainedCredential, for attempt: Attempt, of known: Connection, as principal: Principal
    ) async throws(ConnectionError) -> Result<ConnectionStatus, ConnectionError> {
        var wait = Duration.milliseconds(20)
        for _ in 1..<max(1, self.configuration.refresh.persistTries) {
            do throws(ConnectionError) {
                return try await self.storeOnce(obtained, for: attempt, of: known, as: principal)
            } catch {
                guard error.code == .unavailable else { throw error }
            }
            try? await self.time.sleep(wait)
            wait = wait * 2
        }
        return try await self.storeOnce(obtained, for: attempt, of: known, as: principal)
    }

    private func storeOnce(
        _ obtained: ObtainedCredential, for attempt: Attempt, of known: Connection, as principal: Principal
    ) async throws(ConnectionError) -> Result<ConnectionStatus, ConnectionError> {
        try await self.commit { () throws(ConnectionError) in
            let keys = try await self.sealingKeys(for: attempt.account)
            // The answer of an earlier commit may have been lost.
            if let stored = try await self.find(Grant.self, attempt.grant, in: attempt.account) {
                let status = try await self.status(stored, of: known, nil, in: attempt.environment)
                return Planned(.success(status), ChangeSet())
            }
            // An attempt with a device code is still open: it is consumed by the commit that stores its grant.
            let open = attempt.device == nil ? nil : try await self.openAttempt(attempt)
            var changes = ChangeSet()
            let context: ConnectionContext
            do throws(ConnectionError) {
                if attempt.device != nil, open == nil {
                    throw ConnectionError(
                        .attemptVoided, "This authorization attempt was voided.", remedy: "Begin a new authorization.")
                }
                context = try await self.context(of: attempt.connection, in: attempt.account)
                try await self.expectAuthorizable(context, attempt.environment, by: principal, in: &changes)
                try await self.writeGuard(of: principal, in: &changes)
                try self.requireSameClient(attempt, context.connection)
                // What decides may have changed since the callback came: the connection may have got an application.
                try self.require(context.request(completing: attempt, by: principal))
            } catch {
                guard [.applicationDisabled, .suspended, .notFound, .attemptVoided, .denied].contains(error.code) else {
                    throw error
                }
                var discarding = try self.discarding(obtained, attempt, known, principal, keys, since: error)
                if let open { discarding.update(open.voided()) }
                return Planned(.failure(error), discarding)
            }
            if let open { changes.update(open.consumed()) }
            let (grant, tokens) = try await self.establish(
                obtained, for: attempt, context, by: principal, keys, changed: ["grant", "granted_scopes"], in: &changes
            )
            return Planned(
                .success(
                    self.status(grant, tokens, of: context.connection, context.installation, in: attempt.environment)),
                changes)
        }
    }

    /// The attempt as it is stored, while it is open.
    private func openAttempt(_ attempt: Attempt) async throws(ConnectionError) -> Attempt? {
        guard let current = try await self.find(Attempt.self, attempt.state, in: attempt.account),
            current.status == .open
        else { return nil }
        return current
    }

    /// Makes a grant of what was obtained, and points its slot at it.
    ///
    /// - Parameters:
    ///   - obtained: what was obtained.
    ///   - attempt: for whom and what.
    ///   - context: the connection with what decides on it.
    ///   - principal: who authorizes.
    ///   - keys: the account's keys.
    ///   - obtainedAt: when the tokens were obtained; `nil` for now.
    ///   - changed: what the audit entry says that changed.
    ///   - changes: what is committed.
    /// - Returns: the grant and its tokens.
    /// - Throws: ``ConnectionError``.
    func establish(
        _ obtained: ObtainedCredential, for attempt: Attempt, _ context: ConnectionContext, by principal: Principal,
        _ keys: HeldKeys, obtainedAt: Timestamp? = nil, changed: [String], in changes: inout ChangeSet
    ) async throws(ConnectionError) -> (Grant, TokenState) {
        let connection = context.connection
        // Whether environments share an authorization may have changed since the attempt began.
        let slot = connection.slot(in: attempt.environment, user: attempt.slot.user)
        let old = try await self.grant(in: slot, of: attempt.account)
        let name = try await self.accountName(
            obtained, of: connection, by: principal, replacing: old?.grant, in: &changes)
        // A slot more is a change of the connection: a deletion that saw none must not slip past it.
        if old == nil || name.isNumbered { changes.update(connection) } else { changes.expect(connection) }
        let grant = self.grant(of: attempt, obtained, connection, named: name.text, by: principal)
        let tokens = try self.insert(grant, obtained, keys, obtainedAt: obtainedAt, in: &changes)
        try await self.point(slot, at: grant, from: old, in: &changes)
        changes.record(
            self.entry(.authorize, by: principal, connection: connection.id, grant: grant.id, changed: changed))
        return (grant, tokens)
    }

    /// Refuses what was obtained with an OAuth client that the connection no longer uses.
    private func requireSameClient(_ attempt: Attempt, _ connection: Connection) throws(ConnectionError) {
        guard attempt.client?.credentialSet == connection.credentialSet else {
            throw ConnectionError(
                .attemptVoided, "\"\(connection.name)\" uses another OAuth client since this authorization began.",
                remedy: "Begin a new authorization.")
        }
    }

    /// The grant that an attempt makes of what was obtained.
    private func grant(
        of attempt: Attempt, _ obtained: ObtainedCredential, _ connection: Connection, named accountName: String,
        by principal: Principal
    ) -> Grant {
        var grant = Grant(
            id: attempt.grant, account: attempt.account, connection: connection.id, kind: connection.kind,
            connector: connection.connector, user: attempt.slot.user, authorizedBy: principal.user,
            dataCentre: attempt.dataCentre, accountName: accountName, subject: obtained.subject, client: attempt.client,
            requestedScopes: attempt.scopes, grantedScopes: obtained.scopes ?? attempt.scopes,
            createdAt: self.time.now())
        // What was given names the account's hosts: nothing that the service tells takes its place.
        grant.details = attempt.details.merging(obtained.details) { given, _ in given }
        return grant
    }

    @discardableResult
    private func insert(
        _ grant: Grant, _ obtained: ObtainedCredential, _ keys: HeldKeys, obtainedAt: Timestamp? = nil,
        in changes: inout ChangeSet
    ) throws(ConnectionError) -> TokenState {
        let now = self.time.now()
        do throws(SealerError) {
            var refresh: SealedSecret?
            if let token = obtained.refresh { refresh = try keys.seal(token, in: grant.sealContext(.refresh)) }
            let access = try keys.seal(obtained.access, in: grant.sealContext(.access))
            var tokens = TokenState(
                grant: grant.id, account: grant.account, access: access, refresh: refresh,
                obtainedAt: obtainedAt ?? now, expiresAt: obtained.lifetime.map { now + $0 })
            tokens.refreshIdleLifetime =
                self.catalogue[grant.connector]?.authentication.oauth2?.refreshTokenIdleLifetime
            changes.insert(grant)
            changes.insert(tokens)
            changes.expect(keys)
            return tokens
        } catch {
            throw ConnectionError(error)
        }
    }

    private func discarding(
        _ obtained: ObtainedCredential, _ attempt: Attempt, _ connection: Connection, _ principal: Principal,
        _ keys: HeldKeys, since error: ConnectionError
    ) throws(ConnectionError) -> ChangeSet {
        var changes = ChangeSet()
        var grant = self.grant(
            of: attempt, obtained, connection, named: obtained.accountName ?? connection.name, by: principal)
        grant.status = .revoked
        grant.revocation = .pending
        try self.insert(grant, obtained, keys, in: &changes)
        changes.insert(self.revocationDuty(for: grant))
        changes.record(
            self.entry(
                .authorize, by: principal, connection: connection.id, grant: grant.id,
                outcome: .failed(code: error.code.description), changed: ["grant"]))
        return changes
    }

    /// The duty to remove the connections of an installation that is gone, due at once.
    package func sweepDuty(for installation: Installation) -> Duty {
        Duty(
            id: Duty.ID(self.random.uuid()), account: installation.account, work: .sweep(installation.id),
            dueAt: self.time.now())
    }

    /// The duty to revoke a grant at the service, due at once.
    package func revocationDuty(for grant: Grant) -> Duty {
        Duty(
            id: Duty.ID(self.random.uuid()), account: grant.account, work: .revoke(grant.id), dueAt: self.time.now())
    }
}
