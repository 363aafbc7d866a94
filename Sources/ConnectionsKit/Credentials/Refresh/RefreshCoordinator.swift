/// Refreshes tokens: one flight for each grant in this process, and one call over all processes that share the store.
package final class RefreshCoordinator: Sendable {
    private let engine: RefreshEngine
    let board = FlightBoard<RefreshTarget, Landing>()

    package init(
        store: any ConnectionStore, sealer: any SecretSealer, keys: DataKeyDirectory,
        providers: [AuthenticationMethod: any CredentialProvider], catalogue: Catalogue, time: TimeSource,
        random: RandomSource, settings: RefreshSettings, allowsLoopbackHTTP: Bool
    ) {
        self.engine = RefreshEngine(
            store: store, sealer: sealer, keys: keys, providers: providers, catalogue: catalogue, time: time,
            random: random,
            settings: settings, allowsLoopbackHTTP: allowsLoopbackHTTP)
    }

    /// Tokens of the grant that meet `need`, refreshed if need be.
    ///
    /// - Throws: ``CredentialError``, at once when the grant may not be used, whatever is under way.
    package func tokens(
        of grant: Grant.ID, in account: AccountID, need: RefreshNeed
    ) async throws(CredentialError) -> FreshTokens {
        _ = try await self.engine.loadGrant(RefreshTarget(grant: grant, account: account))
        return try await self.outcome(of: grant, in: account, need: need).outcome.get()
    }

    /// Tokens that meet `need`, refreshed if need be, of a grant that was just read and may be used.
    ///
    /// A caller whose task is cancelled leaves at once; the refresh goes on for the others, and its result is stored. The
    /// grant's status is read again before tokens are handed out. Those that still last are handed out when their refresh
    /// fails for now, unless more than that is needed.
    ///
    /// - Returns: how it ended.
    package func outcome(of grant: Grant.ID, in account: AccountID, need: RefreshNeed) async -> Landing {
        await self.storedOrRenewed(RefreshTarget(grant: grant, account: account), need)
    }

    /// Tokens in place of those that the caller knows, of a grant that was found unchanged.
    ///
    /// The caller joins the flight that renews just those, and reads nothing. It does not throw: where ten thousand wait,
    /// neither tokens nor an error are a part of their frames.
    ///
    /// - Returns: how it ended, the same for everybody who waited.
    @inline(__always)
    package func outcome(of renewal: Renewal) async -> Landing {
        let landing = await self.board.join(renewal.ticket, cancelled: .cancelled) {
            self.fly(renewal.ticket.key, renewal.need)
        }
        // A flight that was begun for another need may leave ours unmet; a later one is then ours.
        if let landing, let outcome = self.outcome(of: landing, renewal.need) { return outcome }
        return await self.storedOrRenewed(renewal.ticket.key, renewal.need)
    }

    @inline(never)
    private func storedOrRenewed(_ target: RefreshTarget, _ need: RefreshNeed) async -> Landing {
        // A token that serves as it is waits for nobody's flight.
        do throws(CredentialError) {
            if let stored = try await self.engine.stored(target, need: need) {
                return Landing(.success(self.refreshingAhead(stored)))
            }
        } catch {
            return Landing(.failure(error))
        }
        for _ in 0..<16 {
            let landing = await self.board.wait(for: target, cancelled: .cancelled) { self.fly(target, need) }
            if let outcome = self.outcome(of: landing, need) { return outcome }
        }
        return Landing(.failure(Self.inVain))
    }

    /// What a flight brought for one who needs `need`; `nil` when it was about another need.
    @inline(never)
    private func outcome(of landing: Landing, _ need: RefreshNeed) -> Landing? {
        let now = self.engine.time.now()
        switch landing.outcome {
        case .failure:
            // A refresh that failed for now takes nothing from a token that still lasts.
            guard need == .usable(minimumValidity: .zero), let lasting = landing.lasting,
                lasting.tokens.isUnexpired(at: now)
            else { return landing }
            return Landing(.success(lasting))
        case .success(let fresh):
            if need.isMet(by: fresh.tokens, at: now) {
                _ = self.refreshingAhead(fresh)
                return landing
            }
            guard fresh.isNew else { return nil }
            do throws(CredentialError) {
                if fresh.tokens.isUnexpired(at: now) { try need.requireMeetable(by: fresh.tokens, at: now) }
                return Landing(.failure(Self.inVain))
            } catch {
                return Landing(.failure(error))
            }
        }
    }

    private static let inVain = CredentialError(
        .transient, "the service issues tokens that do not last as long as they are needed for")

    /// Commits new tokens that the store refused to take earlier, also of grants that nobody asks for any more.
    package func saveUnsaved() async {
        for target in self.engine.unsaved.targets {
            // Through the board, so that no flight asks the service again while they are on their way.
            _ = await self.board.wait(for: target, cancelled: .cancelled) { self.fly(target, .ahead) }
        }
    }

    /// Begins a refresh ahead of the end where one is due, unless one is under way; nobody waits for it.
    private func refreshingAhead(_ fresh: FreshTokens) -> FreshTokens {
        guard fresh.tokens.isDue(at: self.engine.time.now()) else { return fresh }
        let target = RefreshTarget(grant: fresh.grant.id, account: fresh.grant.account)
        if self.board.claim(target, version: fresh.tokens.tokenVersion) { self.fly(target, .ahead) }
        return fresh
    }

    private func fly(_ target: RefreshTarget, _ need: RefreshNeed) {
        // A task of its own: no caller's cancellation reaches the call or the commit after it.
        Task { [engine, board] in
            board.land(target, with: await engine.run(target, need: need))
        }
    }
}
