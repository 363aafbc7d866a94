import ConnectionsKit
import ConnectionsKitInMemory
import ConnectionsKitTesting

extension Plant {
    static let answers: [Plant] = [
        Plant("the latest tokens first", .dueWork, "tokens are due soonest first, over all accounts") { store, _ in
            TellsOtherWork(inner: store) { $0 == .refreshes ? $1.reversed() : $1 }
        },
        Plant("one kind of work told with another", .dueWork, "each kind of work is asked for by itself") { store, _ in
            TellsOtherWork(inner: store, change: { $1 }) { $0 == .attempts ? .invitations : nil }
        },
        counting("suspended grants overlooked", "a grant that is authorized or suspended is in use, and no other") {
            grant, asked in
            if case .suspended = grant.status { false } else { asked.matches(grant, client: grant.client?.clientID) }
        },
        counting("grants without a client counted", "a grant without an OAuth client is none") { grant, asked in
            asked.matches(grant, client: grant.client?.clientID ?? asked.clientID)
        },
        counting("clients taken for one", "service and client must be the same") { grant, asked in
            asked.matches(grant, client: grant.client.map { _ in asked.clientID })
        },
        Plant("one account's grants alone", .liveGrants, "grants of all accounts count", also: [.erasure, .visibility])
        {
            store, _ in
            CountsGrantsByItsOwnRule(
                inner: store, rule: { $1.matches($0, client: $0.client?.clientID) }, isShortSighted: true)
        },
        Plant("what was in use once", .liveGrants, "what is in use follows what is written", also: [.erasure]) {
            store, _ in FindsAgain(inner: store, memory: Memory())
        },
        Plant(
            "the last told again", .pages, "pages of any size tell everything once, in the order of the keys",
            also: [.roundTrip]
        ) {
            store, _ in RepeatsTheLast(inner: store)
        },
        Plant("a page after nothing", .pages, "nothing is one page, and it is the last", also: everywhere) {
            store, _ in NeverEnds(inner: store)
        },
        Plant("an end after five hundred", .pages, "many records are told page by page", also: [.erasure]) {
            store, _ in EndsAfterFiveHundred(inner: store)
        },
        Plant(
            "installed connections overlooked", .selections, "connections of the account", also: [.atomicity]
        ) { store, _ in
            AnswersOtherwise.leavingOut(store) { selection, record in
                selection != .connections(application: nil) || Connection(record)?.installation == nil
            }
        },
        Plant("another account's page", .tenants, "a page holds the account's own records alone") { store, _ in
            ShowsInvitations(inner: store)
        },
        Plant(
            "another account's trail", .tenants, "the trail and the revision are the account's own",
            also: [.audit, .auditFilters]
        ) { store, _ in ReadsAnotherTrail(inner: store) },
        Plant(
            "accounts known by their trails alone", .accounts,
            "an account is known once its revision moves or its trail begins"
        ) { store, _ in KnowsAccountsByTrail(inner: store) },
        Plant(
            "a store that a cancellation breaks", .cancellation, "a store works on after a cancelled commit"
        ) { store, _ in BreaksWhenCancelled(store) },
        Plant("a grant missing in an entry", .audit, "an entry reads back as it was written") { store, _ in
            RewritesEntries(inner: store, rewrite: { $0.grant = nil })
        },
        Plant("a code cut off", .audit, "the code is kept byte for byte", also: [.trimming]) { store, _ in
            RewritesEntries(inner: store, codeLength: 40)
        },
        Plant("an old entry returned", .audit, "a commit without an entry returns none") { store, _ in
            ReturnsOldEntries(inner: store)
        },
        Plant("every trail trimmed", .trimming, "another account keeps its trail", also: [.revisions]) { store, _ in
            TrimsEveryTrail(inner: store)
        },
        Plant(
            "records trimmed with the trail", .trimming, "records and what else a set writes are left as they are",
            also: [.atomicity, .erasure]
        ) { store, _ in TrimsRecordsToo(inner: store) },
        Plant("an erasure of a thousand", .erasure, "an account of many records is erased whole") { store, _ in
            ErasesAThousand(inner: store)
        },
        Plant("an erased grant in use", .erasure, "a grant that was erased is not in use") { store, _ in
            FindsErasedGrants(inner: store, erased: Memory())
        },
        Plant(
            "an erased connection shared", .erasure, "applications that shared a system connection find it no more"
        ) { store, _ in FindsErasedSharing(inner: store, erased: Memory()) },
        Plant(
            "an erasure of the unknown refused", .erasure,
            "an account without records can be erased, and so can one twice"
        ) { store, _ in
            Refuses(inner: store) { store, _, change in
                guard change.isErasure else { return nil }
                let known = try? await store.accounts(after: nil, limit: 1_000)
                return known?.contains(change.account) == true || change.account != "unknown" ? nil : .missing
            }
        },
    ]

    /// The laws whose requirements ask for pages of nothing.
    private static let everywhere: Set<Law> = [.accounts, .erasure, .selections, .atomicity, .tenants, .uniqueness]

    private static func counting(
        _ name: String, _ requirement: String,
        _ rule: @escaping @Sendable (Grant, CountsGrantsByItsOwnRule.Asked) -> Bool
    ) -> Plant {
        Plant(name, .liveGrants, requirement, also: [.erasure, .visibility]) { store, _ in
            CountsGrantsByItsOwnRule(inner: store, rule: rule)
        }
    }
}
