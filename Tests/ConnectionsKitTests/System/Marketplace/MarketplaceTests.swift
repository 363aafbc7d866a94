import ConnectionsKit
import ConnectionsKitTesting
import Testing

@Suite struct MarketplaceTests {
    let world = World()

    private var market: Marketplace { self.world.system.marketplace }

    private func submitted() async throws -> Submission {
        if try await self.world.observed.all(Connection.self).isEmpty { _ = try await self.world.definition() }
        return try await self.world.console.submit(try await self.world.publish().id, as: self.world.owner)
    }

    private func status(_ submission: Submission) async throws -> Submission.Status? {
        try await self.world.store.read(Submission.self, submission.id, in: "marketplace")?.status
    }

    /// The names of what a client finds.
    private func listed() async throws -> [Int] {
        try await self.world.workspace.marketplace(as: self.world.admin).elements.map(\.releaseNumber)
    }

    // MARK: - The developer

    @Test func `a submission waits for review, where only the platform finds it`() async throws {
        let submission = try await self.submitted()
        #expect(submission.status == .inReview && submission.account == "marketplace")
        #expect(submission.releaseNumber == 1 && submission.applicationName == "Estate")
        let entry = try await self.world.lastEntry(of: "maker")
        #expect(entry?.action == .submitToMarketplace && entry?.subject == "submission:\(submission.id)")
        #expect(try await self.market.submissions().elements == [submission])
        #expect(try await self.market.submissions(.listed).elements.isEmpty)
        #expect(try await self.market.release(of: submission.id).connections.map(\.linkName) == ["books"])
        #expect(try await self.listed().isEmpty)
    }

    @Test func `one release of an application at a time is in review`() async throws {
        let submission = try await self.submitted()
        let refusal = try await self.world.refusal(.wrongState) {
            try await self.world.console.submit(submission.release, as: self.world.owner)
        }
        #expect(refusal.message.contains("in review"))
        try await self.market.reject(submission.id, because: "No logo.", by: "rev")
        _ = try await self.world.console.submit(submission.release, as: self.world.owner)
    }

    @Test func `of two submissions at the same time one is refused`() async throws {
        _ = try await self.world.definition()
        let release = try await self.world.publish()
        let world = self.world
        world.store.interpose(.commit, matching: { $0.audit.first?.action == .submitToMarketplace }) {
            _ = try? await world.console.submit(release.id, as: world.owner)
        }
        #expect(await code { try await world.console.submit(release.id, as: world.owner) } == .wrongState)
        #expect(try await self.market.submissions().elements.count == 1)
    }

    @Test func `what is listed is not submitted again`() async throws {
        let submission = try await self.submitted()
        try await self.market.approve(submission.id, by: "rev")
        try await self.world.refusal(.wrongState) {
            try await self.world.console.submit(submission.release, as: self.world.owner)
        }
    }

    @Test func `a submission is taken back from the review and from the marketplace`() async throws {
        let first = try await self.submitted()
        #expect(try await self.world.console.withdraw(first.id, as: self.world.owner).status == .withdrawn)
        let entry = try await self.world.lastEntry(of: "maker")
        #expect(entry?.action == .submitToMarketplace && entry?.changed == ["status"])
        try await self.world.refusal(.wrongState) { try await self.market.approve(first.id, by: "rev") }
        let second = try await self.submitted()
        try await self.market.approve(second.id, by: "rev")
        #expect(try await self.listed() == [2])
        try await self.world.console.withdraw(second.id, as: self.world.owner)
        #expect(try await self.listed().isEmpty)
        try await self.world.refusal(.wrongState) {
            try await self.world.console.withdraw(second.id, as: self.world.owner)
        }
    }

    @Test func `the developer sees all submissions of an application, with their status and reason`() async throws {
        let first = try await self.submitted()
        try await self.market.reject(first.id, because: "No logo.", by: "rev")
        self.world.time.advance(by: .seconds(1))
        let second = try await self.submitted()
        let seen = try await self.world.console.submissions(of: "estate", as: World.developer(.stageAccess))
        #expect(seen.map(\.id) == [second.id, first.id])
        #expect(seen.map(\.status) == [.inReview, .rejected] && seen.map(\.reason) == [nil, "No logo."])
    }

    @Test func `submitting and withdrawing are the super admin's alone`() async throws {
        let submission = try await self.submitted()
        try await self.world.refusal(.denied) {
            try await self.world.console.withdraw(submission.id, as: self.world.developer)
        }
        try await self.world.console.withdraw(submission.id, as: self.world.owner)
        try await self.world.refusal(.denied) {
            try await self.world.console.submit(submission.release, as: self.world.developer)
        }
    }

    // MARK: - The platform

    @Test func `an approval lists a release in the place of the one before, and names who decided`() async throws {
        let first = try await self.submitted()
        #expect(try await self.market.approve(first.id, by: "rev").status == .listed)
        let entry = try await self.world.lastEntry(of: "maker")
        #expect(entry?.actor == .platform("rev") && entry?.action == .reviewSubmission)
        #expect(entry?.subject == "submission:\(first.id)" && entry?.changed == ["status"])
        #expect(try await self.listed() == [1])
        let second = try await self.submitted()
        #expect(try await self.listed() == [1])
        try await self.market.approve(second.id, by: "rev")
        #expect(try await self.listed() == [2])
        #expect(try await self.status(first) == .replaced)
        let last = try await self.world.trail(of: "maker").suffix(2).map(\.entry)
        #expect(Set(last.map(\.subject)) == ["submission:\(first.id)", "submission:\(second.id)"])
        #expect(last.allSatisfy { $0.actor == .platform("rev") })
    }

    @Test func `a rejection and a delisting say why`() async throws {
        let first = try await self.submitted()
        let rejected = try await self.market.reject(first.id, because: "No logo.", by: "rev")
        #expect(rejected.status == .rejected && rejected.reason == "No logo.")
        #expect(rejected.decidedAt == self.world.time.now)
        let second = try await self.submitted()
        try await self.world.refusal(.wrongState) {
            try await self.market.delist(second.id, because: "It is broken.", by: "rev")
        }
        try await self.market.approve(second.id, by: "rev")
        let delisted = try await self.market.delist(second.id, because: "It is broken.", by: "rev")
        #expect(delisted.status == .delisted && delisted.reason == "It is broken.")
        #expect(try await self.listed().isEmpty)
        let entry = try await self.world.lastEntry(of: "maker")
        #expect(entry?.actor == .platform("rev") && entry?.action == .reviewSubmission)
        for reason in ["No logo.", "It is broken."] {
            #expect(!String(reflecting: try await self.world.trail(of: "maker")).contains(reason))
        }
    }

    @Test func `of an approval and a withdrawal at the same time the later is refused`() async throws {
        let (world, market) = (self.world, self.market)
        let first = try await self.submitted()
        world.store.interpose(.commit, matching: { $0.audit.first?.action == .reviewSubmission }) {
            _ = try? await world.console.withdraw(first.id, as: world.owner)
        }
        #expect(await code { try await market.approve(first.id, by: "rev") } == .wrongState)
        #expect(try await self.status(first) == .withdrawn)
        let second = try await self.submitted()
        world.store.interpose(.commit, matching: { $0.audit.first?.action == .submitToMarketplace }) {
            _ = try? await market.reject(second.id, because: "No logo.", by: "rev")
        }
        #expect(await code { try await world.console.withdraw(second.id, as: world.owner) } == .wrongState)
        #expect(try await self.status(second) == .rejected)
    }

    @Test func `an approval beside the withdrawal of the listing replaces nothing twice`() async throws {
        let (world, market) = (self.world, self.market)
        let first = try await self.submitted()
        try await market.approve(first.id, by: "rev")
        let second = try await self.submitted()
        world.store.interpose(.commit, matching: { $0.audit.first?.action == .reviewSubmission }) {
            _ = try? await world.console.withdraw(first.id, as: world.owner)
        }
        try await market.approve(second.id, by: "rev")
        #expect(try await self.status(first) == .withdrawn)
        #expect(try await self.listed() == [2])
    }

    @Test func `a reviewer and a reason are needed, and a submission that is there`() async throws {
        let submission = try await self.submitted()
        let nameless = try await self.world.refusal(.invalidInput) {
            try await self.market.approve(submission.id, by: "")
        }
        #expect(nameless.field == "reviewer")
        for reason in ["", String(repeating: "a", count: 1_001)] {
            let refusal = try await self.world.refusal(.invalidInput) {
                try await self.market.reject(submission.id, because: reason, by: "rev")
            }
            #expect(refusal.field == "reason")
            _ = try await self.world.refusal(.invalidInput) {
                try await self.market.delist(submission.id, because: reason, by: "rev")
            }
        }
        try await self.world.refusal(.notFound) { try await self.market.approve(.fixture(99), by: "rev") }
        try await self.world.refusal(.notFound) { try await self.market.release(of: .fixture(99)) }
    }

    // MARK: - Clients

    @Test func `clients browse what is listed, page by page`() async throws {
        let first = try await self.submitted()
        try await self.market.approve(first.id, by: "rev")
        try await self.world.console.registerApplication("other", name: "Other", as: self.world.owner)
        let plan = try await self.world.console.planRelease(of: "other", as: self.world.owner)
        let other = try await self.world.console.submit(
            try await self.world.console.publish(plan, as: self.world.owner).id, as: self.world.owner)
        try await self.market.approve(other.id, by: "rev")
        var names: Set<String> = []
        var cursor: Cursor?
        repeat {
            let page = try await self.world.workspace.marketplace(after: cursor, limit: 1, as: self.world.maria)
            #expect(page.elements.count <= 1)
            for listing in page.elements {
                #expect(listing.developer == "maker" && listing.listedAt == self.world.time.now)
                names.insert(listing.name)
            }
            cursor = page.next
        } while cursor != nil
        #expect(names == ["Estate", "Other"])
    }

    @Test func `portal users and developers' accounts do not browse`() async throws {
        let portal = Principal.client("pat", account: "acme", role: .portalUser)
        try await self.world.refusal(.denied) { try await self.world.workspace.marketplace(as: portal) }
        try await self.world.refusal(.denied, hasRemedy: false) {
            try await self.world.workspace.marketplace(as: self.world.owner)
        }
    }
}
