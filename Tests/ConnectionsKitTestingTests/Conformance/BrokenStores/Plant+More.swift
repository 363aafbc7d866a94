import ConnectionsKit
import ConnectionsKitInMemory
import ConnectionsKitTesting

extension Plant {
    static let refreshes: [Plant] = [
        Plant(
            "a lease held by two", .refresh, "of many who acquire at once one gets the lease",
            also: [.leases, .tokensApart]
        ) { store, time in SharesLeases(inner: store, time: time) },
        Plant("leases judged by another clock", .leases, "a lease holds to the millisecond by the store's clock") {
            _, _ in InMemoryConnectionStore(time: ManualTimeSource().source)
        },
        Plant("a good token thrown away", .leases, "a good token is stored though the lease has run out") {
            BendsRefreshes.refusesLateSuccess($0, $1)
        },
        Plant(
            "a late token over the taker's call", .leases,
            "a late success is refused once the taker has announced its call", also: [.refresh]
        ) { BendsRefreshes.takesLateSuccess($0, $1) },
        Plant("a verdict after the lease", .leases, "a verdict is not accepted once the lease has run out") {
            BendsRefreshes.takesLateVerdict($0, $1)
        },
        Plant("one version for tokens and grant", .tokensApart, "a rename and a refresh at once lose neither") {
            store, _ in TiesTokensToGrants(inner: store)
        },
    ]

    static let trails: [Plant] = [
        Plant(
            "a revision that never moves", .revisions,
            "every write of a status or a definition raises the revision"
        ) { store, _ in NeverRevises(inner: store) },
        Plant("a revision that moves with a refresh", .revisions, "a refresh leaves the revision") { store, _ in
            RevisesAlways(store)
        },
        Plant(
            "a revision that goes back", .revisions,
            "the revision never goes back, not even when everything is deleted"
        ) { store, _ in CountsForRevision(store) },
        Plant(
            "gaps in the trail", .audit, "entries are numbered from 1 in their order",
            also: [.auditFilters, .erasure, .trimming]
        ) { store, _ in
            SkipsNumbers(inner: store)
        },
        Plant(
            "entries without a chain", .audit, "each entry is chained to the one before it, the first to nothing",
            also: [.trimming]
        ) { store, _ in BreaksTheChain(inner: store) },
        Plant("a chain over all accounts", .audit, "the chain of an account passes by other accounts") { store, _ in
            ChainsAccounts(store)
        },
        Plant(
            "entries of failed commits", .audit, "a failed commit leaves no entry and no gap",
            also: [.accounts, .atomicity, .trimming]
        ) { store, _ in
            KeepsEntriesOfFailures(inner: store)
        },
    ]

    static let queries: [Plant] = [
        Plant("pages by offset", .pages, "a cursor stays good while records are inserted and deleted") { store, _ in
            PagesByOffset(inner: store)
        },
        Plant(
            "shared connections overlooked", .selections, "connections of an application, those it shares included"
        ) { store, _ in OverlooksSharing(inner: store) },
        Plant("the last that is due", .dueWork, "of much that is due the soonest comes first") { store, _ in
            SortsTooLate(inner: store)
        },
        Plant(
            "due a millisecond late", .dueWork, "tokens are due when their refresh is, and not a millisecond before"
        ) { store, _ in IsLate(inner: store) },
        Plant("a grant in its own way", .liveGrants, "the grant that is to be revoked does not count") { store, _ in
            CountsTheGrantItself(inner: store)
        },
        Plant("nobody asked for", .liveGrants, "a person is the same, or not known, or another") { store, _ in
            TakesUnknownForNobody(inner: store)
        },
    ]
}
