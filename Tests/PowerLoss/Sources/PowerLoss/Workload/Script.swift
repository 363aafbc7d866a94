import ConnectionsKit
import ConnectionsKitTesting

/// The commits of one writer, one after another.
///
/// Each depends on those before it and on nothing else, so the same seed always gives the same.
struct Script {
    private let writer: Int
    private let account: AccountID
    private var generator: SeededGenerator
    private var records = Records()
    private var step = 0

    init(seed: UInt64, writer: Int) {
        self.writer = writer
        self.account = Plan.account(of: writer)
        self.generator = SeededGenerator(seed: seed &* 1_000 &+ UInt64(writer))
    }

    mutating func next() -> PlannedCommit {
        let id = CommitID(writer: self.writer, step: self.step)
        self.step += 1
        var changes = ChangeSet()
        let isRefused = self.plan(&changes)
        for entry in 0..<Int.random(in: 1...3, using: &self.generator) {
            changes.record(
                .fixture(in: self.account, action: .editConnection, subject: id.subject(entry), changed: ["name"]))
        }
        if Int.random(in: 0..<3, using: &self.generator) == 0 {
            let number = UInt32(id.step * 100 + id.writer)
            changes.insert(Duty.fixture(.fixture(number), in: Plan.shared, work: .revoke(.fixture(number))))
            changes.record(.fixture(in: Plan.shared, action: .editConnection, subject: id.subject(0)))
        }
        if !isRefused {
            // A script that contradicts itself is a mistake in this file.
            do { try self.records.apply(changes, in: self.account) } catch { preconditionFailure("\(id): \(error)") }
        }
        return PlannedCommit(id: id, changes: changes, isRefused: isRefused)
    }

    /// Fills a change set, and returns whether the store must refuse it.
    private mutating func plan(_ changes: inout ChangeSet) -> Bool {
        switch Int.random(in: 0..<10, using: &self.generator) {
        case 0, 1: self.define(&changes)
        case 2: self.rename(&changes)
        case 3: self.authorize(&changes)
        case 4: self.annotate(&changes)
        case 5: self.remove(&changes)
        case 6: return self.collide(&changes)
        default: self.refresh(&changes)
        }
        return false
    }

    private mutating func define(_ changes: inout ChangeSet) {
        let connection = Connection.fixture(self.identifier(), in: self.account, application: "application")
        changes.insert(connection)
        for place in 0..<Int.random(in: 1...3, using: &self.generator) {
            changes.insert(
                Reference.fixture(to: connection.id, from: .invokeURL("function \(place)"), in: self.account))
        }
    }

    private mutating func rename(_ changes: inout ChangeSet) {
        guard var connection = self.any(Connection.self) else { return self.define(&changes) }
        connection.name = "Connection \(self.step)"
        changes.update(connection)
        if let grant = self.any(Grant.self) { changes.expect(grant) }
    }

    private mutating func authorize(_ changes: inout ChangeSet) {
        guard let connection = self.any(Connection.self) else { return self.define(&changes) }
        var grant = Grant.fixture(self.identifier(), in: self.account, connection: connection.id)
        grant.details["note"] = self.text()
        changes.insert(grant)
        changes.insert(TokenState.fixture(of: grant.id, in: self.account))
        changes.insert(
            Slot.fixture(of: connection.id, user: UserID("user \(self.step)"), grant: grant.id, in: self.account))
        changes.update(connection)
    }

    private mutating func annotate(_ changes: inout ChangeSet) {
        guard var grant = self.any(Grant.self) else { return self.authorize(&changes) }
        grant.details["note"] = self.text()
        changes.update(grant)
    }

    /// The next step in the refresh of some tokens.
    private mutating func refresh(_ changes: inout ChangeSet) {
        guard let tokens = self.any(TokenState.self) else { return self.authorize(&changes) }
        let lease = tokens.lease
        let step: RefreshStep =
            switch lease.phase {
            case .calling(let version, let epoch):
                .succeed(
                    epoch: epoch, tokenVersion: version,
                    tokens: RefreshedTokens(
                        access: .fixture("access \(version + 1)"), refresh: .fixture(self.text()), expiresAt: nil))
            case .idle where lease.until == nil: .acquire(epoch: lease.epoch, duration: .seconds(60))
            case .idle: .intend(epoch: lease.epoch, tokenVersion: tokens.tokenVersion)
            }
        changes.refresh(tokens.grant, in: self.account, step)
    }

    private mutating func remove(_ changes: inout ChangeSet) {
        guard let grant = self.any(Grant.self), let tokens = self.records.record(TokenState.self, grant.id) else {
            return self.define(&changes)
        }
        changes.delete(grant)
        changes.delete(tokens)
        for slot in self.records.all(Slot.self) where slot.grant == grant.id { changes.delete(slot) }
    }

    /// Writes something, and then what may not be: a name that is taken, or a version that is old.
    private mutating func collide(_ changes: inout ChangeSet) -> Bool {
        guard var connection = self.any(Connection.self) else {
            self.define(&changes)
            return false
        }
        self.define(&changes)
        if Bool.random(using: &self.generator) {
            changes.insert(
                Connection.fixture(self.identifier(), in: self.account, linkName: connection.linkName))
        } else {
            connection.version += 1
            changes.update(connection)
        }
        return true
    }

    private mutating func any<Value: StoredRecord>(_ type: Value.Type) -> Value? {
        self.records.all(type).randomElement(using: &self.generator)
    }

    private mutating func identifier<Named>() -> RecordID<Named> {
        .fixture(UInt32.random(in: 0...UInt32.max, using: &self.generator))
    }

    /// A text of no length, of a part of a page, or of several pages.
    private mutating func text() -> String {
        let length = [0, 200, 3_000, 40_000].randomElement(using: &self.generator) ?? 0
        return String(repeating: "\(self.step) ", count: length / 4)
    }
}
