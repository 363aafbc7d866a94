import ConnectionsKit

/// How an authorization stands in everything that it serves.
struct GrantReport: Report {
    var grant: String
    var account: String
    var connector: String
    var kind: String
    var accountName: String
    var authorizedBy: String
    @OrNull var user: String?
    var authorizedAt: String
    var grantedScopes: [String]
    var status: String
    /// Why it has this status, for people; `nil` where there is nothing to say.
    @OrNull var explanation: String?
    /// What became of its revocation at the service; `nil` while none is wanted.
    @OrNull var revocation: String?
    @OrNull var tokens: Tokens?
    var uses: [Use]
    /// Until when no task gets a credential, since its access token has ended and the last refresh failed.
    @OrNull var waitsUntil: String?

    struct Tokens: Encodable, Sendable {
        @OrNull var version: Int?
        @OrNull var health: String?
        @OrNull var expiresAt: String?
        @OrNull var lastRefreshedAt: String?
        @OrNull var nextRefreshAt: String?
        @OrNull var failure: Failure?
        var isOutcomeUnknown: Bool

        struct Failure: Encodable, Sendable {
            var kind: String
            var code: String
            var at: String
            var inARow: Int
            @OrNull var since: String?
        }
    }

    struct Use: Encodable, Sendable {
        var connection: String
        var linkName: String
        var environment: String
        var isShared: Bool
        @OrNull var user: String?
        var isConnected: Bool
        var missingScopes: [String]
        @OrNull var nextAction: String?
    }

    init(_ standing: GrantStanding, tokenVersion: Int?) {
        let grant = standing.grant
        self.grant = grant.id.description
        self.account = grant.account.text
        self.connector = grant.connector.rawValue
        self.kind = grant.kind.rawValue
        self.accountName = grant.accountName
        self.authorizedBy = grant.authorizedBy.text
        self.user = grant.user?.text
        self.authorizedAt = grant.createdAt.description
        self.grantedScopes = grant.grantedScopes
        self.status = standing.status.word
        self.explanation = standing.status.explanation
        self.revocation = grant.revocation?.words
        self.waitsUntil = standing.waitsUntil(from: Desk.current.time.now())?.description
        self.tokens = standing.health.map { Tokens($0, standing, version: tokenVersion) }
        self.uses = standing.uses.map { use in
            Use(
                connection: use.connection.name, linkName: use.connection.linkName,
                environment: use.environment.rawValue, isShared: use.slot.environment == nil,
                user: use.slot.user?.text, isConnected: use.status.isConnected,
                missingScopes: use.status.missingScopes, nextAction: use.status.nextAction)
        }
    }

    /// Whether a task gets a credential of it anywhere.
    var isUsable: Bool { self.waitsUntil == nil && self.uses.contains(where: \.isConnected) }
    var exit: Exit { self.isUsable ? .fine : .findings }
}

extension GrantReport.Tokens {
    init(_ health: AuthorizationHealth, _ standing: GrantStanding, version: Int?) {
        self.version = version
        self.health = standing.condition?.rawValue
        self.expiresAt = health.expiresAt?.description
        self.lastRefreshedAt = health.lastRefreshedAt?.description
        self.nextRefreshAt = health.nextRefreshAt?.description
        self.isOutcomeUnknown = standing.isOutcomeUnknown
        self.failure = health.lastFailure.map { failure in
            Failure(
                kind: failure.kind.rawValue, code: failure.code, at: failure.at.description, inARow: health.failures,
                since: health.failingSince?.description)
        }
    }
}

extension GrantStanding {
    /// Until when no task gets a credential of it, since its access token has ended and the next refresh is put off.
    func waitsUntil(from now: Timestamp) -> Timestamp? {
        guard self.status == .authorized, let health = self.health, health.lastFailure != nil,
            let end = health.expiresAt, end <= now, let next = health.nextRefreshAt, next > now
        else { return nil }
        return next
    }
}

extension Grant.Status {
    /// The status in a sentence; nothing where all is well.
    var explanation: String? {
        switch self {
        case .authorized: nil
        case .needsReauthorization(let cause): "Somebody must authorize again: \(cause.explanation)."
        case .suspended(let until): "Whoever authorized was deactivated; it is revoked at \(until) unless they return."
        case .revoked: "It was revoked."
        case .superseded: "A later authorization took its place."
        }
    }
}

extension Grant.Revocation {
    /// What became of it, for people.
    var words: String {
        switch self {
        case .pending: "queued"
        case .confirmed(let moment): "confirmed by the service at \(moment)"
        case .notOffered: "the service offers none; the tokens were destroyed here"
        case .supersededNotRevoked: "left out, since it could have ended another grant that is in use"
        case .failed(let answer): "given up after many tries; the last answer was \(answer)"
        }
    }
}
