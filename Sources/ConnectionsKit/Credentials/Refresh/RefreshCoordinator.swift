/// Refreshes tokens: one flight for each grant in this process, and one call over all processes that share the store.
package final class RefreshCoordinator: Sendable {
    typealias Outcome = Result<FreshTokens, CredentialError>

    private let engine: RefreshEngine
    let board = FlightBoard<RefreshTarget, Outcome>()

    package init(
        store: any ConnectionStore, sealer: any SecretSealer, providers: [AuthenticationMethod: any CredentialProvider],
        catalogue: Catalogue, time: TimeSource, random: RandomSource, settings: RefreshSettings
    ) {
        self.engine = RefreshEngine(
            store: store, sealer: sealer, providers: providers, catalogue: catalogue, time: time, random: random,
            settings: settings)
    }

    /// Tokens of the grant that meet `need`, refreshed if need be.
    ///
    /// A caller whose task is cancelled leaves at once; the refresh goes on for the others, and its result is stored.
    ///
    /// - Throws: ``CredentialError``; everybody who waited for a failed refresh gets the same.
    package func tokens(
        of grant: Grant.ID, in account: AccountID, need: RefreshNeed
    ) async throws(CredentialError) -> FreshTokens {
        let target = RefreshTarget(grant: grant, account: account)
        return try await self.tokens(of: try await self.engine.loadGrant(target), need: need)
    }

    /// Tokens of a grant that was just read and may be used; see ``tokens(of:in:need:)``.
    ///
    /// The grant's status is read again before they are handed out.
    package func tokens(of grant: Grant, need: RefreshNeed) async throws(CredentialError) -> FreshTokens {
        let target = RefreshTarget(grant: grant.id, account: grant.account)
        // A token that serves as it is waits for nobody's flight.
        if let fresh = try await self.engine.stored(grant, need: need) { return fresh }
        // A flight that was begun for another need may leave ours unmet; a later one is then ours.
        for _ in 0..<16 {
            let outcome = await self.board.wait(for: target, cancelled: .failure(Self.cancelled)) {
                self.fly(target, need)
            }
            let fresh = try outcome.get()
            if need.isMet(by: fresh.tokens, at: self.engine.time.now()) { return fresh }
            if fresh.isNew {
                if fresh.tokens.isUnexpired(at: self.engine.time.now()) { try need.requireMeetable(by: fresh.tokens) }
                break
            }
        }
        throw CredentialError(.transient, "the service issues tokens that do not last as long as they are needed for")
    }

    /// The tokens of a grant as they are stored, when they have an end that is still to come; nothing else.
    package func unexpired(_ grant: Grant) async throws(CredentialError) -> FreshTokens? {
        try await self.engine.unexpired(grant)
    }

    /// Begins a refresh ahead of the end, unless one is under way; nobody waits for it.
    package func refreshAhead(_ grant: Grant.ID, in account: AccountID) {
        let target = RefreshTarget(grant: grant, account: account)
        if self.board.claim(target) { self.fly(target, .ahead) }
    }

    /// Commits new tokens that the store refused to take earlier, also of grants that nobody asks for any more.
    package func saveUnsaved() async {
        for target in self.engine.unsaved.targets {
            // Through the board, so that no flight asks the service again while they are on their way.
            _ = await self.board.wait(for: target, cancelled: .failure(Self.cancelled)) { self.fly(target, .ahead) }
        }
    }

    private func fly(_ target: RefreshTarget, _ need: RefreshNeed) {
        // A task of its own: no caller's cancellation reaches the call or the commit after it.
        Task { [engine, board] in
            board.land(target, with: await engine.run(target, need: need))
        }
    }

    private static let cancelled = CredentialError(.cancelled, "the calling task was cancelled")
}
