import ConnectionsKit
import ConnectionsKitTesting
import Synchronization

/// Installs an application as often as it is told to.
///
/// The store inside does hold installations unique, so it gets each application with the installation's identifier
/// behind it.
struct InstallsTwice: StoreDecorator {
    let inner: any ConnectionStore

    func commit(_ changes: ChangeSet, link: @escaping AuditLink) async throws(StoreError) -> [AuditRecord] {
        let marked = changes.changes.map { change in
            guard case .write(.installation(let installation), let expectation) = change.action else { return change }
            var result = change
            result.action = .write(.installation(installation.marked), expecting: expectation)
            return result
        }
        return try await self.inner.commit(changes.with(marked), link: link)
    }

    func record(_ key: RecordKey, in account: AccountID) async throws(StoreError) -> Record? {
        try await self.inner.record(key, in: account)?.unmarked
    }

    func page(
        _ selection: Selection, in account: AccountID, after cursor: Cursor?, limit: Int
    ) async throws(StoreError) -> Page<Record> {
        let page = try await self.inner.page(selection, in: account, after: cursor, limit: limit)
        return Page(elements: page.elements.map(\.unmarked), next: page.next)
    }
}

extension Installation {
    fileprivate var marked: Installation {
        var result = self
        result.application = ApplicationID("\(self.application)\u{1F}\(self.id)")
        return result
    }
}

extension Record {
    fileprivate var unmarked: Record {
        guard case .installation(var installation) = self else { return self }
        installation.application = ApplicationID(String(installation.application.text.prefix { $0 != "\u{1F}" }))
        return .installation(installation)
    }
}

/// Takes what was uninstalled for installed.
struct CountsTheUninstalled: StoreDecorator {
    let inner: any ConnectionStore

    func commit(_ changes: ChangeSet, link: @escaping AuditLink) async throws(StoreError) -> [AuditRecord] {
        for (index, change) in changes.changes.enumerated() {
            guard case .write(.installation(let installation), .absent) = change.action,
                installation.status != .uninstalled
            else { continue }
            let others = try await self.inner.all(.installations, in: change.account)
            let isTaken = others.contains {
                $0.status == .uninstalled && $0.developer == installation.developer
                    && $0.application == installation.application
            }
            if isTaken { throw .conflict(at: index, .unique(.installation)) }
        }
        return try await self.inner.commit(changes, link: link)
    }
}

/// Takes invitations for due that were accepted.
final class OverlooksAcceptance: StoreDecorator {
    let inner: any ConnectionStore
    private let accounts = Mutex<Set<AccountID>>([])

    init(_ inner: any ConnectionStore) {
        self.inner = inner
    }

    func commit(_ changes: ChangeSet, link: @escaping AuditLink) async throws(StoreError) -> [AuditRecord] {
        self.accounts.withLock { $0.formUnion(changes.changes.map(\.account)) }
        return try await self.inner.commit(changes, link: link)
    }

    func due(_ work: DueWork, at moment: Timestamp, limit: Int) async throws(StoreError) -> [Record] {
        guard work == .invitations else { return try await self.inner.due(work, at: moment, limit: limit) }
        var due: [Invitation] = []
        for account in self.accounts.withLock({ $0 }) {
            due += try await self.inner.all(.invitations, in: account).filter { $0.expiresAt <= moment }
        }
        return due.sorted { $0.expiresAt < $1.expiresAt }.prefix(limit.asLimit).map(\.record)
    }
}
