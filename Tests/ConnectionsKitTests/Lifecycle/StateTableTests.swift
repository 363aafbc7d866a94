import ConnectionsKit
import ConnectionsKitTesting
import Testing

/// The machines of the records, each as a whole.
@Suite struct StateTableTests {
    static let now = Timestamp.fixture
    static let later = Timestamp.fixture + .seconds(60)

    @Test func `a submission`() throws {
        func submission(_ status: Submission.Status) -> Submission {
            var submission = Submission.fixture()
            submission.status = status
            return submission
        }
        let statuses = Submission.Status.allCases.map { ($0.rawValue, submission($0)) }
        try StateTable(
            states: Dictionary(uniqueKeysWithValues: statuses),
            events: [
                "approve": { submission throws(IllegalTransition) in try submission.approved(at: Self.now) },
                "reject": { submission throws(IllegalTransition) in
                    try submission.rejected(because: "no", at: Self.now)
                },
                "withdraw": { submission throws(IllegalTransition) in try submission.withdrawn(at: Self.now) },
                "replace": { submission throws(IllegalTransition) in try submission.replaced(at: Self.now) },
                "delist": { submission throws(IllegalTransition) in
                    try submission.delisted(because: "no", at: Self.now)
                },
            ],
            name: { $0.status.rawValue }
        ).check(
            """
                       approve  reject    withdraw   replace   delist
            inReview   listed   rejected  withdrawn  -         -
            listed     -        -         withdrawn  replaced  delisted
            rejected   -        -         -          -         -
            withdrawn  -        -         -          -         -
            replaced   -        -         -          -         -
            delisted   -        -         -          -         -
            """)
    }

    @Test func `a share`() throws {
        let open = Share.fixture()
        var used = open
        used.installation = .fixture(1)
        var (withdrawn, both) = (open, used)
        withdrawn.isWithdrawn = true
        both.isWithdrawn = true
        try StateTable(
            states: ["open": open, "used": used, "withdrawn": withdrawn, "used+withdrawn": both],
            events: [
                "use": { share throws(IllegalTransition) in try share.used(for: .fixture(1)) },
                "use-for-another": { share throws(IllegalTransition) in
                    let next = try share.used(for: .fixture(2))
                    // Which installation is no state of its own.
                    return share.installation == nil ? try share.used(for: .fixture(1)) : next
                },
                "withdraw": { share throws(IllegalTransition) in try share.withdrawn() },
                "license": { share throws(IllegalTransition) in share.licensed(.trial(until: Self.later)) },
            ],
            name: { share in
                let parts = [share.installation.map { _ in "used" }, share.isWithdrawn ? "withdrawn" : nil]
                let name = parts.compactMap(\.self).joined(separator: "+")
                return name.isEmpty ? "open" : name
            }
        ).check(
            """
                            use   use-for-another  withdraw        license
            open            used  used             withdrawn       open
            used            used  -                used+withdrawn  used
            withdrawn       -     -                -               withdrawn
            used+withdrawn  -     -                -               used+withdrawn
            """)
    }

    @Test func `an invitation`() throws {
        var open = Invitation.fixture()
        open.expiresAt = Self.later
        var (expired, accepted) = (open, open)
        expired.expiresAt = Self.now
        accepted.client = "client"
        try StateTable(
            states: ["open": open, "expired": expired, "accepted": accepted],
            events: [
                "accept": { invitation throws(IllegalTransition) in
                    try invitation.accepted(by: "client", at: Self.now)
                },
                "accept-by-another": { invitation throws(IllegalTransition) in
                    _ = try invitation.accepted(by: "other", at: Self.now)
                    return try invitation.accepted(by: "client", at: Self.now)
                },
                "resend": { invitation throws(IllegalTransition) in try invitation.resent(until: Self.later) },
                "require-open": { invitation throws(IllegalTransition) in
                    try invitation.requireOpen()
                    return invitation
                },
            ],
            name: { $0.client != nil ? "accepted" : $0.expiresAt > Self.now ? "open" : "expired" }
        ).check(
            """
                      accept    accept-by-another  resend  require-open
            open      accepted  accepted           open    open
            expired   -         -                  open    expired
            accepted  accepted  -                  -       -
            """)
    }

    @Test func `a person`() throws {
        func person(_ status: UserGuard.Status) -> UserGuard {
            UserGuard(user: "maria", account: .fixture, status: status)
        }
        try StateTable(
            states: [
                "active": person(.active), "deactivated": person(.deactivated(until: Self.later)),
                "deleted": person(.deleted),
            ],
            events: [
                "deactivate": { person throws(IllegalTransition) in try person.deactivated(until: Self.later) },
                "reactivate": { person throws(IllegalTransition) in try person.reactivated() },
                "delete": { person throws(IllegalTransition) in try person.deleted() },
            ],
            name: { person in
                switch person.status {
                case .active: "active"
                case .deactivated: "deactivated"
                case .deleted: "deleted"
                }
            }
        ).check(
            """
                         deactivate   reactivate  delete
            active       deactivated  -           deleted
            deactivated  -            active      deleted
            deleted      -            active      -
            """)
    }

    @Test func `a revision of a credential set`() throws {
        let set = CredentialSet.fixture()
        let (next, earlier) = set.replaced(
            by: CredentialSet.Contents(
                clientID: "new", secret: nil, authentication: .none, redirectURI: set.redirectURI), at: Self.now)
        #expect(next.revision == set.revision + 1 && next.clientID == "new" && earlier.clientID == set.clientID)
        let retired = try earlier.retired(at: Self.now)
        #expect(retired.secret == nil && retired.retiredAt == Self.now)
        try StateTable(
            states: ["good": earlier, "retired": retired],
            events: ["retire": { revision throws(IllegalTransition) in try revision.retired(at: Self.now) }],
            name: { $0.retiredAt == nil ? "good" : "retired" }
        ).check(
            """
                     retire
            good     retired
            retired  -
            """)
    }

    @Test func `an application that is being published`() throws {
        let free = Application.fixture()
        var (mine, theirs, stale) = (free, free, free)
        let lock = Application.PublishLock(user: "olga", since: Self.now)
        mine.publishing = lock
        theirs.publishing = Application.PublishLock(user: "dan", since: Self.now)
        stale.publishing = Application.PublishLock(user: "dan", since: Self.now - .seconds(60))
        try StateTable(
            states: ["free": free, "mine": mine, "theirs": theirs, "stale": stale],
            events: [
                "lock": { application throws(IllegalTransition) in
                    try application.locked(by: "olga", at: Self.now, takingOverAfter: .seconds(60))
                },
                "unlock": { application throws(IllegalTransition) in try application.unlocked(from: lock) },
                "edit": { application throws(IllegalTransition) in
                    try application.requireEditable()
                    return application
                },
                "release": { application throws(IllegalTransition) in try application.releasing() },
            ],
            name: { application in
                switch application.publishing {
                case nil: "free"
                case lock: "mine"
                case .some(let other): other.since < Self.now ? "stale" : "theirs"
                }
            }
        ).check(
            """
                    lock  unlock  edit  release
            free    mine  -       free  free
            mine    -     free    -     -
            theirs  -     -       -     -
            stale   mine  -       -     -
            """)
    }
}
