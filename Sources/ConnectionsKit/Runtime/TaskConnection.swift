import Synchronization

/// A connection as a task uses it: it hands out credentials that work now, under the policy.
///
/// It remembers what it read for as long as the account's revision stands still, so that a revocation holds for the very
/// next call.
public final class TaskConnection: Sendable {
    /// The name that it was resolved by.
    public let linkName: String
    /// Where the task runs.
    public let context: TaskContext

    private let id: Connection.ID
    private let name: String
    private let application: ApplicationID
    private let system: ConnectionSystem
    private let memory = Mutex<Memory?>(nil)

    private struct Memory: Sendable {
        var revision: Int
        var context: ConnectionContext
        var served: [Slot.ID: FreshTokens] = [:]
    }

    init(
        _ connection: Connection, linkName: String, of application: ApplicationID, in context: TaskContext,
        system: ConnectionSystem
    ) {
        self.linkName = linkName
        self.context = context
        self.id = connection.id
        self.name = connection.name
        self.application = application
        self.system = system
    }

    /// A credential for a task, fresh and under the policy.
    ///
    /// - Parameters:
    ///   - place: the place that asks.
    ///   - principal: for whom the task runs; `nil` for a task without a person, such as a schedule.
    ///   - minimumValidity: how long the credential must last from now.
    /// - Returns: the credential.
    /// - Throws: ``ConnectionError``.
    public func credential(
        at place: Place, for principal: Principal?, minimumValidity: Duration = .zero
    ) async throws(ConnectionError) -> Credential {
        try await self.credential(at: place, for: principal, minimumValidity: minimumValidity, replacing: nil)
    }

    /// A credential in place of one that the service refused with status 401.
    ///
    /// When the stored one is another already, that is handed out and nothing is refreshed.
    ///
    /// - Parameters:
    ///   - refused: the credential that was refused.
    ///   - place: the place that asks.
    ///   - principal: for whom the task runs.
    /// - Returns: the credential.
    /// - Throws: ``ConnectionError``.
    public func credential(
        replacing refused: Credential, at place: Place, for principal: Principal?
    ) async throws(ConnectionError) -> Credential {
        try await self.credential(at: place, for: principal, minimumValidity: .zero, replacing: refused)
    }

    private func credential(
        at place: Place, for principal: Principal?, minimumValidity: Duration, replacing refused: Credential?
    ) async throws(ConnectionError) -> Credential {
        let facts = try await self.facts()
        let context = facts.context
        guard context.connection.kind != .loggedInUser || principal != nil else {
            var refusal = ConnectionError(
                .notAuthorized, "\"\(self.name)\" needs a user, and this task runs without one.",
                remedy: "Use an admin connection for tasks without a user.")
            refusal.detail = .noUser
            throw refusal
        }
        try self.system.require(self.question(context, at: place, for: principal))
        try self.requireUsable(context, by: principal)
        let slot = context.connection.slot(in: self.context.environment, user: principal?.user)
        // A credential of another grant, such as the one before a new authorization, says nothing of this one's tokens.
        func need(of grant: Grant) -> RefreshNeed {
            if let refused, refused.grant == grant.id { return .replacement(of: refused.tokenVersion) }
            return .usable(minimumValidity: minimumValidity)
        }
        let now = self.system.time.now()
        if let served = facts.served[slot], need(of: served.grant).isMet(by: served.tokens, at: now),
            !served.tokens.isDue(at: now)
        {
            return try self.credential(from: served, context.connector)
        }
        let grant = try await self.grant(in: slot, context.connection)
        let fresh = try await self.fresh(grant, need: need(of: grant))
        self.remember(fresh, in: slot, revision: facts.revision)
        return try self.credential(from: fresh, context.connector)
    }

    // MARK: - The question

    /// The question to the policy whether the connection may be used, with the facts as they stand.
    func question(at place: Place, for principal: Principal?) async throws(ConnectionError) -> PolicyRequest {
        self.question(try await self.facts().context, at: place, for: principal)
    }

    private func question(_ context: ConnectionContext, at place: Place, for principal: Principal?) -> PolicyRequest {
        var request = context.request(
            .use, by: principal, on: self.context.side, environment: self.context.environment,
            holder: principal?.user, place: place)
        // A system connection has no application of its own; rights are those for the task's.
        request.application = self.application
        return request
    }

    // MARK: - The facts

    private func facts() async throws(ConnectionError) -> Memory {
        let revision: Int
        do throws(StoreError) { revision = try await self.system.store.revision(of: self.context.account) } catch {
            throw ConnectionError(error)
        }
        if let memory = self.memory.withLock({ $0 }), memory.revision == revision { return memory }
        guard let connection = try await self.system.find(Connection.self, self.id, in: self.context.account) else {
            throw ConnectionError(.notFound, "\"\(self.name)\" was deleted.", remedy: "Remove its uses.")
        }
        var context = try await self.system.context(of: connection)
        // A system connection has no installation of its own; the task that uses it does.
        if context.installation == nil, case .installed(let installation) = self.context.scope {
            context.installation = try await self.system.load(
                Installation.self, installation, in: self.context.account, "installation")
        }
        try context.requireConnector()
        let memory = Memory(revision: revision, context: context)
        self.memory.withLock { $0 = memory }
        return memory
    }

    private func remember(_ fresh: FreshTokens, in slot: Slot.ID, revision: Int) {
        self.memory.withLock { memory in
            guard memory?.revision == revision else { return }
            memory?.served[slot] = fresh
        }
    }

    private func requireUsable(_ context: ConnectionContext, by principal: Principal?) throws(ConnectionError) {
        let connection = context.connection
        guard connection.serves(self.application) else {
            throw ConnectionError(
                .notEnabled, "\"\(connection.name)\" is not enabled for the application \"\(self.application)\".",
                remedy: "Enable it for that application.")
        }
        if let principal, principal.account != self.context.account { throw .notFound("connection") }
        if let installation = context.installation {
            try self.system.requireInUse(installation, in: self.context.environment)
        }
        guard !connection.isPaused else {
            throw ConnectionError(
                .connectionDisabled, "\"\(connection.name)\" is disabled for now.",
                remedy: "A super admin or admin enables it again.")
        }
        guard connection.exists(in: self.context.environment) else {
            throw ConnectionError(
                .notFound, "\(self.context.environment) does not have \"\(connection.name)\" yet.",
                remedy: "Upgrade it to the release that stage tries out.")
        }
    }

    // MARK: - The credential

    private func grant(in slot: Slot.ID, _ connection: Connection) async throws(ConnectionError) -> Grant {
        let whom = slot.user.map { " for \($0)" } ?? ""
        guard let (_, grant) = try await self.system.grant(in: slot, of: self.context.account) else {
            throw self.notConnected(connection, "is not authorized in \(self.context.environment)\(whom)")
        }
        switch grant.status {
        case .authorized: return grant
        case .needsReauthorization(let cause):
            var refusal = ConnectionError(
                .needsReauthorization, "\"\(connection.name)\" must be authorized again: \(cause.explanation).",
                remedy: self.remedy(for: connection))
            refusal.detail = .reauthorization(cause)
            throw refusal
        case .suspended(let until):
            var refusal = ConnectionError(
                .suspended, "Whoever authorized \"\(connection.name)\" was deactivated.",
                remedy: "Reactivate them before \(until), or authorize the connection again.")
            refusal.detail = .suspended(until: until)
            throw refusal
        case .revoked, .superseded:
            throw self.notConnected(connection, "was revoked in \(self.context.environment)\(whom)")
        }
    }

    private func notConnected(_ connection: Connection, _ how: String) -> ConnectionError {
        ConnectionError(.notAuthorized, "\"\(connection.name)\" \(how).", remedy: self.remedy(for: connection))
    }

    private func remedy(for connection: Connection) -> String {
        connection.kind == .loggedInUser
            ? "The user authorizes it for themselves."
            : self.context.side == .console
                ? "A super admin or developer authorizes it."
                : "A super admin, admin or developer authorizes it."
    }

    private func fresh(_ grant: Grant, need: RefreshNeed) async throws(ConnectionError) -> FreshTokens {
        let coordinator = self.system.coordinator
        do throws(CredentialError) {
            let fresh = try await coordinator.tokens(of: grant.id, in: grant.account, need: need)
            if fresh.tokens.isDue(at: self.system.time.now()) { coordinator.refreshAhead(grant.id, in: grant.account) }
            return fresh
        } catch {
            // A refresh that failed for now takes nothing from a token that still lasts.
            if need == .usable(minimumValidity: .zero),
                ![.needsReauthorization, .notUsable, .cancelled].contains(error.code),
                let current = try await self.unexpired(grant)
            {
                return current
            }
            throw ConnectionError(error, connection: self.name)
        }
    }

    private func unexpired(_ grant: Grant) async throws(ConnectionError) -> FreshTokens? {
        guard let tokens = try await self.system.find(TokenState.self, grant.id, in: grant.account),
            let expiresAt = tokens.expiresAt, self.system.time.now() < expiresAt,
            let current = try await self.system.find(Grant.self, grant.id, in: grant.account),
            current.status == .authorized
        else { return nil }
        do throws(SealerError) {
            let keys = try await self.system.sealer.keys(for: grant.account)
            return FreshTokens(
                grant: current, tokens: tokens, access: try keys.open(tokens.access, in: current.sealContext(.access)))
        } catch {
            throw ConnectionError(error)
        }
    }

    private func credential(from fresh: FreshTokens, _ connector: Connector) throws(ConnectionError) -> Credential {
        do throws(CredentialError) {
            return try Credential(
                access: fresh.access, of: fresh.tokens, grant: fresh.grant, connector: connector,
                allowsLoopbackHTTP: self.system.configuration.allowsLoopbackHTTP)
        } catch {
            throw ConnectionError(error, connection: self.name)
        }
    }
}

extension TokenState {
    fileprivate func isDue(at now: Timestamp) -> Bool { self.refreshDueAt.map { $0 <= now } ?? false }
}
