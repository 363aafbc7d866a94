import ConnectionsKit
import ConnectionsKitTesting
import Testing

/// A store whose trails are shown as somebody changed them.
private struct TamperedStore: StoreDecorator {
    let inner: any ConnectionStore
    let change: @Sendable ([AuditRecord]) -> [AuditRecord]

    func audit(
        of account: AccountID, matching filter: AuditFilter, after sequence: Int, limit: Int
    ) async throws(StoreError) -> [AuditRecord] {
        let all = self.change(try await self.inner.audit(of: account, after: 0, limit: 1_000))
        return Array(all.filter { $0.sequence > sequence }.prefix(limit))
    }
}

@Suite struct AuditChainTests {
    struct Forgery: Sendable, CustomTestStringConvertible {
        var testDescription: String
        var change: @Sendable (inout [AuditRecord]) -> Void

        init(_ name: String, _ change: @escaping @Sendable (inout [AuditRecord]) -> Void) {
            self.testDescription = name
            self.change = change
        }
    }

    static let forgeries: [Forgery] = [
        Forgery("account") { $0[2].entry.account = "rival" },
        Forgery("time") { $0[2].entry.at = $0[2].entry.at + .milliseconds(1) },
        Forgery("actor") { $0[2].entry.actor = .user("somebody", account: "maker", role: .superAdmin) },
        Forgery("actor's account") { $0[2].entry.actor = .user("olga", account: "rival", role: .superAdmin) },
        Forgery("actor's role") { $0[2].entry.actor = .user("olga", account: "maker", role: .developer) },
        Forgery("actor to system") { $0[2].entry.actor = .system },
        Forgery("action") { $0[2].entry.action = .disable },
        Forgery("connection") { $0[2].entry.connection = .fixture(1) },
        Forgery("no connection") { $0[2].entry.connection = nil },
        Forgery("grant") { $0[2].entry.grant = .fixture(1) },
        Forgery("subject") { $0[2].entry.subject = "application:other" },
        Forgery("no subject") { $0[2].entry.subject = nil },
        Forgery("empty subject") { $0[2].entry.subject = "" },
        Forgery("outcome") { $0[2].entry.outcome = .denied(rules: []) },
        Forgery("failure") { $0[2].entry.outcome = .failed(code: "allowed") },
        Forgery("changed") { $0[2].entry.changed = ["b", "a"] },
        Forgery("fewer changed") { $0[2].entry.changed = ["a"] },
        Forgery("changed, joined") { $0[2].entry.changed = ["ab"] },
        Forgery("changed, moved to the outcome") {
            $0[2].entry.outcome = .denied(rules: ["a"])
            $0[2].entry.changed = ["b"]
        },
        Forgery("code") { $0[2].code[0] ^= 1 },
        Forgery("code cut") { $0[2].code.removeLast() },
        Forgery("no code") { $0[2].code = [] },
        Forgery("number") { $0[2].sequence = 30 },
        Forgery("first dropped") { $0.removeFirst() },
        Forgery("first dropped and the rest numbered anew") { records in
            records.removeFirst()
            for index in records.indices { records[index].sequence = index + 1 }
        },
        Forgery("one dropped") { $0.remove(at: 2) },
        Forgery("one dropped and the rest numbered anew") { records in
            records.remove(at: 2)
            for index in records.indices { records[index].sequence = index + 1 }
        },
        Forgery("two swapped") { $0.swapAt(1, 2) },
        Forgery("two swapped with their numbers") { records in
            let (first, second) = (records[1], records[2])
            records[1] = AuditRecord(sequence: 2, entry: second.entry, code: second.code)
            records[2] = AuditRecord(sequence: 3, entry: first.entry, code: first.code)
        },
        Forgery("two entries swapped") { records in
            let entry = records[1].entry
            records[1].entry = records[2].entry
            records[2].entry = entry
        },
        Forgery("one doubled") { $0.insert($0[2], at: 3) },
        Forgery("one added at the end") { records in
            records.append(AuditRecord(sequence: records.count + 1, entry: records[0].entry, code: records[0].code))
        },
    ]

    private func store(third: String = "application:3") async throws -> (any ConnectionStore, TestSealer) {
        let world = World()
        for number in 1...5 {
            var entry = AuditEntry.fixture(
                in: "maker", action: .enable, subject: number == 3 ? third : "application:\(number)",
                changed: ["a", "b"])
            entry.connection = .fixture(2)
            let ready = entry
            try await world.write { $0.record(ready) }
        }
        return (world.observed, world.sealer)
    }

    @Test func `an untouched trail verifies`() async throws {
        let (store, sealer) = try await self.store()
        #expect(try await AuditTrail(store: store, sealer: sealer).verify("maker") == 5)
        #expect(try await AuditTrail(store: store, sealer: sealer).verify("nobody") == 0)
    }

    @Test(arguments: forgeries) func `a changed trail does not`(forgery: Forgery) async throws {
        let (store, sealer) = try await self.store()
        let tampered = TamperedStore(inner: store) { records in
            var records = records
            forgery.change(&records)
            return records
        }
        let error = await #expect(throws: StoreError.self) {
            _ = try await AuditTrail(store: tampered, sealer: sealer).verify("maker")
        }
        #expect(error?.code == .corrupt && error?.message.contains("maker") == true)
    }

    @Test func `a record of another history of the same trail is found`() async throws {
        let (store, sealer) = try await self.store()
        let (other, _) = try await self.store(third: "application:other")
        let foreign = try await other.audit(of: "maker", after: 2, limit: 1)
        #expect(try await AuditTrail(store: other, sealer: sealer).verify("maker") == 5)
        let tampered = TamperedStore(inner: store) { $0.prefix(2) + foreign + $0.dropFirst(3) }
        await #expect(throws: StoreError.self) {
            _ = try await AuditTrail(store: tampered, sealer: sealer).verify("maker")
        }
    }

    @Test func `what is cut off at the end shows in the count`() async throws {
        let (store, sealer) = try await self.store()
        let tampered = TamperedStore(inner: store) { $0.dropLast() }
        #expect(try await AuditTrail(store: tampered, sealer: sealer).verify("maker") == 4)
    }

    @Test func `the trail of one account does not pass for another's`() async throws {
        let (store, sealer) = try await self.store()
        let rival = World()
        try await rival.write { $0.record(.fixture(in: "rival", action: .enable)) }
        let foreign = try await rival.trail(of: "rival")
        let tampered = TamperedStore(inner: store) { _ in foreign }
        await #expect(throws: StoreError.self) {
            _ = try await AuditTrail(store: tampered, sealer: sealer).verify("maker")
        }
    }

    @Test func `a trail of more than one page verifies, and a fault far back is found`() async throws {
        let world = World()
        try await world.write { changes in
            for number in 0..<1_203 { changes.record(.fixture(in: "maker", subject: "\(number)")) }
        }
        #expect(try await world.system.verifyAuditTrail(of: "maker") == 1_203)
        world.sealer.fail(.auditKey, with: SealerError(.unavailable, "the key service is away"))
        #expect(await code { try await world.system.verifyAuditTrail(of: "maker") } == .unavailable)
    }

    @Test func `no two entries have one message`() {
        var entries: [AuditEntry] = []
        let base = AuditEntry.fixture(subject: "s", changed: ["a", "b"])
        for forgery in Self.forgeries {
            var records = [base, base, base, base, base].enumerated().map {
                AuditRecord(sequence: $0.offset + 1, entry: $0.element, code: [1])
            }
            forgery.change(&records)
            entries.append(contentsOf: records.map(\.entry))
        }
        var messages: [[UInt8]: AuditEntry] = [:]
        for entry in entries {
            let message = AuditChain.message(1, [], entry)
            #expect(messages[message].map { $0 == entry } ?? true)
            messages[message] = entry
        }
        #expect(messages.count > 15)
        #expect(AuditChain.message(1, [2], base) != AuditChain.message(12, [], base))
    }
}
