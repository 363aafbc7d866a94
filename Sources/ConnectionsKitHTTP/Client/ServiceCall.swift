import ConnectionsKit
import HTTPTypes

/// One call of a task: the credential, the request, and its one repetition after a credential was refused.
struct ServiceCall<Output: Sendable>: Sendable {
    /// Who uses the connection, where and what for.
    struct Use: Sendable {
        var place: Place
        var principal: Principal?
        var scopes: [String]
    }

    /// What came back, and what of it is to be read for refusals.
    struct Answer: Sendable {
        var output: Output
        var notice: HTTPReply?
    }

    typealias Connect = @Sendable () async throws(ConnectionError) -> TaskConnection
    typealias Exchange =
        @Sendable (ServiceRequest, HTTPLimits, Credential) async throws(HTTPTransportError) -> Answer

    private let client: ConnectedClient
    private let request: ServiceRequest
    private let use: Use
    private let limits: HTTPLimits
    private let connect: Connect
    private let exchange: Exchange
    private let stage = CallStage()
    private let start: Timestamp

    init(
        client: ConnectedClient, request: ServiceRequest, use: Use, limits: HTTPLimits, connect: @escaping Connect,
        exchange: @escaping Exchange
    ) {
        self.client = client
        self.request = request
        self.use = use
        self.limits = limits
        self.connect = connect
        self.exchange = exchange
        self.start = client.time.now()
    }

    /// Makes the call, within its time.
    func result() async throws(ConnectionError) -> Output {
        guard self.limits.timeout > .zero, self.limits.maximumBodyBytes >= 0, self.limits.maximumRequestBytes >= 0
        else {
            throw ConnectionError(
                InvalidInput(
                    field: "limits", problem: "a time that is not more than zero, or a negative size",
                    remedy: "Give a time above zero, and sizes of zero or more"))
        }
        let outcome = await withDeadline(self.limits.timeout, time: self.client.time) {
            () -> Result<Output, ConnectionError> in
            do throws(ConnectionError) { return .success(try await self.output()) } catch { return .failure(error) }
        }
        guard let outcome else { throw self.stage.timedOut(self.limits) }
        return try outcome.get()
    }

    // MARK: - The steps

    private func output() async throws(ConnectionError) -> Output {
        let connection = try await self.connect()
        let use = self.use
        let credential = try await connection.credential(at: use.place, for: use.principal, scopes: use.scopes)
        switch try await self.attempt(credential) {
        case .answered(let output): return output
        case .refused(var refusal):
            guard credential.isRenewable else {
                refusal.adviseNewValues(for: credential)
                throw refusal
            }
        }
        let renewed = try await self.renewed(credential, of: connection)
        guard self.request.body?.canBeSentAgain ?? true else { throw .cannotRepeat(callingWith: renewed) }
        switch try await self.attempt(renewed, after: credential) {
        case .answered(let output): return output
        case .refused(var refusal):
            refusal.adviseReauthorization()
            throw refusal
        }
    }

    private func renewed(
        _ refused: Credential, of connection: TaskConnection
    ) async throws(ConnectionError) -> Credential {
        let use = self.use
        let renewed = try await connection.credential(replacing: refused, at: use.place, for: use.principal)
        guard renewed.grant != refused.grant, !use.scopes.isEmpty else { return renewed }
        // Somebody authorized anew meanwhile, and may have granted something else.
        return try await connection.credential(at: use.place, for: use.principal, scopes: use.scopes)
    }

    private enum Attempt {
        case answered(Output)
        /// The service does not accept the credential, and has done nothing.
        case refused(ConnectionError)
    }

    private func attempt(
        _ credential: Credential, after earlier: Credential? = nil
    ) async throws(ConnectionError) -> Attempt {
        let now = self.client.time.now()
        if let refusal = self.client.waits.standing(for: credential.grant, at: now) { throw refusal }
        let request: ServiceRequest
        do throws(CredentialError) { request = try self.request.authorized(with: credential) } catch {
            if let input = error.cause as? InvalidInput { throw ConnectionError(input) }
            throw ConnectionError(error)
        }
        var limits = self.limits
        limits.timeout -= max(.zero, now - self.start)
        guard limits.timeout > .zero else { throw self.stage.timedOut(self.limits) }
        self.stage.sending(with: credential)
        let answer: Answer
        do throws(HTTPTransportError) { answer = try await self.exchange(request, limits, credential) } catch {
            throw ConnectionError(
                error.withoutSecrets(of: credential), callingWith: credential, limits: self.limits)
        }
        guard let notice = answer.notice, let refusal = ReplyRefusal(notice, to: credential, after: earlier) else {
            return .answered(answer.output)
        }
        self.stage.refused()
        let heard = self.client.time.now()
        let error = ConnectionError(refusal, in: notice, callingWith: credential, at: heard)
        switch refusal.meaning {
        case .limit, .limitAsSuccess:
            self.client.waits.note(error, of: credential.grant, at: heard)
            throw error
        case .failure:
            guard error.retryAt != nil else { return .answered(answer.output) }
            self.client.waits.note(error, of: credential.grant, at: heard)
            throw error
        case .scope: throw error
        case .credential: return .refused(error)
        case .redirect, .other: return .answered(answer.output)
        }
    }
}
