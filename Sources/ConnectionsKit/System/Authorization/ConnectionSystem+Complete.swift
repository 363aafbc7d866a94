extension ConnectionSystem {
    /// Completes an authorization with the callback that a person brought back from the service.
    ///
    /// The attempt is consumed before the code is spent, and its person compared before that.
    package func completeAuthorization(
        _ callback: AuthorizationCallback, as principal: Principal
    ) async throws(ConnectionError) -> ConnectionStatus {
        try await self.complete(callback.state, .redirect, as: principal) { attempt, verifier in
            .callback(callback, verifier: verifier, redirectURI: attempt.redirectURI ?? "")
        }
    }

    /// Completes an authorization with the fields that a person filled in.
    package func completeAuthorization(
        _ state: String, fields: SecretFields, as principal: Principal
    ) async throws(ConnectionError) -> ConnectionStatus {
        try await self.complete(state, .fields, as: principal) { _, _ in .fields(fields) }
    }

    private func complete(
        _ state: String, _ way: AttemptWay, as principal: Principal,
        answer: (Attempt, Secret?) -> AuthorizationExchange.Answer
    ) async throws(ConnectionError) -> ConnectionStatus {
        let (attempt, context, keys) = try await self.consume(state, way, as: principal)
        let exchange: AuthorizationExchange
        do throws(ConnectionError) {
            let verifier = try await self.opened(.verifier, of: attempt, context.connection, with: keys) { $0.verifier }
            exchange = try await self.exchange(of: attempt, context, answer(attempt, verifier))
        } catch {
            throw await self.failure(error, of: attempt, sealedWith: keys, as: principal)
        }
        // The code is spent in a task of its own: a caller that is cancelled meanwhile leaves no grant behind unstored.
        return try await Task { await self.spend(exchange, for: attempt, keys, of: context.connection, as: principal) }
            .value.get()
    }

    /// Exchanges what was brought, and stores what came of it.
    private func spend(
        _ exchange: AuthorizationExchange, for attempt: Attempt, _ keys: HeldKeys?, of connection: Connection,
        as principal: Principal
    ) async -> Result<ConnectionStatus, ConnectionError> {
        do throws(ConnectionError) {
            let obtained: ObtainedCredential
            do throws(CredentialError) {
                obtained = try await self.answer(to: exchange)
            } catch {
                throw ConnectionError(error, of: connection)
            }
            return try await self.store(obtained, for: attempt, of: connection, as: principal)
        } catch {
            return .failure(await self.failure(error, of: attempt, sealedWith: keys, as: principal))
        }
    }

    /// What the service answers to what was brought.
    func answer(to exchange: AuthorizationExchange) async throws(CredentialError) -> ObtainedCredential {
        let method = exchange.connector.authentication.method
        guard let provider = self.providers[method] else {
            throw CredentialError(.configuration, "no provider serves the method \(method)")
        }
        return try await provider.complete(exchange)
    }

    /// What goes to the provider of an attempt, with the OAuth client with which it began, whatever its credential set has
    /// become since, and the connector as it serves the account for which it was begun.
    func exchange(
        of attempt: Attempt, _ context: ConnectionContext, _ answer: AuthorizationExchange.Answer
    ) async throws(ConnectionError) -> AuthorizationExchange {
        let client: ClientRegistration?
        do throws(CredentialError) {
            client = try await ClientDirectory(store: self.store, keys: self.keys).registration(of: attempt.client)
        } catch {
            throw ConnectionError(error, of: context.connection)
        }
        let connector: Connector
        do throws(InvalidInput) { connector = try context.connector.filled(with: attempt.details) } catch {
            throw ConnectionError(error)
        }
        return AuthorizationExchange(
            connector: connector, dataCentre: attempt.dataCentre, scopes: attempt.scopes, client: client,
            clientID: attempt.client?.clientID, answer: answer)
    }

    /// Consumes the attempt, once over all processes.
    ///
    /// The verifier of the returned attempt is still there, and so are the keys that open it: it is stored no longer, so
    /// that nobody seals it anew when its key is destroyed.
    private func consume(
        _ state: String, _ way: AttemptWay, as principal: Principal
    ) async throws(ConnectionError) -> (Attempt, ConnectionContext, HeldKeys?) {
        let result: (Attempt, ConnectionContext, HeldKeys?, ConnectionError?)
        result = try await self.operate(.authorize, as: principal) { () throws(ConnectionError) in
            let attempt = try await self.load(
                Attempt.self, state, in: principal.account, "authorization under way")
            let context = try await self.context(of: attempt.connection, in: principal.account)
            try context.requireConnector()
            // Keys that are away are told once the attempt is consumed.
            let keys = attempt.verifier == nil ? nil : try? await self.keys.keys(of: attempt.account)
            var changes = ChangeSet()
            do throws(IllegalTransition) {
                changes.update(try attempt.consumed(by: principal, at: self.time.now()))
            } catch {
                let refusal = try self.voiding(attempt, since: error, by: principal, in: &changes)
                return Planned((attempt, context, keys, refusal), changes)
            }
            try attempt.require(way)
            try self.require(context.request(completing: attempt, by: principal))
            return Planned((attempt, context, keys, nil), changes)
        }
        if let refusal = result.3 { throw refusal }
        return (result.0, result.1, result.2)
    }

    /// Voids an attempt that came late or was taken up by somebody else.
    ///
    /// - Returns: what to tell once that is committed.
    /// - Throws: what to tell of an attempt that stays as it is.
    func voiding(
        _ attempt: Attempt, since reason: IllegalTransition, by principal: Principal, in changes: inout ChangeSet
    ) throws(ConnectionError) -> ConnectionError {
        var refusal = ConnectionError(reason)
        if reason.reason == .late { refusal.detail = .timeLimit(attempt.deadline - attempt.startedAt) }
        guard reason.reason == .wrongPrincipal || reason.reason == .late else { throw refusal }
        changes.update(attempt.voided())
        changes.record(self.failed(refusal, attempt, principal))
        return refusal
    }

    /// The audit entry of an authorization that failed.
    func failed(_ error: ConnectionError, _ attempt: Attempt, _ principal: Principal) -> AuditEntry {
        self.entry(
            .authorize, by: principal, connection: attempt.connection,
            outcome: .failed(code: error.code.description))
    }

    /// A secret of an attempt, opened.
    ///
    /// - Parameters:
    ///   - field: which one.
    ///   - attempt: the attempt as it was read.
    ///   - connection: its connection.
    ///   - keys: the keys that are at hand; `nil` for those that the account has now.
    ///   - secret: where it stands.
    /// - Returns: the secret, if there is one.
    /// - Throws: ``ConnectionError``.
    func opened(
        _ field: SealContext.Field, of attempt: Attempt, _ connection: Connection, with keys: HeldKeys? = nil,
        _ secret: (Attempt) -> SealedSecret?
    ) async throws(ConnectionError) -> Secret? {
        guard let sealed = secret(attempt) else { return nil }
        if let keys {
            do throws(SealerError) {
                return try keys.open(sealed, in: attempt.sealContext(field, of: connection))
            } catch {
                throw ConnectionError(error)
            }
        }
        do throws(CredentialError) {
            return try await self.keys.open(attempt) { (attempt, keys) throws(SealerError) in
                guard let sealed = secret(attempt) else { return nil }
                return try keys.open(sealed, in: attempt.sealContext(field, of: connection))
            }
        } catch {
            throw ConnectionError(error)
        }
    }

    /// The keys with which secrets of an account are sealed.
    package func sealingKeys(for account: AccountID) async throws(ConnectionError) -> HeldKeys {
        do throws(CredentialError) { return try await self.keys.sealing(for: account) } catch {
            throw ConnectionError(error)
        }
    }

    /// What becomes of a failure after the attempt was consumed.
    ///
    /// Fields that were not acceptable can be corrected: nothing was spent, and the attempt is open again. Everything else
    /// needs a new authorization.
    private func failure(
        _ error: ConnectionError, of attempt: Attempt, sealedWith keys: HeldKeys?, as principal: Principal
    ) async -> ConnectionError {
        await self.audit(self.failed(error, attempt, principal))
        guard [.invalidInput, .missingCredentialField].contains(error.code) else {
            var told = error
            if told.code == .providerUnavailable || told.code == .unavailable {
                told.remedy = "Begin a new authorization."
            }
            return told
        }
        var changes = ChangeSet()
        var open = attempt
        open.version += 1
        open.status = .open
        changes.update(open)
        // What it holds is stored again.
        if let keys { changes.expect(keys) }
        // An attempt that cannot be opened again is begun anew.
        _ = try? await self.store.commit(changes, with: self.sealer)
        return error
    }
}
