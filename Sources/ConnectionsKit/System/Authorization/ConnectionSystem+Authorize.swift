extension ConnectionSystem {
    /// Begins an authorization by `principal` of a connection of their account.
    ///
    /// - Parameters:
    ///   - id: the connection.
    ///   - environment: where.
    ///   - details: the parameters of the connector, such as the subdomain of the account at the service; where none are
    ///     given, those of the authorization that stands.
    ///   - replacing: whether it is to take the place of one that stands, and goes on until the new one is there.
    ///   - principal: who authorizes.
    /// - Returns: how it goes on.
    /// - Throws: ``ConnectionError``; the policy decides who may.
    package func beginAuthorization(
        of id: Connection.ID, in environment: LiveEnvironment, details: [String: String] = [:], replacing: Bool = false,
        as principal: Principal
    ) async throws(ConnectionError) -> PendingAuthorization {
        let action: Action = replacing ? .switchAuthorization : .authorize
        return try await self.operate(action, as: principal) { () throws(ConnectionError) in
            let context = try await self.context(of: id, in: principal.account)
            try self.require(
                context.request(
                    action, by: principal, on: principal.side, environment: environment, holder: principal.user))
            try context.requireConnector()
            var changes = ChangeSet()
            try await self.expectAuthorizable(context, environment, by: principal, in: &changes)
            var grant: Grant.ID?
            if replacing {
                let old = try await self.standing(context.connection, in: environment, of: principal.user, "switched")
                changes.expect(old.slot)
                changes.expect(old.grant)
                grant = old.grant.id
            }
            let details = try await self.details(details, of: context, in: environment, principal, in: &changes)
            let (attempt, step) = try await self.attempt(context, environment, details, principal, in: &changes)
            changes.insert(attempt)
            changes.record(
                self.entry(
                    replacing ? .switchAuthorization : .beginAuthorization, by: principal, connection: id, grant: grant,
                    changed: ["attempt"]))
            return Planned(
                PendingAuthorization(state: attempt.state, deadline: attempt.deadline, step: step), changes)
        }
    }

    /// What is known of the account for a new authorization: what is given, or else what the one that stands has.
    ///
    /// Parts of the two are never mixed, since they could be of two accounts.
    ///
    /// - Returns: the values, which are not checked.
    func details(
        _ given: [String: String], of context: ConnectionContext, in environment: LiveEnvironment,
        _ principal: Principal, in changes: inout ChangeSet
    ) async throws(ConnectionError) -> [String: String] {
        let names = context.connector.parameters.map(\.name)
        let slot = context.connection.slot(in: environment, user: principal.user)
        guard given.isEmpty, !names.isEmpty,
            let old = try await self.grant(in: slot, of: principal.account), !old.grant.isOver
        else { return given }
        changes.expect(old.slot)
        changes.expect(old.grant)
        return old.grant.details.filter { names.contains($0.key) }
    }

    /// Refuses an authorization where the installation or the person is gone, and expects that to stay so.
    package func expectAuthorizable(
        _ context: ConnectionContext, _ environment: LiveEnvironment, by principal: Principal,
        in changes: inout ChangeSet
    ) async throws(ConnectionError) {
        if let installation = context.installation {
            try self.requireInUse(installation, in: environment)
            changes.expect(installation)
        }
        guard context.connection.exists(in: environment) else {
            throw ConnectionError(
                .notFound, "\(environment) does not have \"\(context.connection.name)\" yet.",
                remedy: "Upgrade \(environment) to the release that has it.")
        }
        guard let guardian = try await self.find(UserGuard.self, principal.user, in: principal.account) else {
            changes.expectAbsent(.guardian(principal.user), in: principal.account)
            return
        }
        guard guardian.status == .active else {
            var refusal = ConnectionError(
                .suspended, "\(principal.displayName) is not active in this account.",
                remedy: "Reactivate them first.")
            if case .deactivated(let until) = guardian.status { refusal.detail = .suspended(until: until) }
            throw refusal
        }
        changes.expect(guardian)
    }

    private func attempt(
        _ known: ConnectionContext, _ environment: LiveEnvironment, _ details: [String: String],
        _ principal: Principal, in changes: inout ChangeSet
    ) async throws(ConnectionError) -> (Attempt, PendingAuthorization.Step) {
        let connection = known.connection
        let provider = try self.provider(for: known.connector)
        let connector: Connector
        let checked: [String: String]
        do throws(InvalidInput) {
            checked = try known.connector.checked(details: details)
            connector = try known.connector.filled(with: checked)
        } catch {
            throw ConnectionError(error)
        }
        let (registration, revision) = try await self.client(of: connection)
        let state = self.random.token()
        let grant = Grant.ID(self.random.uuid())
        let scopes = connection.scopes(in: environment)
        let request = AuthorizationRequest(
            connector: connector, dataCentre: principal.dataCentre, scopes: scopes, state: state,
            client: registration, random: self.random)
        let now = self.time.now()
        let slot = connection.slot(in: environment, user: principal.user)
        var attempt = Attempt(
            state: state, account: principal.account, side: principal.side, user: principal.user,
            connection: connection.id, slot: slot, environment: environment, grant: grant,
            dataCentre: principal.dataCentre, scopes: scopes, client: nil, redirectURI: nil, verifier: nil,
            startedAt: now, deadline: now + self.configuration.authorizationWindow)
        attempt.details = checked
        func client(_ clientID: String) -> Grant.Client {
            Grant.Client(clientID: clientID, credentialSet: connection.credentialSet, revision: revision)
        }
        do throws(CredentialError) {
            switch try await provider.begin(request) {
            case .fields(let fields, let clientID):
                attempt.client = clientID.map(client)
                return (attempt, .fields(fields))
            case .redirect(let start):
                attempt.client = client(start.clientID)
                attempt.redirectURI = start.redirectURI
                if let verifier = start.verifier {
                    attempt.verifier = try await self.seal(
                        verifier, attempt.sealContext(.verifier, of: connection), in: &changes)
                }
                return (attempt, .redirect(url: start.url))
            case .device(let start):
                attempt.client = client(start.clientID)
                attempt.deadline = now + min(start.lifetime, self.configuration.deviceWindow)
                let interval = DeviceQuestion.interval(start.interval, until: attempt.deadline - now)
                attempt.device = Attempt.DevicePolling(
                    code: try await self.seal(
                        start.deviceCode, attempt.sealContext(.deviceCode, of: connection), in: &changes),
                    interval: interval,
                    nextAt: now + interval)
                return (
                    attempt,
                    .device(
                        PendingAuthorization.Device(
                            userCode: start.userCode, verificationURI: start.verificationURI,
                            verificationURIComplete: start.verificationURIComplete, interval: interval))
                )
            }
        } catch {
            throw ConnectionError(error, of: connection)
        }
    }

    package func provider(for connector: Connector) throws(ConnectionError) -> any CredentialProvider {
        guard let provider = self.providers[connector.authentication.method] else {
            throw ConnectionError(
                .clientMisconfigured, "No provider serves the method \(connector.authentication.method).",
                remedy: "Pass one to the system.")
        }
        return provider
    }

    /// The developer's OAuth client of a connection, opened; nothing for the platform's own.
    package func client(
        of connection: Connection
    ) async throws(ConnectionError) -> (ClientRegistration?, revision: Int) {
        guard let reference = connection.credentialSet else { return (nil, 0) }
        do throws(CredentialError) {
            let (client, revision) = try await ClientDirectory(store: self.store, keys: self.keys)
                .registration(of: reference)
            return (client, revision)
        } catch {
            throw ConnectionError(error, of: connection)
        }
    }

    private func seal(
        _ secret: Secret, _ context: SealContext, in changes: inout ChangeSet
    ) async throws(CredentialError) -> SealedSecret {
        let keys = try await self.keys.sealing(for: context.account)
        changes.expect(keys)
        do throws(SealerError) { return try keys.seal(secret, in: context) } catch { throw CredentialError(error) }
    }
}

extension Attempt {
    /// The context in which its secrets are sealed: that of the grant which it will make.
    func sealContext(_ field: SealContext.Field, of connection: Connection) -> SealContext {
        .grant(self.grant, field, account: self.account, kind: connection.kind, user: self.slot.user)
    }
}

extension Connection {
    /// The developer's credential set that it uses, if it uses one.
    package var credentialSet: CredentialSet.Reference? {
        if case .clientCredentials(let reference) = self.mode { reference } else { nil }
    }
}
