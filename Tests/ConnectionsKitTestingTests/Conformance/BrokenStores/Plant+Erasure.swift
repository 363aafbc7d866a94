import ConnectionsKit
import ConnectionsKitInMemory
import ConnectionsKitTesting

extension Plant {
    static let erasures: [Plant] = [
        Plant("a kind of record forgotten", .erasure, "of an erased account no record of any kind is left") {
            store, _ in ForgetsAKind(inner: store)
        },
        Plant("a neighbour erased", .erasure, "erasing an account leaves every other as it was") { store, _ in
            ErasesNeighbours(store)
        },
        Plant("an erasure before its turn", .erasure, "an erasure takes what its set wrote before it") { store, _ in
            ErasesFirst(inner: store)
        },
        Plant(
            "an erasure that a conflict does not undo", .atomicity,
            "a later conflict undoes an erasure, and every query finds what it found"
        ) { store, _ in ErasesInAnyCase(inner: store) },
        Plant(
            "the code at the start forgotten", .trimming,
            "the oldest records go, and the last of them is told with its number and code", also: [.atomicity]
        ) { store, _ in ForgetsTheCode(inner: store) },
        Plant(
            "a trail trimmed beyond its end", .trimming,
            "a number that is not there is told as missing, and nothing is removed"
        ) { store, _ in TrimsToTheEnd(inner: store) },
        Plant(
            "trimming that a conflict does not undo", .atomicity, "a later conflict undoes the trimming of a trail",
            also: [.trimming]
        ) { store, _ in TrimsInAnyCase(inner: store) },
    ]
}
