import ConnectionsKit
import ConnectionsKitTesting
import Testing

/// The worked example of the page on storage adapters, and how it comes about step by step.
@Suite struct DictionaryStoreTests {
    @Test(arguments: StoreConformance.requirements)
    func `my store keeps the contract`(_ requirement: StoreConformance.Requirement) async throws {
        try await requirement.run { time in DictionaryStore(time: time.source) }
    }

    @Test(arguments: StoreConformance.requirements(of: .versions, .expectations, .singleUse))
    func `my store keeps records`(_ requirement: StoreConformance.Requirement) async throws {
        try await requirement.run { time in DictionaryStore(time: time.source) }
    }

    @Test(arguments: AdapterStep.all)
    func `each step turns its laws green`(_ step: AdapterStep) async throws {
        for requirement in StoreConformance.requirements where step.laws.contains(requirement.law) {
            try await requirement.run { time in step.store(time) }
        }
    }

    @Test func `a skeleton fails every requirement`() async throws {
        for requirement in StoreConformance.requirements {
            await #expect(throws: ConformanceFailure.self, "\(requirement)") {
                try await requirement.check { _ in SkeletonStore() }
            }
        }
    }
}

/// A step of the page: what is written by then, and the laws that hold.
struct AdapterStep: Sendable, CustomTestStringConvertible {
    let number: Int
    let calls: Set<FaultingStore.Call>
    let kinds: Set<Kind>
    let laws: Set<StoreConformance.Law>

    /// What a commit can do beside writes, deletions and expectations.
    enum Kind { case refresh, trail, trim, erase }

    static let all: [AdapterStep] = [
        AdapterStep(number: 1, calls: [], kinds: [], laws: [.versions, .expectations, .singleUse]),
        AdapterStep(number: 2, calls: [.page], kinds: [], laws: [.selections]),
        AdapterStep(number: 4, calls: [.page], kinds: [.refresh], laws: [.refresh, .leases, .tokensApart]),
        AdapterStep(
            number: 5, calls: [.page, .audit], kinds: [.refresh, .trail], laws: [.audit]),
        AdapterStep(
            number: 6, calls: [.page, .audit, .auditStart], kinds: [.refresh, .trail, .trim],
            laws: [.auditFilters, .trimming]),
        AdapterStep(
            number: 8,
            calls: [
                .page, .audit, .auditStart, .due, .hasLiveGrant, .accounts, .wrappingKeys, .revision,
            ],
            kinds: [.refresh, .trail, .trim, .erase],
            laws: [.dueWork, .liveGrants, .accounts, .uniqueness, .revisions, .erasure]),
    ]

    var testDescription: String { "step \(self.number)" }

    /// The example without what is written in later steps.
    func store(_ time: ManualTimeSource) -> FaultingStore {
        let store = FaultingStore(DictionaryStore(time: time.source))
        let written = self.calls.union([.record, .commit])
        for call in FaultingStore.Call.allCases where !written.contains(call) { store.failNext(call, times: .max) }
        let kinds = self.kinds
        store.failNext(.commit, times: .max) { !$0.kinds.isSubset(of: kinds) }
        return store
    }
}

extension ChangeSet {
    /// What a commit of this set must be able to do.
    fileprivate var kinds: Set<AdapterStep.Kind> {
        let kinds = self.changes.compactMap { change -> AdapterStep.Kind? in
            switch change.action {
            case .refresh: .refresh
            case .trimAudit: .trim
            case .erase: .erase
            case .write, .delete, .expect: nil
            }
        }
        return Set(kinds).union(self.audit.isEmpty ? [] : [.trail])
    }
}
