// Authorizations that were made elsewhere, and are moved here without anybody consenting anew.
extension ConnectionSystem {
    /// Stores an authorization that was made elsewhere, as if it had just been completed.
    ///
    /// No service is called. Tokens that the authorization which stands here has already change nothing, so that an import
    /// can be repeated.
    ///
    /// - Parameters:
    ///   - id: the connection.
    ///   - environment: where.
    ///   - tokens: what is imported.
    ///   - principal: who authorizes; for the logged-in kind whose authorization it is.
    /// - Returns: how the connection stands then.
    /// - Throws: ``ConnectionError``; nothing is stored then.
    package func importAuthorization(
        of id: Connection.ID, in environment: LiveEnvironment, _ tokens: ImportedTokens, as principal: Principal
    ) async throws(ConnectionError) -> ConnectionStatus {
        try await self.operate(.authorize, as: principal) { () throws(ConnectionError) in
            let context = try await self.context(of: id, in: principal.account)
            try self.require(
                context.request(
                    .authorize, by: principal, on: principal.side, environment: environment, holder: principal.user))
            try context.requireConnector()
            var changes = ChangeSet()
            try await self.expectAuthorizable(context, environment, by: principal, in: &changes)
            try await self.writeGuard(of: principal, in: &changes)
            let now = self.time.now()
            let connection = context.connection
            var attempt = self.attempt(context, environment, tokens, principal, at: now)
            var obtained = try await self.obtained(tokens, for: &attempt, context, principal, in: &changes)
            obtained.subject = tokens.subject
            obtained.accountName = tokens.accountName
            if context.connector.authentication.oauth2 != nil {
                attempt.client = try await self.client(tokens.clientID ?? "", minting: context, in: &changes)
            }
            let keys = try await self.sealingKeys(for: principal.account)
            if let grant = try await self.grant(holding: obtained, of: attempt, context, keys) {
                let status = try await self.status(grant, of: connection, context.installation, in: environment)
                return Planned(status, ChangeSet())
            }
            // Nobody knows when the refresh token was last used: it is taken to be about to end.
            let idle = context.connector.authentication.oauth2?.refreshTokenIdleLifetime
            let (grant, state) = try await self.establish(
                obtained, for: attempt, context, by: principal, keys, obtainedAt: idle.map { now - $0 },
                changed: ["grant", "granted_scopes", "imported"], in: &changes)
            return Planned(
                self.status(grant, state, of: connection, context.installation, in: environment), changes)
        }
    }

    /// An attempt that is completed at once and never stored.
    private func attempt(
        _ context: ConnectionContext, _ environment: LiveEnvironment, _ tokens: ImportedTokens, _ principal: Principal,
        at now: Timestamp
    ) -> Attempt {
        let connection = context.connection
        return Attempt(
            state: "", account: principal.account, side: principal.side, user: principal.user,
            connection: connection.id, slot: connection.slot(in: environment, user: principal.user),
            environment: environment, grant: Grant.ID(self.random.uuid()), dataCentre: principal.dataCentre,
            scopes: tokens.scopes ?? connection.scopes(in: environment), client: nil, redirectURI: nil, verifier: nil,
            startedAt: now, deadline: now)
    }

    /// What is imported, checked.
    private func obtained(
        _ tokens: ImportedTokens, for attempt: inout Attempt, _ context: ConnectionContext, _ principal: Principal,
        in changes: inout ChangeSet
    ) async throws(ConnectionError) -> ObtainedCredential {
        let told: [String: String]
        var given: [String: String]
        do throws(InvalidInput) {
            try tokens.validate(for: context.connector, at: attempt.startedAt)
            (given, told) = try tokens.divided(for: context.connector)
        } catch {
            throw ConnectionError(error)
        }
        given = try await self.details(given, of: context, in: attempt.environment, principal, in: &changes)
        do throws(InvalidInput) { attempt.details = try context.connector.checked(details: given) } catch {
            throw ConnectionError(error)
        }
        guard context.connector.authentication.oauth2 == nil else {
            var obtained = tokens.obtained(at: attempt.startedAt)
            obtained.details = told
            return obtained
        }
        // Checked as when a person fills them in.
        let exchange = try await self.exchange(of: attempt, context, .fields(tokens.fields))
        do throws(CredentialError) { return try await self.answer(to: exchange) } catch {
            throw ConnectionError(error, of: context.connection)
        }
    }

    /// The OAuth client to which the tokens were issued, which must be there to renew them.
    private func client(
        _ clientID: String, minting context: ConnectionContext, in changes: inout ChangeSet
    ) async throws(ConnectionError) -> Grant.Client {
        let name = context.connector.name
        func refuse(_ problem: String, _ remedy: String) -> ConnectionError {
            ConnectionError(InvalidInput(field: "clientID", problem: problem, remedy: remedy))
        }
        guard !clientID.isEmpty else {
            throw refuse(
                "the client that the tokens were issued to is missing, which renews them",
                "Pass the identifier of the client that was registered at \(name)")
        }
        guard let reference = context.connection.credentialSet else {
            let provider = try self.provider(for: context.connector)
            guard provider.knows(clientID: clientID, of: context.connector) else {
                throw refuse(
                    "the platform has no such client of \(name), current or retired",
                    "Add the client that the tokens were issued to to the provider's clients")
            }
            return Grant.Client(clientID: clientID)
        }
        let set: CredentialSet
        let revision: Int?
        do throws(CredentialError) {
            (set, revision) = try await ClientDirectory(store: self.store, keys: self.keys)
                .revision(of: reference, clientID: clientID)
        } catch {
            throw ConnectionError(error, of: context.connection)
        }
        guard let revision else {
            throw refuse(
                "the credential set of \"\(context.connection.name)\" has no such client, or it was retired",
                "Put the client that the tokens were issued to into the credential set first")
        }
        changes.expect(set)
        return Grant.Client(clientID: clientID, credentialSet: reference, revision: revision)
    }

    /// The grant that stands where the import goes and holds the same tokens.
    ///
    /// - Throws: ``ConnectionError/Code/invalidInput`` when they are those of a grant that must be made anew, or of another
    ///   environment: two grants with one refresh token would spend it from under each other.
    private func grant(
        holding obtained: ObtainedCredential, of attempt: Attempt, _ context: ConnectionContext,
        _ keys: HeldKeys
    ) async throws(ConnectionError) -> Grant? {
        let isOAuth = context.connector.authentication.oauth2 != nil
        for environment in [nil] + LiveEnvironment.allCases.map(Optional.some) {
            let id = Slot.ID(connection: attempt.slot.connection, environment: environment, user: attempt.slot.user)
            guard isOAuth || id == attempt.slot,
                let (_, grant) = try await self.grant(in: id, of: attempt.account), !grant.isOver,
                let tokens = try await self.find(TokenState.self, grant.id, in: attempt.account),
                let field = try self.field(of: obtained, in: tokens, of: grant, keys)
            else { continue }
            if id == attempt.slot, grant.status == .authorized { return grant }
            if !isOAuth { continue }
            let place = environment.map { " in \($0)" } ?? ""
            throw ConnectionError(
                id == attempt.slot
                    ? InvalidInput(
                        field: field, problem: "it is here already, and its authorization is not in use",
                        remedy: "Authorize the connection anew")
                    : InvalidInput(
                        field: field, problem: "it serves \"\(context.connection.name)\"\(place) already",
                        remedy: "Reuse that authorization instead"))
        }
        return nil
    }

    /// The name of what is the same in both; `nil` when they differ.
    private func field(
        of obtained: ObtainedCredential, in tokens: TokenState, of grant: Grant, _ keys: HeldKeys
    ) throws(ConnectionError) -> String? {
        do throws(SealerError) {
            if let refresh = obtained.refresh, let sealed = tokens.refresh,
                try keys.open(sealed, in: grant.sealContext(.refresh)).matches(refresh)
            {
                return "refreshToken"
            }
            guard obtained.access.count > 0 else { return nil }
            return try keys.open(tokens.access, in: grant.sealContext(.access)).matches(obtained.access)
                ? "accessToken" : nil
        } catch {
            throw ConnectionError(error)
        }
    }
}
