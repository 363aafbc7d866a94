import ConnectionsKit

extension Trial {
    /// The grant whose tokens the requirements on refreshes drive.
    static let grant = Grant.ID.fixture(5)
    /// How long their leases last.
    static let lease = Duration.seconds(30)

    /// Takes refresh steps, one after another in one commit.
    func refresh(_ steps: RefreshStep...) async throws(StoreError) {
        try await self.commit { changes in
            for step in steps { changes.refresh(Self.grant, in: .fixture, step) }
        }
    }

    /// Fails the requirement unless the step is refused as too late, and changes nothing.
    func expectRefused(_ step: RefreshStep, _ what: String) async throws {
        let before = try await self.tokens()
        try await self.expectConflict(.epoch, what) { $0.refresh(Self.grant, in: .fixture, step) }
        let after = try await self.tokens()
        try self.expect(after == before, "\(what): the tokens changed all the same")
    }

    /// The tokens as they stand.
    func tokens() async throws -> TokenState { try await self.stored(TokenState.fixture(of: Self.grant)) }

    /// Writes tokens that nobody refreshes, and takes the given steps.
    func begin(_ steps: RefreshStep...) async throws {
        try await self.insert(TokenState.fixture(of: Self.grant))
        for step in steps { try await self.refresh(step) }
    }
}

extension RefreshStep {
    static func acquire(_ epoch: Int) -> RefreshStep { .acquire(epoch: epoch, duration: Trial.lease) }

    static func intend(_ epoch: Int) -> RefreshStep { .intend(epoch: epoch, tokenVersion: 1) }

    static func succeed(_ epoch: Int, refresh: SealedSecret? = .fixture("new refresh")) -> RefreshStep {
        .succeed(
            epoch: epoch, tokenVersion: 1,
            tokens: RefreshedTokens(
                access: .fixture("new access \(epoch)"), refresh: refresh, expiresAt: .fixture + .seconds(7_200)))
    }

    static func fail(
        _ epoch: Int, _ kind: TokenHealth.Failure.Kind = .transient, retryAt: Timestamp? = nil
    ) -> RefreshStep {
        let failure = TokenHealth.Failure(kind: kind, code: "service_unavailable", at: .fixture)
        return .fail(epoch: epoch, tokenVersion: 1, failure: failure, retryAt: retryAt)
    }
}
