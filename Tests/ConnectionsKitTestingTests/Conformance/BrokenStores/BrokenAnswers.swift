import ConnectionsKit
import ConnectionsKitTesting

/// Tells other work than what is due.
struct TellsOtherWork: StoreDecorator {
    let inner: any ConnectionStore
    let change: @Sendable (DueWork, [Record]) -> [Record]
    /// Work that is told besides, of what kind.
    var besides: @Sendable (DueWork) -> DueWork? = { _ in nil }

    func due(_ work: DueWork, at moment: Timestamp, limit: Int) async throws(StoreError) -> [Record] {
        var due = self.change(work, try await self.inner.due(work, at: moment, limit: limit))
        if let other = self.besides(work) { due += try await self.inner.due(other, at: moment, limit: limit) }
        return due
    }
}

/// Looks for grants in use by a rule of its own.
struct CountsGrantsByItsOwnRule: StoreDecorator {
    let inner: any ConnectionStore
    let rule: @Sendable (Grant, Asked) -> Bool
    /// Whether the first account alone is looked through.
    var isShortSighted = false

    /// What a grant in use is looked for by.
    struct Asked {
        var connector: ConnectorID
        var clientID: String
        var subject: String?

        /// Whether a grant is such a one, by the contract.
        func matches(_ grant: Grant, client: String?) -> Bool {
            switch grant.status {
            case .authorized, .suspended: break
            default: return false
            }
            return grant.connector == self.connector && client == self.clientID
                && (self.subject == nil || grant.subject == nil || grant.subject == self.subject)
        }
    }

    func hasLiveGrant(
        connector: ConnectorID, clientID: String, subject: String?, excluding excluded: Grant.ID
    ) async throws(StoreError) -> Bool {
        let asked = Asked(connector: connector, clientID: clientID, subject: subject)
        for account in try await self.inner.accounts(after: nil, limit: self.isShortSighted ? 1 : 1_000) {
            for grant in try await self.inner.all(.grants(), in: account)
            where grant.id != excluded && self.rule(grant, asked) {
                return true
            }
        }
        return false
    }
}

/// Finds again what was found once.
struct FindsAgain: StoreDecorator {
    let inner: any ConnectionStore
    let memory: Memory<String>

    func hasLiveGrant(
        connector: ConnectorID, clientID: String, subject: String?, excluding excluded: Grant.ID
    ) async throws(StoreError) -> Bool {
        let isLive = try await self.inner.hasLiveGrant(
            connector: connector, clientID: clientID, subject: subject, excluding: excluded)
        let asked = "\(connector) \(clientID) \(subject ?? "-") \(excluded)"
        if isLive { self.memory.insert(asked) }
        return self.memory.contains(asked)
    }
}

/// Begins a page with the last record of the page before.
struct RepeatsTheLast: StoreDecorator {
    let inner: any ConnectionStore

    func page(
        _ selection: Selection, in account: AccountID, after cursor: Cursor?, limit: Int
    ) async throws(StoreError) -> Page<Record> {
        var page = try await self.inner.page(selection, in: account, after: cursor, limit: limit)
        guard cursor != nil, let first = page.elements.first else { return page }
        let before = try await self.inner.page(selection, in: account, after: nil, limit: 1_000).elements
        if let index = before.firstIndex(of: first), index > 0 { page.elements.insert(before[index - 1], at: 0) }
        return page
    }
}

/// Ends after five hundred records.
struct EndsAfterFiveHundred: StoreDecorator {
    let inner: any ConnectionStore

    func page(
        _ selection: Selection, in account: AccountID, after cursor: Cursor?, limit: Int
    ) async throws(StoreError) -> Page<Record> {
        let page = try await self.inner.page(selection, in: account, after: cursor, limit: limit)
        return Page(
            elements: Array(page.elements.prefix(500)),
            next: page.elements.count > 500 || limit == 500 ? nil : page.next)
    }
}

/// Always has a page after the first.
struct NeverEnds: StoreDecorator {
    let inner: any ConnectionStore

    func page(
        _ selection: Selection, in account: AccountID, after cursor: Cursor?, limit: Int
    ) async throws(StoreError) -> Page<Record> {
        let page = try await self.inner.page(selection, in: account, after: cursor, limit: limit)
        guard cursor == nil, page.elements.isEmpty else { return page }
        return Page(elements: [], next: Cursor("[\"\"]"))
    }
}

/// Shows an account's invitations to every other.
struct ShowsInvitations: StoreDecorator {
    let inner: any ConnectionStore

    func page(
        _ selection: Selection, in account: AccountID, after cursor: Cursor?, limit: Int
    ) async throws(StoreError) -> Page<Record> {
        var page = try await self.inner.page(selection, in: account, after: cursor, limit: limit)
        guard selection == .invitations, page.elements.isEmpty else { return page }
        for other in try await self.inner.accounts(after: nil, limit: 10) {
            page.elements += try await self.inner.page(selection, in: other, after: nil, limit: limit).elements
        }
        return page
    }
}

/// Reads another trail where there is none.
struct ReadsAnotherTrail: StoreDecorator {
    let inner: any ConnectionStore

    func audit(
        of account: AccountID, matching filter: AuditFilter, after sequence: Int, limit: Int
    ) async throws(StoreError) -> [AuditRecord] {
        let records = try await self.inner.audit(of: account, matching: filter, after: sequence, limit: limit)
        guard records.isEmpty, filter == .all, sequence == 0,
            try await self.inner.auditStart(of: account).sequence == 0,
            let other = try await self.inner.accounts(after: nil, limit: 1).first
        else { return records }
        return try await self.inner.audit(of: other, matching: filter, after: sequence, limit: limit)
    }
}

/// Knows accounts by their trails alone.
struct KnowsAccountsByTrail: StoreDecorator {
    let inner: any ConnectionStore

    func accounts(after account: AccountID?, limit: Int) async throws(StoreError) -> [AccountID] {
        var result: [AccountID] = []
        for known in try await self.inner.accounts(after: account, limit: 1_000) {
            let start = try await self.inner.auditStart(of: known).sequence
            let hasTrail = try await !self.inner.audit(of: known, after: 0, limit: 1).isEmpty
            if start > 0 || hasTrail { result.append(known) }
        }
        return Array(result.prefix(limit.asLimit))
    }
}
