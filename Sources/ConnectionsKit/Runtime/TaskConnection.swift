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
    private let memory = Mutex<TaskMemory?>(nil)

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
    ///   - scopes: what the call needs, each spelled as it was granted; they do not matter where the service does not use
    ///     OAuth.
    ///   - minimumValidity: how long the credential must last from now.
    /// - Returns: the credential.
    /// - Throws: ``ConnectionError``, ``ConnectionError/Code/insufficientScope`` when one of `scopes` was not granted.
    public func credential(
        at place: Place, for principal: Principal?, scopes: [String] = [], minimumValidity: Duration = .zero
    ) async throws(ConnectionError) -> Credential {
        try await self.credential(
            at: place, for: principal, scopes: scopes, minimumValidity: minimumValidity, replacing: nil)
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
        try await self.credential(at: place, for: principal, scopes: [], minimumValidity: .zero, replacing: refused)
    }

    // What ten thousand tasks wait in is the frame of this function: all that does not wait is apart from it.
    @inline(__always)
    private func credential(
        at place: Place, for principal: Principal?, scopes: [String], minimumValidity: Duration,
        replacing refused: Credential?
    ) async throws(ConnectionError) -> Credential {
        let memory = try await self.remembered()
        var rounds = Rounds()
        switch try self.look(memory, place, principal, scopes, minimumValidity, refused) {
        case .serves(let fresh): return fresh.credential
        case .lacks(let renewal):
            let landing = await self.system.coordinator.outcome(of: renewal)
            switch try self.settle(landing, principal, memory, rounds) {
            case .settled(let fresh): return fresh.credential
            case .anew(let next): rounds = next
            }
        case .isDue, .unknown: break
        }
        let ask = Ask(
            at: place, for: principal, scopes: scopes, minimumValidity: minimumValidity, replacing: refused)
        return try await self.fetched(ask, rounds).credential
    }

    @inline(never)
    private func fetched(_ ask: Ask, _ rounds: Rounds) async throws(ConnectionError) -> FreshTokens {
        var rounds = rounds
        while true {
            let memory = try await self.remembered()
            let landing: Landing
            switch try self.look(
                memory, ask.place, ask.principal, ask.scopes, ask.minimumValidity, ask.refused)
            {
            case .serves(let fresh): return fresh
            case .isDue(let due, let need):
                landing = await self.system.coordinator.outcome(of: due.grantID, in: self.context.account, need: need)
            case .lacks(let renewal): landing = await self.system.coordinator.outcome(of: renewal)
            case .unknown: landing = try await self.read(ask, memory, after: rounds.landed)
            }
            switch try self.settle(landing, ask.principal, memory, rounds) {
            case .settled(let fresh): return fresh
            case .anew(let next): rounds = next
            }
        }
    }

    /// What a task asks for.
    ///
    /// A reference, so that the frame of whoever waits holds a word for it.
    private final class Ask: Sendable {
        let place: Place
        let principal: Principal?
        let scopes: [String]
        let minimumValidity: Duration
        let refused: Credential?

        @inline(never)
        init(
            at place: Place, for principal: Principal?, scopes: [String], minimumValidity: Duration,
            replacing refused: Credential?
        ) {
            self.place = place
            self.principal = principal
            self.scopes = scopes
            self.minimumValidity = minimumValidity
            self.refused = refused
        }
    }

    /// What is known of the tokens for a task without asking anybody.
    private enum Look {
        case serves(FreshTokens)
        /// They serve, and are to be renewed ahead of their end.
        case isDue(FreshTokens, RefreshNeed)
        case lacks(Renewal)
        case unknown
    }

    /// How often a task has begun anew, and why.
    private struct Rounds {
        var count = 0
        var isGone = false
        /// What a flight brought during which something else in the account changed.
        var landed: FreshTokens?
    }

    /// What comes of what was fetched.
    private enum Settlement {
        case settled(FreshTokens)
        case anew(Rounds)
    }

    @inline(never)
    private func look(
        _ memory: TaskMemory, _ place: Place, _ principal: Principal?, _ scopes: [String], _ minimumValidity: Duration,
        _ refused: Credential?
    ) throws(ConnectionError) -> Look {
        let known = memory.known(of: self.holder(principal, memory), to: principal, at: place)
        try self.requireServed(memory, at: place, for: principal, wasAllowed: known.wasAllowed)
        guard let served = known.served else { return .unknown }
        if !scopes.isEmpty { try self.require(scopes, of: served.grant, memory.context) }
        let need = RefreshNeed(of: served.grantID, minimumValidity: minimumValidity, replacing: refused)
        let now = self.system.time.now()
        guard need.isMet(by: served.tokens, at: now) else { return .lacks(Renewal(of: served, need: need)) }
        return served.tokens.isDue(at: now) ? .isDue(served, need) : .serves(served)
    }

    /// Whose authorization it is; `nil` where it is for all.
    private func holder(_ principal: Principal?, _ memory: TaskMemory) -> UserID? {
        memory.context.connection.kind == .loggedInUser ? principal?.user : nil
    }

    private func slot(of ask: Ask, _ memory: TaskMemory) -> Slot.ID {
        memory.context.connection.slot(in: self.context.environment, user: ask.principal?.user)
    }

    /// Reads the slot, its grant and the tokens.
    @inline(never)
    private func read(
        _ ask: Ask, _ memory: TaskMemory, after landed: FreshTokens?
    ) async throws(ConnectionError) -> Landing {
        let slot = self.slot(of: ask, memory)
        let grant = try await self.grant(in: slot, memory.context.connection)
        try self.require(ask.scopes, of: grant, memory.context)
        let need = RefreshNeed(of: grant.id, minimumValidity: ask.minimumValidity, replacing: ask.refused)
        // Something else in the account changed: the grant still stands, and so do the tokens that were opened for it.
        for case let earlier? in [landed, memory.earlier(of: slot.user)]
        where earlier.grantID == grant.id && self.serves(earlier, need) {
            do throws(CredentialError) {
                let renewed = try earlier.renewed(
                    for: grant, connector: memory.context.connector,
                    allowsLoopbackHTTP: self.system.configuration.allowsLoopbackHTTP)
                return Landing(.success(renewed))
            } catch {
                return Landing(.failure(error))
            }
        }
        return await self.system.coordinator.outcome(of: grant.id, in: grant.account, need: need)
    }

    /// What a task is handed of what was fetched, unless it has to ask again, since something changed meanwhile.
    @inline(never)
    private func settle(
        _ landing: Landing, _ principal: Principal?, _ memory: TaskMemory, _ rounds: Rounds
    ) throws(ConnectionError) -> Settlement {
        var rounds = rounds
        rounds.count += 1
        switch landing.outcome {
        // Who waited for a flight was checked before it, and the flight looked once for all whether that holds.
        case .success(let fresh) where fresh.revision == nil || fresh.revision == memory.revision:
            memory.remember(fresh, of: self.holder(principal, memory))
            return .settled(fresh)
        case .success(let fresh): rounds.landed = fresh
        // Taken away meanwhile: the slot says by what, unless another grant has taken its place.
        case .failure(let error) where error.code == .notUsable && !rounds.isGone: rounds.isGone = true
        case .failure(let error):
            throw memory.refusal(for: landing) { self.refusal(error, memory.context.connection) }
        }
        guard rounds.count <= self.system.configuration.conflictRetries else {
            throw ConnectionError(
                .conflict, "\"\(self.name)\" changed again and again while its credential was fetched.",
                remedy: "Try again.")
        }
        return .anew(rounds)
    }

    // MARK: - The question

    /// The question to the policy whether the connection may be used, with the facts as they stand.
    func question(at place: Place, for principal: Principal?) async throws(ConnectionError) -> PolicyRequest {
        self.question(try await self.remembered().context, at: place, for: principal)
    }

    private func question(_ context: ConnectionContext, at place: Place, for principal: Principal?) -> PolicyRequest {
        var request = context.request(
            .use, by: principal, on: self.context.side, environment: self.context.environment,
            holder: principal?.user, place: place)
        // A system connection has no application of its own; rights are those for the task's.
        request.application = self.application
        return request
    }

    // MARK: - What decides

    // The frames of what runs on every call are small: ten thousand tasks may wait with theirs.
    private func remembered() async throws(ConnectionError) -> TaskMemory {
        let revision: Int
        do throws(StoreError) { revision = try await self.system.store.revision(of: self.context.account) } catch {
            throw ConnectionError(error)
        }
        let before = self.memory.withLock { $0 }
        if let before, before.revision == revision { return before }
        return try await self.read(at: revision, after: before)
    }

    @inline(never)
    private func read(
        at revision: Int, after before: TaskMemory?
    ) async throws(ConnectionError) -> TaskMemory {
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
        let memory = TaskMemory(revision: revision, context: context, after: before)
        self.memory.withLock { $0 = memory }
        return memory
    }

    @inline(never)
    private func requireServed(
        _ memory: TaskMemory, at place: Place, for principal: Principal?, wasAllowed: Bool
    ) throws(ConnectionError) {
        guard memory.context.connection.kind != .loggedInUser || principal != nil else {
            var refusal = ConnectionError(
                .notAuthorized, "\"\(self.name)\" needs a user, and this task runs without one.",
                remedy: "Use an admin connection for tasks without a user.")
            refusal.detail = .noUser
            throw refusal
        }
        // The same facts give the same decision. What the host's own rules go by is theirs: they are asked each time.
        if !wasAllowed || !self.system.configuration.additionalRules.isEmpty {
            try self.system.require(self.question(memory.context, at: place, for: principal))
            memory.allow(principal, at: place)
        }
        try self.requireUsable(memory.context, by: principal)
    }

    private func serves(_ served: FreshTokens, _ need: RefreshNeed) -> Bool {
        let now = self.system.time.now()
        return need.isMet(by: served.tokens, at: now) && !served.tokens.isDue(at: now)
    }

    @inline(never)
    private func requireUsable(_ context: ConnectionContext, by principal: Principal?) throws(ConnectionError) {
        let connection = context.connection
        guard connection.serves(self.application) else {
            throw ConnectionError(
                .notEnabled, "\"\(connection.name)\" is not enabled for the application \"\(self.application)\".",
                remedy: connection.kind == .system
                    ? "Ask for it as the system connection of that application's task."
                    : "Enable it for that application.")
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

    @inline(never)
    private func require(
        _ scopes: [String], of grant: Grant, _ context: ConnectionContext
    ) throws(ConnectionError) {
        if scopes.isEmpty || context.connector.authentication.oauth2 == nil { return }
        let missing = grant.missing(scopes)
        if missing.isEmpty { return }
        let asked = context.connection.scopes(in: self.context.environment)
        let names = missing.joined(separator: ", ")
        let remedy =
            if missing.allSatisfy({ asked.contains($0) }) {
                "\(self.remedy(for: context.connection)) That asks for consent to them."
            } else if context.connection.kind == .system {
                "Name them when the task asks for the system connection, and authorize it again."
            } else if context.connection.installation != nil {
                "The developer adds them to the connection in a new release."
            } else {
                "Add them to the connection's scopes, and authorize it again."
            }
        var refusal = ConnectionError(
            .insufficientScope, "\"\(context.connection.name)\" was not granted \(names).", remedy: remedy)
        refusal.detail = .missingScopes(missing)
        throw refusal
    }

    private func grant(in slot: Slot.ID, _ connection: Connection) async throws(ConnectionError) -> Grant {
        let whom = slot.user.map { " for \($0)" } ?? ""
        guard let (_, grant) = try await self.system.grant(in: slot, of: self.context.account) else {
            throw self.notConnected(connection, slot, "is not authorized in \(self.context.environment)\(whom)")
        }
        switch grant.status {
        case .authorized: return grant
        case .needsReauthorization(let cause): throw self.needsReauthorization(connection, cause)
        case .suspended(let until):
            var refusal = ConnectionError(
                .suspended, "Whoever authorized \"\(connection.name)\" was deactivated.",
                remedy: "Reactivate them before \(until), or authorize the connection again.")
            refusal.detail = .suspended(until: until)
            throw refusal
        case .revoked, .superseded:
            throw self.notConnected(connection, slot, "was revoked in \(self.context.environment)\(whom)")
        }
    }

    // MARK: - Refusals

    @inline(never)
    private func refusal(_ error: CredentialError, _ connection: Connection) -> ConnectionError {
        guard error.code == .needsReauthorization, let cause = error.reauthorization else {
            return ConnectionError(error, of: connection)
        }
        var refusal = self.needsReauthorization(connection, cause)
        refusal.providerCode = error.providerCode
        refusal.cause = error
        return refusal
    }

    private func needsReauthorization(
        _ connection: Connection, _ cause: Grant.ReauthorizationCause
    ) -> ConnectionError {
        var refusal = ConnectionError(
            .needsReauthorization, "\"\(connection.name)\" must be authorized again: \(cause.explanation).",
            remedy: self.remedy(for: connection))
        refusal.detail = .reauthorization(cause)
        return refusal
    }

    private func notConnected(_ connection: Connection, _ slot: Slot.ID, _ how: String) -> ConnectionError {
        var refusal = ConnectionError(
            .notAuthorized, "\"\(connection.name)\" \(how).", remedy: self.remedy(for: connection))
        refusal.detail = .unauthorized(self.context.environment, user: slot.user)
        return refusal
    }

    private func remedy(for connection: Connection) -> String {
        connection.kind == .loggedInUser
            ? "The user authorizes it for themselves."
            : self.context.side == .console
                ? "A super admin or developer authorizes it."
                : "A super admin, admin or developer authorizes it."
    }
}
