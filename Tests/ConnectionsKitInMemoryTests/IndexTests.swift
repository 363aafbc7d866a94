import ConnectionsKit
import ConnectionsKitInMemory
import ConnectionsKitTesting
import Testing

/// Drives a store at random beside a plain list of records, and asks both the same.
@Suite struct IndexTests {
    @Test(arguments: 0..<40 as Range<UInt64>)
    func `every query answers as a search through all records would`(seed: UInt64) async throws {
        let store = InMemoryConnectionStore()
        var generator = SeededGenerator(seed: seed)
        var model: [Entry: Record] = [:]
        for _ in 0..<60 {
            var changes = ChangeSet()
            var next = model
            var wanted: StoreError.Code?
            for index in 0..<Int.random(in: 1...4, using: &generator) where wanted == nil {
                Self.change(&next, &changes, using: &generator)
                if !Self.isUnique(next) { wanted = .conflict(index, .unique(.linkName)) }
            }
            // Half of the sets are well until their very end.
            if wanted == nil, Bool.random(using: &generator) {
                wanted = .conflict(changes.changes.count, .missing)
                changes.expect(Self.missing)
            }
            do {
                try await store.commit(changes) { _, _, _ in [] }
                #expect(wanted == nil)
                model = next
            } catch {
                #expect(error.code == wanted)
            }
            try await Self.compare(store, with: model)
        }
    }

    struct Entry: Hashable {
        var account: AccountID
        var key: RecordKey
    }

    private static let missing = {
        var application = Application.fixture("missing")
        application.version = 1
        return application
    }()
    private static let accounts: [AccountID] = ["first", "second"]
    private static let applications: [ApplicationID] = ["shop", "crm"]

    private static func change(
        _ model: inout [Entry: Record], _ changes: inout ChangeSet, using generator: inout SeededGenerator
    ) {
        let account = self.accounts[Int.random(in: 0...1, using: &generator)]
        let number = UInt32.random(in: 1...5, using: &generator)
        if Int.random(in: 0..<20, using: &generator) == 0 {
            changes.erase(account)
            model = model.filter { $0.key.account != account }
            return
        }
        var record: any StoredRecord =
            switch Int.random(in: 0..<5, using: &generator) {
            case 0: self.connection(number, account, using: &generator)
            case 1: self.grant(number, account, using: &generator)
            case 2: Slot.fixture(of: .fixture(number), grant: .fixture(number % 3), in: account)
            case 3: self.invitation(number, account, using: &generator)
            default: Duty.fixture(.fixture(number), in: account, dueAt: .fixture + .seconds(Int(number % 3)))
            }
        let entry = Entry(account: account, key: record.recordKey)
        record.version = model[entry]?.version ?? 0
        if record.version > 0, Int.random(in: 0..<3, using: &generator) == 0 {
            changes.delete(record)
            model[entry] = nil
        } else {
            changes.put(record)
            record.version += 1
            model[entry] = record.record
        }
    }

    private static func connection(
        _ number: UInt32, _ account: AccountID, using generator: inout SeededGenerator
    ) -> Connection {
        let name = "name_\(UInt32.random(in: 1...8, using: &generator))"
        let application = self.applications[Int.random(in: 0...1, using: &generator)]
        return Connection.fixture(.fixture(number), in: account, linkName: name, application: application)
    }

    private static func grant(
        _ number: UInt32, _ account: AccountID, using generator: inout SeededGenerator
    ) -> Grant {
        var grant = Grant.fixture(.fixture(number), in: account, subject: "subject", authorizedBy: "maria")
        grant.status = Bool.random(using: &generator) ? .authorized : .revoked
        return grant
    }

    private static func invitation(
        _ number: UInt32, _ account: AccountID, using generator: inout SeededGenerator
    ) -> Invitation {
        var invitation = Invitation.fixture(.fixture(number), in: account)
        invitation.expiresAt = .fixture + .seconds(Int.random(in: 0..<4, using: &generator))
        invitation.client = Bool.random(using: &generator) ? "client" : nil
        return invitation
    }

    private static func isUnique(_ model: [Entry: Record]) -> Bool {
        let names = model.compactMap { entry, record in
            Connection(record).map { "\(entry.account) \($0.linkName)" }
        }
        return Set(names).count == names.count
    }

    private static func compare(_ store: InMemoryConnectionStore, with model: [Entry: Record]) async throws {
        for account in self.accounts {
            let records = model.filter { $0.key.account == account }.map(\.value)
            let connections = records.compactMap { Connection($0) }.sorted { $0.id < $1.id }
            #expect(try await store.all(.connections(), in: account) == connections)
            for application in self.applications {
                let wanted = connections.filter { $0.application == application }
                #expect(try await store.all(.connections(of: application), in: account) == wanted)
            }
            for connection in connections {
                let named = try await store.first(.linkName(connection.linkName, in: .account), in: account)
                #expect(named == connection)
            }
            let grants = records.compactMap { Grant($0) }.sorted { $0.id < $1.id }
            #expect(try await store.all(.grants(of: "maria"), in: account) == grants)
            #expect(try await store.all(.grants(), in: account) == grants)
            let invitations = records.compactMap { Invitation($0) }.sorted { $0.id < $1.id }
            #expect(try await store.all(.invitations, in: account) == invitations)
            for number: UInt32 in 0..<3 {
                let wanted = records.compactMap { Slot($0) }.filter { $0.grant == .fixture(number) }
                #expect(try await Set(store.all(.slots(pointingAt: .fixture(number)), in: account)) == Set(wanted))
            }
        }
        let duties = model.values.compactMap { Duty($0) }.filter { $0.dueAt <= .fixture + .seconds(1) }
        let due = try await store.due(.duties, at: .fixture + .seconds(1), limit: 100).compactMap { Duty($0) }
        #expect(Set(due) == Set(duties) && due.map(\.dueAt) == duties.map(\.dueAt).sorted())
        let open = model.values.compactMap { Invitation($0) }.filter {
            $0.client == nil && $0.expiresAt <= .fixture + .seconds(2)
        }
        let expired = try await store.due(.invitations, at: .fixture + .seconds(2), limit: 100)
            .compactMap { Invitation($0) }
        #expect(Set(expired) == Set(open) && expired.map(\.expiresAt) == open.map(\.expiresAt).sorted())
        let isLive = model.values.contains { Grant($0)?.status == .authorized }
        let seen = try await store.hasLiveGrant(
            connector: "service", clientID: "client", subject: "subject", excluding: .fixture(99))
        #expect(seen == isLive)
    }
}
