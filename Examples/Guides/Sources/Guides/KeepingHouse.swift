import ConnectionsKit

/// Where the host looks records up.
func index(_ record: AuditRecord) {}

func auditing(_ system: ConnectionSystem, _ books: Connection, since monday: Timestamp, as owner: Principal)
    async throws
{
    let week = AuditFilter(connection: books.id, user: "dan", since: monday)
    let records = try await system.auditTrail(matching: week, as: owner)
    _ = records

    let count = try await system.verifyAuditTrail(of: "makers")
    _ = count
}

func following(_ system: ConnectionSystem, after last: Int, as owner: Principal) async throws {
    for try await record in try system.followAudit(after: last, as: owner) { index(record) }
    for try await line in try system.exportAudit(as: owner) { try write(line) }
}

func erasing(_ system: ConnectionSystem) async throws {
    let report = try await system.eraseAccount("acme", by: "petra")
    print(report.revoked.count, report.unreachable.count)
}
