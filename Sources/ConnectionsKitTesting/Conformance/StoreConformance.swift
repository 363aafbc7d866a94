public import ConnectionsKit

/// The contract of `ConnectionStore` as data: one requirement for each thing that an adapter must do.
///
/// An adapter's whole test is one function, and a failure points at it.
/// ```swift
/// @Test(arguments: StoreConformance.requirements)
/// func `the store meets its contract`(_ requirement: StoreConformance.Requirement) async throws {
///     try await requirement.run { time in MyConnectionStore(clock: time.source) }
/// }
/// ```
/// Each requirement gets a store of its own, empty, and the clock by which that store must judge leases. An adapter whose
/// storage several processes share opens it twice, so that every requirement holds across the two as well.
public enum StoreConformance: Sendable {
    /// Makes an empty store that judges leases by the given clock.
    ///
    /// - Throws: whatever keeps the store from being made; it fails the adapter's test as it is.
    public typealias StoreFactory = @Sendable (ManualTimeSource) async throws -> any ConnectionStore

    /// Everything that a store must do, law by law.
    public static var requirements: [Requirement] {
        [
            self.roundTrips, self.extremes, self.tenants, self.versions, self.conflicts, self.atomicity,
            self.atomicErasure, self.expectations, self.serializability, self.writeSkew, self.visibility,
            self.uniqueLinkNames, self.uniqueSystemConnections, self.uniqueReleaseNumbers, self.uniqueInstallations,
            self.uniquenessOrder, self.dataKeys, self.singleUse, self.refreshSteps, self.refreshOutcomes,
            self.refreshTable,
            self.leases,
            self.tokensApart, self.revisions, self.revisionStates, self.audit, self.auditChain, self.auditLink,
            self.auditFilters, self.trimming, self.erasure, self.erasedClaims, self.accounts,
            self.connectionSelections, self.selections, self.accountSelections, self.distributionSelections,
            self.pages, self.cursors, self.walks, self.limits, self.selectionPages, self.dueRefreshes, self.dueWork,
            self.dueInvitations, self.liveGrants, self.cancellation,
        ].flatMap { $0 }
    }

    /// What a store must do by some of the laws: for an author who takes them one after another.
    ///
    /// - Parameter laws: which.
    /// - Returns: their requirements, in the order of ``requirements``.
    public static func requirements(of laws: Law...) -> [Requirement] {
        self.requirements.filter { laws.contains($0.law) }
    }
}
