import ConnectionsKit
import ConnectionsKitInMemory
import ConnectionsKitTesting
import Testing

/// Writes and trims a trail at random beside a plain list of its records, and asks both the same.
@Suite struct TrailIndexTests {
    private static let connections: [Connection.ID?] = [nil, .fixture(1), .fixture(2)]
    private static let users: [UserID?] = [nil, "maria", "ali"]

    @Test(arguments: 0..<20 as Range<UInt64>)
    func `a trail answers as a search through all of its records would`(seed: UInt64) async throws {
        let store = InMemoryConnectionStore()
        var generator = SeededGenerator(seed: seed)
        var (model, start) = ([AuditRecord](), AuditStart())
        for _ in 0..<40 {
            var changes = ChangeSet()
            let cut = Int.random(in: -1...(model.last?.sequence ?? 0) + 1, using: &generator)
            let trims = Int.random(in: 0..<3, using: &generator) == 0
            let isThere = model.contains { $0.sequence == cut }
            if trims { changes.trimAudit(of: .fixture, through: cut) }
            // One set in four fails at its end.
            let fails = Int.random(in: 0..<4, using: &generator) == 0
            if fails { changes.expect(Self.missing) }
            for _ in 0..<Int.random(in: 0...3, using: &generator) { changes.record(Self.entry(using: &generator)) }
            do {
                let added = try await store.commit(changes) { sequence, previous, _ in
                    [UInt8(truncatingIfNeeded: sequence)] + previous.prefix(3)
                }
                #expect(!fails && (isThere || !trims))
                if trims, let last = model.last(where: { $0.sequence <= cut }) {
                    start = AuditStart(sequence: last.sequence, code: last.code)
                    model.removeAll { $0.sequence <= cut }
                }
                model += added
            } catch {
                #expect(error.code == .conflict(trims && isThere ? 1 : 0, .missing))
                #expect(fails || (trims && !isThere))
            }
            #expect(try await store.auditStart(of: .fixture) == start)
            try await Self.compare(store, with: model)
        }
    }

    @Test(arguments: [Int.min, -1, 0, 2, 3, Int.max])
    func `a trail is read from any number, also where its beginning is gone`(_ sequence: Int) async throws {
        let store = InMemoryConnectionStore()
        var changes = ChangeSet()
        for _ in 1...4 { changes.record(.fixture()) }
        try await store.commit(changes) { _, _, _ in [] }
        var trim = ChangeSet()
        trim.trimAudit(of: .fixture, through: 2)
        try await store.commit(trim) { _, _, _ in [] }
        for filter in [AuditFilter.all, AuditFilter(user: .fixture), AuditFilter(action: .createConnection)] {
            let records = try await store.audit(of: .fixture, matching: filter, after: sequence, limit: 10)
            #expect(records.map(\.sequence) == [3, 4].filter { $0 > sequence })
        }
    }

    private static let missing = {
        var application = Application.fixture("missing")
        application.version = 1
        return application
    }()

    private static func entry(using generator: inout SeededGenerator) -> AuditEntry {
        let user = self.users[Int.random(in: 0..<3, using: &generator)]
        return AuditEntry(
            account: .fixture, at: .fixture + .seconds(Int.random(in: 0..<3, using: &generator)),
            actor: user.map { .platform($0) } ?? .system, action: .authorize,
            connection: self.connections[Int.random(in: 0..<3, using: &generator)])
    }

    private static func compare(_ store: InMemoryConnectionStore, with model: [AuditRecord]) async throws {
        for connection in self.connections {
            for user in self.users {
                let filter = AuditFilter(connection: connection, user: user, since: .fixture + .seconds(1))
                for (after, limit) in [(0, 1_000), (7, 2), (20, 1_000)] {
                    let wanted = model.filter { $0.sequence > after && filter.matches($0.entry) }.prefix(limit)
                    let seen = try await store.audit(of: .fixture, matching: filter, after: after, limit: limit)
                    #expect(seen == Array(wanted))
                }
            }
        }
    }
}
