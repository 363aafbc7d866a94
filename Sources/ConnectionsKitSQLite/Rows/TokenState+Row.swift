import ConnectionsKit

extension TokenState: TableRecord {
    static let table = Table(
        "tokens", key: ["grant_id"],
        columns: [
            "token_version", "access", "refresh", "obtained_at", "expires_at", "idle_lifetime", "lease_epoch",
            "lease_until", "calling_version", "calling_epoch", "outcome_unknown", "last_refreshed_at", "failure_kind",
            "failure_code", "failure_at", "failures", "failing_since", "retry_at",
        ],
        derived: ["refresh_due_at"])

    init(row: inout Row) throws(SQLiteFailure) {
        let account: AccountID = try row.hostID()
        let grant: Grant.ID = try row.id()
        let tokenVersion = try row.int()
        self.init(
            grant: grant, account: account, access: try row.sealed(), refresh: try row.optionalSealed(),
            obtainedAt: try row.timestamp(), expiresAt: try row.optionalTimestamp())
        self.tokenVersion = tokenVersion
        self.refreshIdleLifetime = try row.optionalInt().map { .milliseconds($0) }
        self.lease = try RefreshLease(row: &row)
        self.health = try TokenHealth(row: &row)
        self.version = try row.int()
    }

    func bind(to binder: inout Binder) {
        binder.add(
            self.account, self.grant, self.tokenVersion, self.access, self.refresh, self.obtainedAt, self.expiresAt,
            self.refreshIdleLifetime.map { Int($0.wholeMilliseconds) }, self.lease, self.health, self.version,
            self.refreshDueAt)
    }
}

/// Five columns: the epoch, until when, the token version and the epoch of a call under way, the call never answered.
extension RefreshLease: Bindable {
    fileprivate init(row: inout Row) throws(SQLiteFailure) {
        self.init()
        self.epoch = try row.int()
        self.until = try row.optionalTimestamp()
        let (version, caller) = (try row.optionalInt(), try row.optionalInt())
        switch (version, caller) {
        case (nil, nil): self.phase = .idle
        case (.some(let version), .some(let caller)): self.phase = .calling(tokenVersion: version, epoch: caller)
        default: throw row.invalid("a call without its token version or its epoch")
        }
        self.outcomeUnknown = try row.optionalInt()
    }

    func bind(to binder: inout Binder) {
        binder.add(self.epoch, self.until)
        switch self.phase {
        case .idle:
            binder.null(2)
        case .calling(let version, let caller):
            binder.add(version, caller)
        }
        binder.add(self.outcomeUnknown)
    }
}

/// Seven columns: the last refresh, the kind, the code and the moment of the last failure, the count and the first of those
/// in a row, the next try.
extension TokenHealth: Bindable {
    fileprivate init(row: inout Row) throws(SQLiteFailure) {
        self.init()
        self.lastRefreshedAt = try row.optionalTimestamp()
        let kind: Failure.Kind? = try row.optionalNamed()
        let (code, moment) = (try row.optionalText(), try row.optionalTimestamp())
        switch (kind, code, moment) {
        case (nil, nil, nil): self.lastFailure = nil
        case (.some(let kind), .some(let code), .some(let moment)):
            self.lastFailure = Failure(kind: kind, code: code, at: moment)
        default: throw row.invalid("a failure that is incomplete")
        }
        self.failures = try row.int()
        self.failingSince = try row.optionalTimestamp()
        self.retryAt = try row.optionalTimestamp()
    }

    func bind(to binder: inout Binder) {
        binder.add(
            self.lastRefreshedAt, self.lastFailure?.kind, self.lastFailure?.code, self.lastFailure?.at, self.failures,
            self.failingSince, self.retryAt)
    }
}
