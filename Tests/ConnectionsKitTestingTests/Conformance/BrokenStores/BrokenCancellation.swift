import ConnectionsKit
import ConnectionsKitTesting

/// Commits what a cancelled task asks for.
struct IgnoresCancellation: StoreDecorator {
    let inner: any ConnectionStore

    func commit(_ changes: ChangeSet, link: @escaping AuditLink) async throws(StoreError) -> [AuditRecord] {
        guard Task.isCancelled else { return try await self.inner.commit(changes, link: link) }
        // A task of its own is not cancelled with its maker.
        let task = Task { () -> Result<[AuditRecord], StoreError> in
            do throws(StoreError) {
                return .success(try await self.inner.commit(changes) { _, _, _ in [] })
            } catch {
                return .failure(error)
            }
        }
        return try await task.value.get()
    }
}

/// Tells of a cancellation that came when all was written.
struct TellsOfCancellationTooLate: StoreDecorator {
    let inner: any ConnectionStore

    func commit(_ changes: ChangeSet, link: @escaping AuditLink) async throws(StoreError) -> [AuditRecord] {
        let records = try await self.inner.commit(changes, link: link)
        if Task.isCancelled { throw StoreError(.cancelled, "the task was cancelled") }
        return records
    }
}

/// Takes a cancellation for a failure of its own.
struct TakesCancellationForAFailure: StoreDecorator {
    let inner: any ConnectionStore

    func commit(_ changes: ChangeSet, link: @escaping AuditLink) async throws(StoreError) -> [AuditRecord] {
        do {
            return try await self.inner.commit(changes, link: link)
        } catch {
            guard error.code == .cancelled else { throw error }
            throw StoreError(.unavailable, "the connection was lost")
        }
    }
}
