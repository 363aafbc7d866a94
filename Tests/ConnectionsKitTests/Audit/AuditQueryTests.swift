import ConnectionsKit
import ConnectionsKitTesting
import Testing

/// The trail is asked by connection, person, action and time, page by page, each account its own.
@Suite struct AuditQueryTests {
    let world = World()

    @Test func `it is found by connection, by person, by action and by time`() async throws {
        let installation = try await self.world.peopled()
        let start = self.world.time.now
        self.world.time.advance(by: .seconds(60))
        try await self.world.workspace.revoke("books", in: installation.id, as: self.world.superAdmin)
        let all = try await self.world.system.auditTrail(limit: 1_000, as: self.world.admin)
        let books = try #require(try await self.world.grant(serving: "books", in: installation)).connection
        func found(_ filter: AuditFilter) async throws -> [AuditRecord] {
            let records = try await self.world.system.auditTrail(matching: filter, limit: 1_000, as: self.world.admin)
            #expect(records == all.filter { filter.matches($0.entry) } && !records.isEmpty && records != all)
            return records
        }
        #expect(try await found(AuditFilter(connection: books)).count == 3)
        #expect(try await found(AuditFilter(user: "maria")).allSatisfy { $0.entry.actor.user == "maria" })
        #expect(try await found(AuditFilter(action: .authorize)).count == 3)
        #expect(try await found(AuditFilter(since: start + .seconds(1))).map(\.entry.action) == [.revoke])
        #expect(try await found(AuditFilter(until: start + .seconds(1))).count == all.count - 1)
        #expect(try await found(AuditFilter(connection: books, user: "adam", action: .authorize)).count == 1)
        #expect(
            try await self.world.system.auditTrail(matching: AuditFilter(user: "olga"), as: self.world.admin).isEmpty)
    }

    @Test func `it is read page by page, by the number of the last record`() async throws {
        _ = try await self.world.peopled()
        let all = try await self.world.system.auditTrail(limit: 1_000, as: self.world.superAdmin)
        for filter in [AuditFilter.all, AuditFilter(action: .authorize)] {
            var read: [AuditRecord] = []
            while true {
                let page = try await self.world.system.auditTrail(
                    matching: filter, after: read.last?.sequence ?? 0, limit: 2, as: self.world.superAdmin)
                read += page
                if page.count < 2 { break }
            }
            #expect(read == all.filter { filter.matches($0.entry) })
        }
    }

    @Test func `only who may read it reads, follows and exports it, and their own account's alone`() async throws {
        _ = try await self.world.peopled()
        let developer = Principal.client("dev", account: "acme", role: .developer)
        for person in [self.world.developer, self.world.maria, developer] {
            try await self.world.refusal(.denied) { try await self.world.system.auditTrail(as: person) }
            try await self.world.refusal(.denied) { try self.world.system.followAudit(as: person) }
            try await self.world.refusal(.denied) { try self.world.system.exportAudit(as: person) }
        }
        for person in [self.world.owner, self.world.superAdmin, self.world.admin] {
            let records = try await self.world.system.auditTrail(as: person)
            #expect(!records.isEmpty && records.allSatisfy { $0.entry.account == person.account })
        }
    }
}
