extension ConnectionSystem {
    /// Completes an authorization with the callback that a person brought back from the service.
    ///
    /// The attempt is consumed before the code is spent, and its person compared before that.
    package func completeAuthorization(
        _ callback: AuthorizationCallback, as principal: Principal
    ) async throws(ConnectionError) -> ConnectionStatus {
        try await self.complete(callback.state, as: principal) { attempt, verifier throws(ConnectionError) in
            guard let redirectURI = attempt.redirectURI else {
                throw ConnectionError(
                    .invalidInput, "This connection is authorized by its fields.", remedy: "Pass the fields.")
            }
            return .callback(callback, verifier: verifier, redirectURI: redirectURI)
        }
    }

    /// Completes an authorization with the fields that a person filled in.
    package func completeAuthorization(
        _ state: String, fields: SecretFields, as principal: Principal
    ) async throws(ConnectionError) -> ConnectionStatus {
        try await self.complete(state, as: principal) { attempt, _ throws(ConnectionError) in
            guard attempt.redirectURI == nil else {
                throw ConnectionError(
                    .invalidInput, "This connection is authorized at the service.", remedy: "Pass the callback.")
            }
            return .fields(fields)
        }
    }

    private func complete(
        _ state: String, as principal: Principal,
        answer: (Attempt, Secret?) throws(ConnectionError) -> AuthorizationExchange.Answer
    ) async throws(ConnectionError) -> ConnectionStatus {
        let (attempt, context) = try await self.consume(state, as: principal)
        let exchange: AuthorizationExchange
        do throws(ConnectionError) {
            let verifier = try await self.verifier(of: attempt, context)
            let registration = try await self.client(of: attempt, context.connection)
            exchange = AuthorizationExchange(
                connector: try self.serving(attempt, context.connector), dataCentre: attempt.dataCentre,
                scopes: attempt.scopes,
                client: registration, clientID: attempt.client?.clientID, answer: try answer(attempt, verifier))
        } catch {
            throw await self.failure(error, of: attempt, as: principal)
        }
        // The code is spent in a task of its own: a caller that is cancelled meanwhile leaves no grant behind unstored.
        return try await Task { await self.spend(exchange, for: attempt, of: context.connection, as: principal) }
            .value.get()
    }

    /// Exchanges what was brought, and stores what came of it.
    private func spend(
        _ exchange: AuthorizationExchange, for attempt: Attempt, of connection: Connection, as principal: Principal
    ) async -> Result<ConnectionStatus, ConnectionError> {
        do throws(ConnectionError) {
            let obtained: ObtainedCredential
            do throws(CredentialError) {
                obtained = try await self.provider(for: exchange.connector, exchange)
            } catch {
                throw ConnectionError(error, of: connection)
            }
            return try await self.store(obtained, for: attempt, of: connection, as: principal)
        } catch {
            return .failure(await self.failure(error, of: attempt, as: principal))
        }
    }

    private func provider(
        for connector: Connector, _ exchange: AuthorizationExchange
    ) async throws(CredentialError) -> ObtainedCredential {
        guard let provider = self.providers[connector.authentication.method] else {
            throw CredentialError(.configuration, "no provider serves the method \(connector.authentication.method)")
        }
        return try await provider.complete(exchange)
    }

    /// Consumes the attempt, once over all processes.
    ///
    /// The verifier of the returned attempt is still there.
    private func consume(
        _ state: String, as principal: Principal
    ) async throws(ConnectionError) -> (Attempt, ConnectionContext) {
        let result: (Attempt, ConnectionContext, ConnectionError?) = try await self.operate(.authorize, as: principal) {
            () throws(ConnectionError) in
            let attempt = try await self.load(
                Attempt.self, state, in: principal.account, "authorization under way")
            let context = try await self.context(of: attempt.connection, in: principal.account)
            try context.requireConnector()
            var changes = ChangeSet()
            do throws(IllegalTransition) {
                changes.update(try attempt.consumed(by: principal, at: self.time.now()))
            } catch {
                var refusal = ConnectionError(error)
                if error.reason == .late { refusal.detail = .timeLimit(attempt.deadline - attempt.startedAt) }
                guard error.reason == .wrongPrincipal || error.reason == .late else { throw refusal }
                changes.update(attempt.voided())
                changes.record(
                    self.entry(
                        .authorize, by: principal, connection: attempt.connection,
                        outcome: .failed(code: refusal.code.description)))
                return Planned((attempt, context, refusal), changes)
            }
            try self.require(
                context.request(
                    .authorize, by: principal, on: principal.side, environment: attempt.environment,
                    holder: attempt.slot.user ?? principal.user))
            return Planned((attempt, context, nil), changes)
        }
        if let refusal = result.2 { throw refusal }
        return (result.0, result.1)
    }

    /// The OAuth client with which the attempt began, whatever its credential set has become since.
    private func client(
        of attempt: Attempt, _ connection: Connection
    ) async throws(ConnectionError) -> ClientRegistration? {
        do throws(CredentialError) {
            return try await ClientDirectory(store: self.store, sealer: self.sealer).registration(of: attempt.client)
        } catch {
            throw ConnectionError(error, of: connection)
        }
    }

    /// The connector as it serves the account for which the attempt was begun.
    private func serving(_ attempt: Attempt, _ connector: Connector) throws(ConnectionError) -> Connector {
        do throws(InvalidInput) { return try connector.filled(with: attempt.details) } catch {
            throw ConnectionError(error)
        }
    }

    private func verifier(
        of attempt: Attempt, _ context: ConnectionContext
    ) async throws(ConnectionError) -> Secret? {
        guard let sealed = attempt.verifier else { return nil }
        do throws(SealerError) {
            return try await self.sealer.keys(for: attempt.account).open(
                sealed,
                in: .grant(
                    attempt.grant, .verifier, account: attempt.account, kind: context.connection.kind,
                    user: attempt.slot.user))
        } catch {
            throw ConnectionError(error)
        }
    }

    /// What becomes of a failure after the attempt was consumed.
    ///
    /// Fields that were not acceptable can be corrected: nothing was spent, and the attempt is open again. Everything else
    /// needs a new authorization.
    private func failure(
        _ error: ConnectionError, of attempt: Attempt, as principal: Principal
    ) async -> ConnectionError {
        await self.auditFailure(error, of: attempt, as: principal)
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
        // An attempt that cannot be opened again is begun anew.
        _ = try? await self.store.commit(changes, with: self.sealer)
        return error
    }

    private func auditFailure(_ error: ConnectionError, of attempt: Attempt, as principal: Principal) async {
        await self.audit(
            self.entry(
                .authorize, by: principal, connection: attempt.connection,
                outcome: .failed(code: error.code.description)))
    }
}
