import ConnectionsKit
import ConnectionsKitInMemory
import ConnectionsKitTesting

extension Plant {
    static let concurrency: [Plant] = [
        Plant(
            "a definition written over", .serializability,
            "a bound over records that come and go holds however many write at once"
        ) { store, _ in LosesUpdates(inner: store, isChoosy: false) { Connection($0) != nil } },
        Plant(
            "a token lost to one sealed anew", .tokensApart,
            "of sealing anew and a refresh at once the new token is never lost"
        ) { store, _ in LosesUpdates(inner: store) { TokenState($0) != nil } },
        Plant(
            "an answer from what was asked often", .visibility,
            "a record is seen as the last commit left it, however often it was read before"
        ) { store, _ in KeepsWhatIsAskedOften(store) },
        Plant(
            "a commit told before it is done", .visibility, "what one task was told is written, another reads",
            also: [.atomicity, .revisions, .serializability]
        ) { store, _ in AnswersEarly(store) },
        Plant(
            "a revision that comes late", .revisions, "a revision stands for one state, also while others write"
        ) { store, _ in RevisesInItsOwnWay(store, isLate: true) { _ in true } },
        Plant(
            "a revision that a refresh holds back", .revisions,
            "a set of a status and a refresh raises the revision, one of refreshes alone does not"
        ) { store, _ in
            RevisesInItsOwnWay(store) { changes in
                !changes.changes.contains { if case .refresh = $0.action { true } else { false } }
            }
        },
        Plant(
            "numbers shown as they come", .audit, "who follows a trail while it is written misses nothing"
        ) { store, _ in ShowsNumbersAsTheyCome(store) },
        Plant(
            "a link made twice", .audit,
            "the link function is asked once for each entry, in order, within the commit"
        ) { store, _ in AsksTwice(inner: store) },
        Plant(
            "a link made for nothing", .audit, "a set without an entry asks the link function for nothing"
        ) { store, _ in AsksForNothing(inner: store) },
        Plant(
            "a cancellation told too late", .cancellation,
            "a set whose task is cancelled during the commit holds whole or not at all, as told"
        ) { store, _ in TellsOfCancellationTooLate(inner: store) },
        Plant(
            "a cancellation told as a failure", .cancellation,
            "a cancelled task's commit is told so and writes nothing"
        ) { store, _ in TakesCancellationForAFailure(inner: store) },
    ]

    static let judgements: [Plant] = [
        Plant(
            "the wrong index told", .conflicts,
            "each kind of change is told by its index and its reason, and undoes what came before", also: [.erasure]
        ) { store, _ in Miscounts(inner: store) },
        Plant(
            "names judged before keys", .uniqueness, "a key and its version are judged before what must be unique"
        ) { store, _ in JudgesNamesFirst(inner: store) },
        Plant(
            "names judged at the end", .uniqueness,
            "what must be unique is judged at each change, not at the end of the set"
        ) { store, _ in JudgesNamesLast(inner: store) },
        Plant("a large set in pieces", .atomicity, "a set of many changes is one commit") { store, _ in
            SplitsLargeSets(inner: store)
        },
        Plant(
            "a refresh put off to an earlier moment", .refresh,
            "a refresh is put off by whoever asks, never to an earlier moment"
        ) { BendsRefreshes.postponesBackwards($0, $1) },
        Plant(
            "tokens sealed anew taken for new ones", .tokensApart,
            "tokens sealed anew keep their version and their lease, so that a refresh goes on", also: [.roundTrip]
        ) { store, _ in Rewrites(store, TokenState.self) { if $0.version > 1 { $0.tokenVersion += 1 } } },
        Plant(
            "a limit taken at its word", .pages,
            "a limit beyond 1 to 1,000 is taken as the nearest of the two, whatever is read"
        ) { store, _ in TakesLimitsAtTheirWord(inner: store) },
        Plant("the end of time taken for never", .dueWork, "what is due at the ends of time is due then") {
            store, _ in OverlooksTheEnd(inner: store)
        },
    ]
}
