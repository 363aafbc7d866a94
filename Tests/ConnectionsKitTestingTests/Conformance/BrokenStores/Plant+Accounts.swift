import ConnectionsKit
import ConnectionsKitInMemory
import ConnectionsKitTesting

extension Plant {
    static let accounts: [Plant] = [
        Plant(
            "the end of a time ignored", .auditFilters,
            "a trail is asked for a time, its first moment included and its last not"
        ) { store, _ in BendsFilters(inner: store) { $0.until = nil } },
        Plant(
            "the last moment of a time included", .auditFilters,
            "a trail is asked for a time, its first moment included and its last not"
        ) { store, _ in
            BendsFilters(inner: store) { filter in
                filter.until = filter.until.map { $0 == Timestamp(milliseconds: .max) ? $0 : $0 + .milliseconds(1) }
            }
        },
        Plant("the action ignored where a connection is named", .auditFilters, Self.atOnce) { store, _ in
            BendsFilters(inner: store) { if $0.connection != nil { $0.action = nil } }
        },
        Plant("a filter after the limit", .auditFilters, Self.atOnce) { store, _ in FiltersTooLate(inner: store) },
        Plant(
            "the platform's people overlooked", .auditFilters,
            "a trail is asked for one person, of whatever account or of the platform"
        ) { store, _ in OverlooksThePlatform(inner: store) },
        Plant("accounts in another order", .accounts, Self.inOrder) { store, _ in OrdersByLetters(inner: store) },
        Plant("an account told twice", .accounts, Self.inOrder) { store, _ in RepeatsAccounts(inner: store) },
        Plant(
            "an erased account forgotten", .accounts,
            "an account that was erased, and whose trail was trimmed, is still known"
        ) { store, _ in ForgetsTheErased(inner: store) },
        Plant(
            "a wrapping key told twice", .accounts,
            "each key of the host that wrapped data keys is found once, over all accounts"
        ) { store, _ in RepeatsWrappingKeys(inner: store) },
    ]

    private static let atOnce = "all that is asked for holds at once, from any number and at most as many"
    private static let inOrder = "accounts come in the order of their bytes, each once, in pages of any size"
}
