import ConnectionsKit
import ConnectionsKitTesting

/// Changes what a trail is asked for.
struct BendsFilters: StoreDecorator {
    let inner: any ConnectionStore
    let bend: @Sendable (inout AuditFilter) -> Void

    func audit(
        of account: AccountID, matching filter: AuditFilter, after sequence: Int, limit: Int
    ) async throws(StoreError) -> [AuditRecord] {
        var bent = filter
        self.bend(&bent)
        return try await self.inner.audit(of: account, matching: bent, after: sequence, limit: limit)
    }
}

/// Takes the people of the platform for nobody.
struct OverlooksThePlatform: StoreDecorator {
    let inner: any ConnectionStore

    func audit(
        of account: AccountID, matching filter: AuditFilter, after sequence: Int, limit: Int
    ) async throws(StoreError) -> [AuditRecord] {
        let records = try await self.inner.audit(of: account, matching: filter, after: sequence, limit: limit)
        guard filter.user != nil else { return records }
        return records.filter { if case .platform = $0.entry.actor { false } else { true } }
    }
}

/// Reads as many records as asked for before it looks which of them are.
struct FiltersTooLate: StoreDecorator {
    let inner: any ConnectionStore

    func audit(
        of account: AccountID, matching filter: AuditFilter, after sequence: Int, limit: Int
    ) async throws(StoreError) -> [AuditRecord] {
        try await self.inner.audit(of: account, after: sequence, limit: limit).filter { filter.matches($0.entry) }
    }
}
