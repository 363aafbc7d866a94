import ConnectionsKit
import ConnectionsKitTesting
import Testing

/// A publication that holds the application while the host publishes its part.
@Suite(.timeLimit(.minutes(10))) struct PublishLockTests {
    struct HostFailure: Error {}

    let world = World()

    private func plan() async throws -> ReleasePlan {
        try await self.world.console.planRelease(of: "estate", as: self.world.owner)
    }

    private func application() async throws -> Application? {
        try await self.world.store.read(Application.self, "estate", in: "maker")
    }

    /// Begins a publication that waits at a gate, and returns when it has the lock.
    private func began(as principal: Principal? = nil) async throws -> (Task<Release, any Error>, Gate) {
        let plan = try await self.plan()
        let gate = Gate()
        let world = self.world
        let task = Task {
            try await world.console.publish(plan, as: principal ?? world.developer) { _ in await gate.pass() }
        }
        try await gate.waitForArrivals()
        return (task, gate)
    }

    @Test func `the release is made when the host's part is done, and the lock given back with it`() async throws {
        let books = try await self.world.definition()
        let plan = try await self.plan()
        let commits = self.world.observed.commits.count
        let release = try await self.world.console.publish(plan, as: self.world.developer) { number in
            #expect(number == 1)
            let lock = try #require(try await self.application()?.publishing)
            #expect(lock.user == "dan" && lock.since == self.world.time.now)
            #expect(try await self.world.observed.all(Release.self).isEmpty)
        }
        #expect(release.number == 1 && release.connections.map(\.source) == [books.id])
        let application = try await self.application()
        #expect(application?.publishing == nil && application?.lastRelease == 1)
        #expect(try await self.world.store.read(Connection.self, books.id, in: "maker")?.firstRelease == 1)
        let entries = self.world.observed.commits.dropFirst(commits).flatMap(\.audit)
        #expect(entries.map(\.action) == [.publish, .publish])
        #expect(entries.map(\.changed) == [["publishing"], ["last_release", "publishing"]])
        #expect(entries.last?.subject == "release:\(release.id)")
    }

    @Test func `whatever would change a definition is refused meanwhile, and who publishes since when is told`()
        async throws
    {
        let books = try await self.world.definition()
        let sheets = try await self.world.spare()
        let (console, owner) = (self.world.console, self.world.owner)
        let loose = try await console.createConnection(
            to: World.crm, kind: .admin, scopes: ["read"], as: owner)
        let document = try await console.exportDefinitions(of: "estate", as: owner)
        let earlier = try await self.plan()
        let (task, gate) = try await self.began()
        let edits: [() async throws -> Void] = [
            { _ = try await console.enable(loose.id, for: "estate", as: owner) },
            { _ = try await console.disable(sheets.id, for: "estate", as: owner) },
            { try await console.addReference(from: self.world.panel, to: books.id, as: owner) },
            { try await console.removeReference(from: self.world.sale, to: books.id, as: owner) },
            { try await console.delete(sheets.id, as: owner) },
            { _ = try await console.edit(books.id, name: "Ledger", as: owner) },
            { _ = try await console.edit(sheets.id, scopes: ["write"], as: owner) },
            {
                _ = try await console.planSharing(
                    of: books.id, shared: true, keeping: .development, as: owner)
            },
            { _ = try await console.planImport(document, into: "estate", as: owner) },
            { _ = try await console.registerApplication("estate", name: "Other", as: owner) },
            { _ = try await self.plan() },
            { _ = try await console.publish(earlier, as: owner) },
            { _ = try await console.publish(earlier, as: owner) { _ in Issue.record("it began") } },
        ]
        for edit in edits {
            let refusal = try await self.world.refusal(.publishInProgress, of: edit)
            #expect(refusal.message.contains("dan") && refusal.message.contains("\(self.world.time.now)"))
        }
        gate.open()
        #expect(try await task.value.number == 1)
        try await console.addReference(from: self.world.panel, to: books.id, as: owner)
    }

    @Test func `the host's failure comes out, the lock is given back, and nothing is released`() async throws {
        let books = try await self.world.definition()
        let plan = try await self.plan()
        await #expect(throws: HostFailure.self) {
            try await self.world.console.publish(plan, as: self.world.developer) { _ in throw HostFailure() }
        }
        #expect(try await self.application()?.publishing == nil)
        #expect(try await self.world.observed.all(Release.self).isEmpty)
        let entry = try await self.world.lastEntry(of: "maker")
        #expect(entry?.action == .publish && entry?.outcome == .failed(code: "not_published"))
        #expect(entry?.actor.user == "dan")
        try await self.world.console.removeReference(from: self.world.sale, to: books.id, as: self.world.owner)
    }

    @Test func `a cancelled publication gives the lock back`() async throws {
        _ = try await self.world.definition()
        let plan = try await self.plan()
        let world = self.world
        let gate = Gate()
        let task = Task {
            try await world.console.publish(plan, as: world.developer) { _ in
                await gate.pass()
                try Task.checkCancellation()
            }
        }
        try await gate.waitForArrivals()
        task.cancel()
        gate.open()
        await #expect(throws: CancellationError.self) { try await task.value }
        #expect(try await self.application()?.publishing == nil)
        #expect(try await self.world.observed.all(Release.self).isEmpty)
    }

    @Test func `a cancellation after the host's part is done does not undo it`() async throws {
        _ = try await self.world.definition()
        let (task, gate) = try await self.began()
        task.cancel()
        gate.open()
        #expect(try await task.value.number == 1)
        #expect(try await self.application()?.publishing == nil)
    }

    @Test func `a lock whose process died is taken over, and its late owner makes no release`() async throws {
        let books = try await self.world.definition()
        let (dead, gate) = try await self.began()
        self.world.time.advance(by: .seconds(30 * 60) - .milliseconds(1))
        try await self.world.refusal(.publishInProgress) { try await self.plan() }
        self.world.time.advance(by: .milliseconds(1))
        // It is nobody's any more, but only a publication may take it.
        try await self.world.refusal(.publishInProgress) {
            try await self.world.console.addReference(
                from: self.world.panel, to: books.id, as: self.world.developer)
        }
        let plan = try await self.plan()
        let release = try await self.world.console.publish(plan, as: self.world.owner) { _ in
            let taken = try await self.application()
            #expect(taken?.publishing?.user == "olga")
            gate.open()
            #expect(await code { try await dead.value } == .publishInProgress)
            // Nor does the late owner give back what is not theirs.
            let still = try await self.application()
            #expect(still?.publishing?.user == "olga")
        }
        #expect(release.number == 1)
        #expect(try await self.world.observed.all(Release.self).map(\.id) == [release.id])
    }

    @Test func `a publication without a part of the host takes a dead lock over as well`() async throws {
        _ = try await self.world.definition()
        let (dead, gate) = try await self.began()
        self.world.time.advance(by: .seconds(30 * 60))
        #expect(try await self.world.publish().number == 1)
        gate.open()
        #expect(await code { try await dead.value } == .publishInProgress)
        #expect(try await self.world.observed.all(Release.self).count == 1)
        #expect(try await self.application()?.publishing == nil)
    }

    @Test func `the super admin ends a stuck publication at once, and its owner makes no release`() async throws {
        let books = try await self.world.definition()
        let (stuck, gate) = try await self.began()
        let denied = try await self.world.refusal(.denied) {
            try await self.world.console.endPublication(of: "estate", as: self.world.developer)
        }
        #expect(denied.decision?.whoCould == ["super admin"])
        try await self.world.console.endPublication(of: "estate", as: self.world.owner)
        let entry = try await self.world.lastEntry(of: "maker")
        #expect(entry?.action == .endPublication && entry?.changed == ["publishing"])
        try await self.world.console.addReference(from: self.world.panel, to: books.id, as: self.world.developer)
        // The same person, at the same moment, with a lock of another publication.
        let (next, second) = try await self.began()
        gate.open()
        #expect(await code { try await stuck.value } == .publishInProgress)
        second.open()
        #expect(try await next.value.number == 1)
        #expect(try await self.world.observed.all(Release.self).count == 1)
        try await self.world.refusal(.wrongState) {
            try await self.world.console.endPublication(of: "estate", as: self.world.owner)
        }
        try await self.world.refusal(.notFound) {
            try await self.world.console.endPublication(of: "nowhere", as: self.world.owner)
        }
    }

    @Test func `testing a connection, and submitting a release, do not disturb a publication`() async throws {
        let books = try await self.world.definition()
        let first = try await self.world.publish()
        let (task, gate) = try await self.began()
        try await self.world.test(books)
        _ = try await self.world.console.submit(first.id, as: self.world.owner)
        gate.open()
        #expect(try await task.value.number == 2)
    }

    @Test func `a stale plan begins no publication`() async throws {
        let books = try await self.world.definition()
        let plan = try await self.plan()
        try await self.world.console.addReference(from: self.world.panel, to: books.id, as: self.world.developer)
        try await self.world.refusal(.conflict) {
            try await self.world.console.publish(plan, as: self.world.owner) { _ in Issue.record("it began") }
        }
    }

    @Test func `publishing with the host's part takes the right to publish`() async throws {
        _ = try await self.world.definition()
        let plan = try await self.plan()
        let tester = World.developer([.developmentAccess, .stageAccess, .distribute])
        try await self.world.refusal(.denied) {
            try await self.world.console.publish(plan, as: tester) { _ in Issue.record("it began") }
        }
    }

    // MARK: - A store that fails

    @Test func `a lock whose taking was not answered does not stay`() async throws {
        _ = try await self.world.definition()
        let plan = try await self.plan()
        self.world.store.failNext(.commit, .after)
        let error = try await self.world.error {
            try await self.world.console.publish(plan, as: self.world.owner) { _ in Issue.record("it began") }
        }
        #expect(error.code == .unavailable)
        #expect(try await self.application()?.publishing == nil)
    }

    @Test func `a release that could not be written gives the lock back`() async throws {
        _ = try await self.world.definition()
        let plan = try await self.plan()
        let world = self.world
        let error = try await self.world.error {
            try await world.console.publish(plan, as: world.owner) { _ in world.store.failNext(.commit) }
        }
        #expect(error.code == .unavailable)
        #expect(try await self.application()?.publishing == nil)
        #expect(try await self.world.observed.all(Release.self).isEmpty)
        #expect(try await self.world.publish().number == 1)
    }
}
