import ConnectionsKit
import ConnectionsKitSQLite
import Foundation

/// What the store costs beyond SQLite: commits and reads against the same statements through the C API.
enum SQLiteBenchmarks {
    private static let account: AccountID = "makers"
    private static let link: AuditLink = { _, _, _ in [1] }

    static func run() async throws {
        let folder = FileManager.default.temporaryDirectory.appendingPathComponent("bench-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        for access in SQLiteConnectionStore.Configuration.Access.allCases {
            try await self.commits(in: folder, access)
            try await self.reads(in: folder, access)
        }
        try await self.readersAtOnce(in: folder)
        try await self.readsBesideCommits(in: folder)
        try await self.writersAtOnce(in: folder)
    }

    private static func configuration(
        _ access: SQLiteConnectionStore.Configuration.Access, readers: Int = 4
    ) -> SQLiteConnectionStore.Configuration {
        var configuration = SQLiteConnectionStore.Configuration()
        configuration.access = access
        configuration.readers = readers
        return configuration
    }

    /// A new file with two rows to write over.
    private static func store(
        in folder: URL, _ name: String, _ configuration: SQLiteConnectionStore.Configuration, duty: Duty? = nil
    ) async throws -> SQLiteConnectionStore {
        let store = try await SQLiteConnectionStore.open(
            at: folder.appendingPathComponent("\(name).sqlite").path, configuration: configuration)
        var changes = ChangeSet()
        changes.insert(Application(id: "estate", account: self.account, name: "Real Estate Sales"))
        if let duty { changes.insert(duty) }
        try await store.commit(changes, link: self.link)
        return store
    }

    /// The same file as the C API has it; the store that made it is closed.
    private static func rawDatabase(in folder: URL, _ name: String, duty: Duty? = nil) async throws -> RawDatabase {
        _ = try await self.store(in: folder, name, self.configuration(.shared), duty: duty)
        return RawDatabase(at: folder.appendingPathComponent("\(name).sqlite").path)
    }

    private static func commits(
        in folder: URL, _ access: SQLiteConnectionStore.Configuration.Access
    ) async throws {
        let target = Grant.ID(UUID())
        var duty = Duty(
            id: Duty.ID(UUID()), account: self.account, work: .revoke(target),
            dueAt: Timestamp(milliseconds: 1_767_225_600_000))
        let store = try await self.store(in: folder, "commits-\(access)", self.configuration(access), duty: duty)
        let raw = try await self.rawDatabase(in: folder, "raw-commits-\(access)", duty: duty)
        duty.version = 1
        var version = 1
        let (id, work) = (self.bytes(duty.id.uuid), self.bytes(target.uuid))
        let row = try await processorRatio(each: 200) {
            duty.tries += 1
            var changes = ChangeSet()
            changes.update(duty)
            try await store.commit(changes, link: self.link)
            duty.version += 1
        } floor: {
            raw.commitDuty(self.account.text, id, target: work, tries: version, version: version)
            version += 1
        }
        self.compare("durable commit of one row, \(access)", row, self.floorName)
        var application = Application(id: "estate", account: self.account, name: "Real Estate Sales")
        application.version = 1
        version = 1
        let rows = try await processorRatio(each: 200) {
            application.lastRelease += 1
            var changes = ChangeSet()
            changes.update(application)
            try await store.commit(changes, link: self.link)
            application.version += 1
        } floor: {
            raw.commitApplication(self.account.text, "estate", release: version, version: version)
            version += 1
        }
        self.compare("durable commit that moves a revision, \(access)", rows, self.floorName)
    }

    private static func reads(in folder: URL, _ access: SQLiteConnectionStore.Configuration.Access) async throws {
        let store = try await self.store(in: folder, "reads-\(access)", self.configuration(access))
        let raw = try await self.rawDatabase(in: folder, "raw-reads-\(access)")
        var found = 0
        let reading = try await processorRatio(each: 20_000) {
            if try await store.record(.application("estate"), in: self.account) != nil { found += 1 }
        } floor: {
            found += raw.readApplication(self.account.text, "estate")
        }
        self.compare("point read, \(access)", reading, self.floorName)
        let asking = try await processorRatio(each: 20_000) {
            found += try await store.revision(of: self.account)
        } floor: {
            found += raw.readApplication(self.account.text, "estate")
        }
        self.compare("revision of an account, \(access)", asking, "a point read through the C API")
        guard found > 0 else { fatalError("nothing was read") }
    }

    /// How long a point read takes beside tasks that read pages of a thousand rows, with more and more connections.
    private static func readersAtOnce(in folder: URL) async throws {
        var alone: Double?
        for readers in [1, 2, 4, 8] {
            let store = try await self.store(
                in: folder, "readers-\(readers)", self.configuration(.shared, readers: readers))
            var changes = ChangeSet()
            for number in 0..<1_000 {
                changes.insert(Application(id: .init("\(number)"), account: self.account, name: "One of many"))
            }
            try await store.commit(changes, link: self.link)
            let time = try await self.meanRead(of: store) {
                _ = try await store.page(.applications, in: self.account, after: nil, limit: 1_000)
            }
            if alone == nil { alone = time }
            report(
                "point read beside pages of 1,000, \(readers) readers", time / 1_000, "us",
                floor: (alone ?? time) / 1_000, "one reader")
        }
    }

    /// How long a point read takes beside a task that commits.
    private static func readsBesideCommits(in folder: URL) async throws {
        var shared: Double?
        for access in SQLiteConnectionStore.Configuration.Access.allCases {
            let store = try await self.store(in: folder, "beside-\(access)", self.configuration(access))
            let time = try await self.meanRead(of: store) {
                var changes = ChangeSet()
                changes.insert(
                    Duty(
                        id: Duty.ID(UUID()), account: self.account, work: .revoke(Grant.ID(UUID())),
                        dueAt: Timestamp(milliseconds: 1_767_225_600_000)))
                try await store.commit(changes, link: self.link)
            }
            if shared == nil { shared = time }
            report(
                "point read beside commits, \(access)", time / 1_000, "us",
                floor: (shared ?? time) / 1_000, "shared")
        }
    }

    /// The mean time of a point read beside a task that does something all the time, in nanoseconds: what is rare but long
    /// counts.
    private static func meanRead(
        of store: SQLiteConnectionStore, beside other: @escaping @Sendable () async throws -> Void
    ) async throws -> Double {
        let beside = Task { while !Task.isCancelled { try await other() } }
        let clock = ContinuousClock()
        let reads = 60_000
        let time = try await clock.measure {
            for _ in 0..<reads {
                _ = try await store.record(.application("estate"), in: self.account)
                await Task.yield()
            }
        }
        beside.cancel()
        _ = await beside.result
        return time / .nanoseconds(reads)
    }

    /// Commits of sixteen tasks at once, against as many of one task after the other.
    private static func writersAtOnce(in folder: URL) async throws {
        let store = try await self.store(in: folder, "writers", self.configuration(.shared))
        let commits = 320
        @Sendable func commit(_ count: Int) async throws {
            for _ in 0..<count {
                var changes = ChangeSet()
                changes.insert(
                    Duty(
                        id: Duty.ID(UUID()), account: self.account, work: .revoke(Grant.ID(UUID())),
                        dueAt: Timestamp(milliseconds: 1_767_225_600_000)))
                try await store.commit(changes, link: self.link)
            }
        }
        var times: (alone: [Double], together: [Double], ratios: [Double]) = ([], [], [])
        let clock = ContinuousClock()
        for _ in 0..<15 {
            let alone = try await clock.measure { try await commit(commits) } / .seconds(1)
            let together =
                try await clock.measure {
                    try await withThrowingTaskGroup(of: Void.self) { group in
                        for _ in 0..<16 { group.addTask { try await commit(commits / 16) } }
                        try await group.waitForAll()
                    }
                } / .seconds(1)
            times.alone.append(Double(commits) / alone)
            times.together.append(Double(commits) / together)
            times.ratios.append(alone / together)
        }
        let middle = times.alone.count / 2
        report(
            "durable commits of sixteen writers", times.together.sorted()[middle], "a second",
            floor: times.together.sorted()[middle] / times.ratios.sorted()[middle],
            "one writer: \(Int(times.alone.sorted()[middle]))")
    }

    private static let floorName = "the C API"

    private static func compare(_ name: String, _ measured: (time: Double, ratio: Double), _ floorName: String) {
        report(name, measured.time, "ns CPU", floor: measured.time / measured.ratio, floorName)
    }

    private static func bytes(_ id: UUID) -> [UInt8] { withUnsafeBytes(of: id.uuid) { Array($0) } }
}
