// Authorizations on another device (RFC 8628): the service is asked again and again whether the person has consented.
extension ConnectionSystem {
    /// Asks once whether the person has consented on another device.
    ///
    /// Whoever asks first moves the time of the next question in a commit of its own: of two processes one asks, and one
    /// that dies meanwhile holds the attempt up for no longer than a question may take. The grant is stored and the attempt
    /// consumed in one commit.
    ///
    /// - Parameters:
    ///   - state: names the attempt.
    ///   - principal: who began it.
    /// - Returns: how far it has come.
    /// - Throws: ``ConnectionError``. ``ConnectionError/Code/providerUnavailable`` leaves the attempt open, to be asked about
    ///   again at ``ConnectionError/retryAt``; so does what is the host's own, such as a store that is away.
    package func pollAuthorization(
        _ state: String, as principal: Principal
    ) async throws(ConnectionError) -> AuthorizationProgress {
        switch try await self.claim(state, as: principal) {
        case .refused(let error): throw error
        case .early(let moment): return .pending(retryAt: moment)
        case .completed(let status): return .authorized(status)
        case .mine(let question):
            // In a task of its own: a caller that is cancelled meanwhile leaves no grant behind unstored.
            return try await Task { await self.ask(question, as: principal) }.value.get()
        }
    }

    /// Asks until the person has consented, or the time is over.
    ///
    /// - Parameters:
    ///   - pending: the authorization, as it began.
    ///   - principal: who began it.
    /// - Returns: how the connection stands then.
    /// - Throws: ``ConnectionError``.
    package func completeWhenConsented(
        _ pending: PendingAuthorization, as principal: Principal
    ) async throws(ConnectionError) -> ConnectionStatus {
        while true {
            var retryAt: Timestamp?
            do throws(ConnectionError) {
                switch try await self.pollAuthorization(pending.state, as: principal) {
                case .authorized(let status): return status
                case .pending(let moment): retryAt = moment
                }
            } catch {
                // The service or the store is away for now.
                guard [.providerUnavailable, .unavailable].contains(error.code) else { throw error }
                retryAt = error.retryAt
            }
            let now = self.time.now()
            let next = retryAt ?? now + (pending.device?.interval ?? DeviceQuestion.shortestInterval)
            do {
                try await self.time.sleep(max(DeviceQuestion.shortestInterval, min(next, pending.deadline) - now))
            } catch {
                throw ConnectionError(
                    .cancelled, "The task was cancelled.", remedy: "The authorization can still be polled.")
            }
        }
    }

    /// What somebody finds who wants to ask.
    private enum Claim: Sendable {
        /// The attempt was voided.
        case refused(ConnectionError)
        /// It is too early, or somebody else asks.
        case early(until: Timestamp)
        /// An earlier question brought the grant.
        case completed(ConnectionStatus)
        /// Nobody else asks until the time of this question is over.
        case mine(DeviceQuestion)
    }

    private func claim(_ state: String, as principal: Principal) async throws(ConnectionError) -> Claim {
        let refresh = self.configuration.refresh
        return try await self.operate(.authorize, as: principal) { () throws(ConnectionError) in
            let attempt = try await self.load(
                Attempt.self, state, in: principal.account, "authorization under way")
            let context = try await self.context(of: attempt.connection, in: principal.account)
            try context.requireConnector()
            let request = context.request(completing: attempt, by: principal)
            var changes = ChangeSet()
            let now = self.time.now()
            let claimed: Attempt?
            do throws(IllegalTransition) {
                claimed = try attempt.asking(by: principal, at: now, hold: refresh.callLimit + refresh.margin)
            } catch {
                if error.reason == .alreadyUsed, let status = try await self.outcome(of: attempt, context, principal) {
                    try self.require(request)
                    return Planned(.completed(status), changes)
                }
                return Planned(
                    .refused(try self.voiding(attempt, since: error, by: principal, in: &changes)), changes)
            }
            try attempt.require(.device)
            try self.require(request)
            try await self.expectAuthorizable(context, attempt.environment, by: principal, in: &changes)
            guard var claimed else { return Planned(.early(until: attempt.device?.nextAt ?? now), ChangeSet()) }
            changes.update(claimed)
            claimed.version += 1
            return Planned(.mine(DeviceQuestion(attempt: claimed, context: context, askedAt: now)), changes)
        }
    }

    /// How the connection stands with the grant that an earlier question brought, whose answer the caller may have missed.
    private func outcome(
        of attempt: Attempt, _ context: ConnectionContext, _ principal: Principal
    ) async throws(ConnectionError) -> ConnectionStatus? {
        guard attempt.user == principal.user, attempt.side == principal.side, attempt.redirectURI == nil,
            let grant = try await self.find(Grant.self, attempt.grant, in: attempt.account), !grant.isOver
        else { return nil }
        return try await self.status(grant, of: context.connection, context.installation, in: attempt.environment)
    }

    private func ask(
        _ question: DeviceQuestion, as principal: Principal
    ) async -> Result<AuthorizationProgress, ConnectionError> {
        let (attempt, connection) = (question.attempt, question.context.connection)
        let exchange: AuthorizationExchange
        do throws(ConnectionError) {
            let code = try await self.opened(.deviceCode, of: attempt, connection) { $0.device?.code }
            guard let code else { throw .notFound("authorization under way") }
            exchange = try await self.exchange(of: attempt, question.context, .device(code: code))
        } catch {
            // Nothing was asked: keys that are away, or a client that is gone, may be there again.
            return .failure(error)
        }
        let limit = self.configuration.refresh.callLimit
        let answer = await withDeadline(limit, time: self.time) { () -> Result<ObtainedCredential, CredentialError> in
            do throws(CredentialError) { return .success(try await self.answer(to: exchange)) } catch {
                return .failure(error)
            }
        } late: { answer in
            // The answer came after all, and the tokens exist nowhere else.
            guard case .success(let obtained) = answer else { return }
            _ = try? await self.store(obtained, for: attempt, of: connection, as: principal)
        }
        switch answer ?? .failure(CredentialError(.outcomeUnknown, "the service did not answer within \(limit)")) {
        case .success(let obtained):
            do throws(ConnectionError) {
                return try await self.store(obtained, for: attempt, of: connection, as: principal)
                    .map { .authorized($0) }
            } catch {
                return .failure(await self.end(question, since: error, as: principal))
            }
        case .failure(let error): return await self.judge(error, question, as: principal)
        }
    }

    private func judge(
        _ error: CredentialError, _ question: DeviceQuestion, as principal: Principal
    ) async -> Result<AuthorizationProgress, ConnectionError> {
        guard let device = question.next(after: error, at: self.time.now()) else {
            var told = ConnectionError(error, of: question.context.connection)
            if error.providerCode == "expired_token" {
                told.code = .authorizationTimedOut
                told.remedy = "Begin a new authorization."
            }
            return .failure(await self.end(question, since: told, as: principal))
        }
        var retryAt = device.nextAt
        do throws(ConnectionError) {
            try await self.commit { () throws(ConnectionError) in
                var changes = ChangeSet()
                if var current = try await self.find(
                    Attempt.self, question.attempt.state, in: question.attempt.account), question.isAbout(current)
                {
                    current.device = device
                    changes.update(current)
                }
                return Planned((), changes)
            }
        } catch {
            // The time of the question stands, and nobody asks before.
            retryAt = max(retryAt, question.attempt.device?.nextAt ?? retryAt)
        }
        if error.code == .authorizationPending { return .success(.pending(retryAt: retryAt)) }
        var told = ConnectionError(error, of: question.context.connection)
        told.retryAt = retryAt
        if told.code == .providerUnavailable { told.remedy = "Ask again at \(retryAt)." }
        return .failure(told)
    }

    /// Voids the attempt, for which there is nothing more to ask, and writes down why.
    private func end(
        _ question: DeviceQuestion, since error: ConnectionError, as principal: Principal
    ) async -> ConnectionError {
        let attempt = question.attempt
        // What cannot be written down now is refused by the service again at the next question.
        try? await self.commit { () throws(ConnectionError) in
            var changes = ChangeSet()
            if let current = try await self.find(Attempt.self, attempt.state, in: attempt.account),
                current.status == .open
            {
                changes.update(current.voided())
                changes.record(self.failed(error, attempt, principal))
            }
            return Planned((), changes)
        }
        return error
    }
}
