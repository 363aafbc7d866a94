import ConnectionsKit

extension Samples {
    static var slots: [Slot] {
        let users: [UserID?] = [nil, "user", "Zoë's \"user\" 👩‍👩‍👧‍👦"]
        return ([nil] + LiveEnvironment.allCases).flatMap { environment in
            users.map { Slot.fixture(of: .fixture(1), environment: environment, user: $0, grant: .fixture(5)) }
        }
    }

    static var grants: [Grant] {
        let statuses: [Grant.Status] = [
            .authorized, .needsReauthorization(.refreshRefused), .suspended(until: self.endOfTime), .revoked,
            .superseded,
        ]
        let revocations: [Grant.Revocation?] = [
            nil, .pending, .confirmed(.fixture), .notOffered, .supersededNotRevoked, .failed(self.awkward),
        ]
        var bare = Grant.fixture(.fixture(5), connection: .fixture(1), subject: nil)
        bare.accountName = ""
        bare.client = nil
        bare.requestedScopes = []
        bare.grantedScopes = []
        var full = Grant.fixture(.fixture(5), connection: .fixture(1), subject: self.awkward, user: "user's")
        full.accountName = self.awkward
        full.dataCentre = "a new \"one\""
        full.client = Grant.Client(
            clientID: self.awkward,
            credentialSet: CredentialSet.Reference(account: "developer", id: .fixture(3)), revision: 7)
        full.requestedScopes = ["read", self.awkward]
        full.grantedScopes = ["read"]
        let inEveryState = statuses.flatMap { status in
            revocations.map { revocation in
                var grant = full
                grant.status = status
                grant.revocation = revocation
                return grant
            }
        }
        return [bare] + inEveryState
    }

    static var tokens: [TokenState] {
        let bare = TokenState.fixture(of: .fixture(5), refresh: nil, expiresAt: nil)
        var full = TokenState.fixture(
            of: .fixture(5), refresh: self.everyByte, obtainedAt: self.beginningOfTime, expiresAt: self.endOfTime)
        full.access = SealedSecret(envelope: [])
        full.refreshIdleLifetime = .milliseconds(2_592_000_001)
        full.tokenVersion = 9
        full.lease.epoch = 12
        full.lease.until = .fixture
        full.lease.phase = .calling(tokenVersion: 9, epoch: 11)
        full.lease.outcomeUnknown = 8
        full.health.lastRefreshedAt = .fixture
        full.health.failures = 3
        full.health.failingSince = .fixture - .milliseconds(1)
        full.health.retryAt = .fixture + .seconds(60)
        let kinds: [TokenHealth.Failure.Kind] = [.terminal, .transient, .configuration, .outcomeUnknown]
        let failed = kinds.map { kind in
            var tokens = full
            tokens.health.lastFailure = TokenHealth.Failure(kind: kind, code: self.awkward, at: .fixture)
            return tokens
        }
        return [bare, full] + failed
    }

    static var attempts: [Attempt] {
        var bare = Attempt.fixture(state: "state-_0", connection: .fixture(1))
        bare.scopes = []
        bare.client = nil
        bare.redirectURI = nil
        bare.verifier = nil
        bare.device = nil
        bare.details = [:]
        let statuses: [Attempt.Status] = [.open, .consumed, .voided]
        let full = statuses.map { status in
            var attempt = Attempt.fixture(state: "state-_0", connection: .fixture(1), deadline: self.endOfTime)
            attempt.side = .console
            attempt.user = "Zoë's \"user\""
            attempt.slot.user = "Zoë's \"user\""
            attempt.slot.environment = nil
            attempt.environment = .development
            attempt.dataCentre = .japan
            attempt.scopes = ["read", self.awkward]
            attempt.client = Grant.Client(
                clientID: "client", credentialSet: CredentialSet.Reference(account: "developer", id: .fixture(3)),
                revision: 2)
            attempt.verifier = self.everyByte
            attempt.status = status
            return attempt
        }
        return [bare] + full
    }

    static var guardians: [UserGuard] {
        let statuses: [UserGuard.Status] = [.active, .deactivated(until: self.endOfTime), .deleted]
        let users: [UserID] = ["user", "Zoë's \"user\" 👩‍👩‍👧‍👦"]
        return users.flatMap { user in statuses.map { UserGuard.fixture(of: user, status: $0) } }
    }

    static var dataKeys: [DataKey] {
        let writing = DataKey.fixture(.fixture(15))
        var bare = DataKey.fixture(.fixture(15), wrappedBy: "")
        bare.wrapped.bytes = []
        var retired = DataKey.fixture(.fixture(15), wrappedBy: self.awkward)
        retired.wrapped.bytes = self.everyByte.envelope
        retired.createdAt = self.beginningOfTime
        retired.retiredAt = self.endOfTime
        var begun = retired
        begun.progress = DataKey.Progress(target: .fixture(16), place: "grants", after: nil)
        var under = begun
        under.progress?.after = self.awkward
        return [writing, bare, retired, begun, under]
    }

    static var duties: [Duty] {
        var tried = Duty.fixture(.fixture(13), work: .sweep(.fixture(12)), dueAt: self.endOfTime)
        tried.tries = 1_000
        let users: [UserID] = ["user", "Zoë's \"user\" 👩‍👩‍👧‍👦"]
        return [Duty.fixture(.fixture(13), work: .revoke(.fixture(5)), dueAt: self.beginningOfTime), tried]
            + users.map { Duty.fixture(.fixture(13), work: .depart($0)) }
    }
}
