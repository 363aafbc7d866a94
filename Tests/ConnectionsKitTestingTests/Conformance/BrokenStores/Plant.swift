import ConnectionsKit
import ConnectionsKitInMemory
import ConnectionsKitTesting
import Testing

/// A fault that is planted in a store, and where the suite must find it.
struct Plant: Sendable, CustomTestStringConvertible {
    typealias Law = StoreConformance.Law

    let name: String
    /// The requirement that must fail.
    let requirement: String
    /// The law it belongs to.
    let law: Law
    /// The laws that the fault may break besides; every other must be found to hold.
    let also: Set<Law>
    let store: StoreConformance.StoreFactory

    var testDescription: String { self.name }

    init(
        _ name: String, _ law: Law, _ requirement: String, also: Set<Law> = [],
        _ store: @escaping @Sendable (InMemoryConnectionStore, ManualTimeSource) -> any ConnectionStore
    ) {
        self.name = name
        self.requirement = requirement
        self.law = law
        self.also = also
        self.store = { time in store(InMemoryConnectionStore(time: time.source), time) }
    }

    static let all: [Plant] = [
        Self.commits, Self.records, Self.changes, Self.judgements, Self.concurrency, Self.uniqueness,
        Self.refreshes, Self.steps, Self.trails, Self.queries, Self.answers, Self.selections, Self.erasures,
        Self.accounts, Self.distribution,
    ].flatMap { $0 }

    private static let commits: [Plant] = [
        Plant("a lost update", .serializability, "no increment is lost") { store, _ in
            LosesUpdates(inner: store) { Application($0) != nil }
        },
        Plant(
            "write skew", .serializability, "a connection is never disabled and referred to at once", also: [.erasure]
        ) { store, _ in
            SkewsWrites(inner: store) { $0 != .absent }
        },
        Plant(
            "a phantom", .serializability, "two inserts that each expect the other's absence never both hold"
        ) { store, _ in
            SkewsWrites(inner: store) { $0 == .absent }
        },
        Plant(
            "a commit written in part", .atomicity, "a set whose last change conflicts writes nothing",
            also: [.accounts, .conflicts, .expectations, .revisions, .serializability, .trimming, .uniqueness]
        ) { store, _ in WritesInPart(inner: store) },
        Plant(
            "a commit seen in part", .atomicity, "a reader sees all of a commit or none", also: [.serializability]
        ) { store, _ in
            WritesOneByOne(inner: store)
        },
        Plant(
            "expectations alone left unjudged", .expectations, "a set of expectations alone is judged", also: [.tenants]
        ) { store, _ in SkipsWhatWritesNothing(inner: store) },
        Plant(
            "a state consumed twice", .singleUse, "of many callbacks with one state one consumes the attempt"
        ) { store, _ in
            LosesUpdates(inner: store) { Attempt($0) != nil }
        },
        Plant(
            "a link name that repeats", .uniqueness, "a link name is unique in its account", also: [.atomicity]
        ) { store, _ in RepeatsLinkNames(inner: store, looks: false) },
        Plant(
            "a link name looked up before it is written", .uniqueness,
            "of two inserts of one link name at once one holds"
        ) { store, _ in RepeatsLinkNames(inner: store, looks: true) },
        Plant(
            "the wrong rule told", .uniqueness, "of two tasks that make a system connection at once one wins"
        ) { store, _ in NamesTheWrongRule(inner: store) },
        Plant("another account's record", .tenants, "a record is read in its own account alone") { store, _ in
            ReadsOthers(store)
        },
        Plant("an insert over what is there", .versions, "a second insert conflicts", also: [.erasure]) { store, _ in
            WritesOver(inner: store)
        },
        Plant(
            "a cancelled commit written", .cancellation, "a cancelled task's commit is told so and writes nothing"
        ) {
            store, _ in IgnoresCancellation(inner: store)
        },
    ]
}

extension Plant {
    /// The first fault that a requirement finds; those of its own law are tried first.
    static func first(failing requirement: StoreConformance.Requirement) async throws -> Plant? {
        // That a plant's own requirement finds it has a test of its own.
        if let own = self.all.first(where: { $0.requirement == requirement.name }) { return own }
        let own = self.all.filter { $0.law == requirement.law }
        let others = self.all.filter { $0.law != requirement.law }
        for plant in own + others {
            do {
                try await requirement.check(against: plant.store)
            } catch is ConformanceFailure {
                return plant
            }
        }
        return nil
    }
}
