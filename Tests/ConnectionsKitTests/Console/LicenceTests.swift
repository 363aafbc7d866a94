import ConnectionsKit
import ConnectionsKitTesting
import Testing

@Suite(.timeLimit(.minutes(10))) struct LicenceTests {
    let world = World()

    /// An installed and authorized connection on a trial of a minute.
    private func onTrial() async throws -> (Installation, Share, TaskConnection) {
        let (installation, share) = try await self.world.installed(
            licence: .trial(until: self.world.time.now + .seconds(60)))
        try await self.world.authorize("books", in: installation, as: self.world.admin)
        let books = try await self.world.runtime.connection("books", in: .installed(installation.id, of: "acme"))
        _ = try await books.credential(at: self.world.sale, for: self.world.maria)
        return (installation, share, books)
    }

    private func use(_ books: TaskConnection) async throws {
        _ = try await books.credential(at: self.world.sale, for: self.world.maria)
    }

    /// Expects an entry of the same action at the end of both trails, by the developer's super admin.
    private func expectBothTrails(
        _ action: Action, changed: [String], _ installation: Installation,
        sourceLocation: SourceLocation = #_sourceLocation
    ) async throws {
        for account in ["maker", "acme"] as [AccountID] {
            let entry = try await self.world.lastEntry(of: account)
            #expect(
                entry?.action == action && entry?.changed == changed && entry?.account == account,
                sourceLocation: sourceLocation)
            #expect(
                entry?.actor == .user("olga", account: "maker", role: .superAdmin), sourceLocation: sourceLocation)
        }
        let subject = try await self.world.lastEntry(of: "acme")?.subject
        #expect(subject == "installation:\(installation.id)", sourceLocation: sourceLocation)
    }

    // MARK: - Terms

    @Test func `an expired licence refuses use and keeps the grants, and a renewal works at once`() async throws {
        let (installation, _, books) = try await self.onTrial()
        self.world.time.advance(by: .seconds(60))
        let refusal = try await self.world.refusal(.applicationDisabled) { try await self.use(books) }
        #expect(refusal.detail == .licence(installation.licence))
        #expect(try await self.world.grant(of: "books").status == .authorized)
        let end = self.world.time.now + .seconds(600)
        try await self.world.console.setLicence(
            .subscription(until: end), of: "acme", for: "estate", as: self.world.owner)
        try await self.use(books)
        #expect(try await self.world.stored(installation)?.licence == .subscription(until: end))
        try await self.expectBothTrails(.setLicence, changed: ["licence"], installation)
        #expect(self.world.provider.completeCalls == 1)
    }

    @Test func `terms are those of every share, so that an update keeps them`() async throws {
        let (_, share, _) = try await self.onTrial()
        let invitation = try #require(try await self.world.observed.all(Invitation.self).first)
        try await self.world.console.setLicence(.unlimited, of: "acme", for: "estate", as: self.world.owner)
        #expect(try await self.world.store.read(Share.self, share.id, in: "maker")?.licence == .unlimited)
        let update = try await self.world.console.share(share.release, with: invitation.id, as: self.world.developer)
        #expect(update.licence == .unlimited)
    }

    @Test func `terms of a further share are those of what is installed, too`() async throws {
        let (installation, share, books) = try await self.onTrial()
        let invitation = try #require(try await self.world.observed.all(Invitation.self).first)
        self.world.time.advance(by: .seconds(60))
        let end = self.world.time.now + .seconds(600)
        _ = try await self.world.console.share(
            share.release, with: invitation.id, licence: .subscription(until: end), as: self.world.owner)
        try await self.use(books)
        #expect(try await self.world.stored(installation)?.licence == .subscription(until: end))
        #expect(try await self.world.lastEntry(of: "acme")?.action == .setLicence)
        #expect(try await self.world.lastEntry(of: "maker")?.changed == ["licence"])
    }

    @Test func `terms can be set before anything is installed`() async throws {
        _ = try await self.world.definition()
        let share = try await self.world.shared()
        let end = self.world.time.now + .seconds(60)
        try await self.world.console.setLicence(.trial(until: end), of: "acme", for: "estate", as: self.world.owner)
        let installation = try await self.world.workspace.install(
            try await self.world.workspace.planInstall(of: share.link, as: self.world.superAdmin),
            as: self.world.superAdmin)
        #expect(installation.licence == .trial(until: end))
    }

    @Test func `an installation beside a change of terms has the new ones`() async throws {
        _ = try await self.world.definition()
        let share = try await self.world.shared()
        let plan = try await self.world.workspace.planInstall(of: share.link, as: self.world.superAdmin)
        let world = self.world
        world.store.interpose(.commit, matching: { $0.audit.first?.action == .setLicence }) {
            guard let made = try? await world.workspace.install(plan, as: world.superAdmin) else { return }
            _ = try? await world.used(share, for: made)
        }
        let end = world.time.now + .seconds(60)
        try await world.console.setLicence(.trial(until: end), of: "acme", for: "estate", as: world.owner)
        #expect(try await world.observed.all(Installation.self).map(\.licence) == [.trial(until: end)])
    }

    @Test func `terms that have ended name their field`() async throws {
        _ = try await self.onTrial()
        let refusal = try await self.world.refusal(.invalidInput) {
            try await self.world.console.setLicence(
                .trial(until: self.world.time.now), of: "acme", for: "estate", as: self.world.owner)
        }
        #expect(refusal.field == "licence")
    }

    // MARK: - Blocks

    @Test func `a blocked client uses nothing, keeps the authorizations, and goes on when unblocked`() async throws {
        let (installation, _, books) = try await self.onTrial()
        try await self.world.console.block("acme", from: "estate", as: self.world.owner)
        try await self.expectBothTrails(.blockClient, changed: ["status"], installation)
        try await self.world.refusal(.applicationDisabled) { try await self.use(books) }
        #expect(try await self.world.grant(of: "books").status == .authorized)
        let clients = try await self.world.console.clients(of: "estate", as: self.world.developer)
        #expect(clients.first?.installed?.status == .disabled)
        try await self.world.refusal(.wrongState) {
            try await self.world.console.block("acme", from: "estate", as: self.world.owner)
        }
        try await self.world.console.unblock("acme", from: "estate", as: self.world.owner)
        try await self.expectBothTrails(.blockClient, changed: ["status"], installation)
        try await self.use(books)
        try await self.world.refusal(.wrongState) {
            try await self.world.console.unblock("acme", from: "estate", as: self.world.owner)
        }
    }

    @Test func `a block withdraws what was not installed, and nothing is sent to a blocked client`() async throws {
        let (_, share, _) = try await self.onTrial()
        let invitation = try #require(try await self.world.observed.all(Invitation.self).first)
        let update = try await self.world.console.share(share.release, with: invitation.id, as: self.world.developer)
        try await self.world.console.block("acme", from: "estate", as: self.world.owner)
        #expect(try await self.world.store.read(Share.self, update.id, in: "maker")?.isWithdrawn == true)
        #expect(try await self.world.store.read(Share.self, share.id, in: "maker")?.isWithdrawn == false)
        try await self.world.refusal(.wrongState) {
            try await self.world.console.share(share.release, with: invitation.id, as: self.world.developer)
        }
        try await self.world.console.unblock("acme", from: "estate", as: self.world.owner)
        _ = try await self.world.console.share(share.release, with: invitation.id, as: self.world.developer)
    }

    @Test func `an update beside a block is not sent`() async throws {
        let (_, share, _) = try await self.onTrial()
        let invitation = try #require(try await self.world.observed.all(Invitation.self).first)
        let world = self.world
        world.store.interpose(.commit, matching: { $0.audit.first?.action == .sendUpdate }) {
            try? await world.console.block("acme", from: "estate", as: world.owner)
        }
        #expect(
            await code {
                try await world.console.share(share.release, with: invitation.id, as: world.developer)
            } == .wrongState)
        #expect(try await world.observed.all(Share.self).count == 1)
    }

    @Test func `an uninstallation beside a block leaves nothing to block`() async throws {
        let (installation, _, _) = try await self.onTrial()
        let world = self.world
        world.store.interpose(.commit, matching: { $0.audit.contains { $0.action == .blockClient } }) {
            try? await world.workspace.uninstall(installation.id, as: world.superAdmin)
        }
        #expect(await code { try await world.console.block("acme", from: "estate", as: world.owner) } == .wrongState)
        #expect(try await world.stored(installation)?.status == .uninstalled)
    }

    @Test func `under a storm of calls none that starts after a block gets a credential`() async throws {
        let (installation, _, here) = try await self.onTrial()
        let there = try await ConnectionRuntime(self.world.otherProcess()).connection(
            "books", in: .installed(installation.id, of: "acme"))
        let (isBlocked, served, leaked) = (Counter(), Counter(), Counter())
        let world = self.world
        try await withThrowingTaskGroup(of: Void.self) { group in
            for index in 0..<8 {
                let books = index.isMultiple(of: 2) ? here : there
                group.addTask {
                    var refusals = 0
                    while refusals < 20 {
                        let startsLater = isBlocked.value > 0
                        if (try? await books.credential(at: world.sale, for: world.maria)) != nil {
                            served.add()
                            if startsLater { leaked.add() }
                        } else {
                            refusals += 1
                        }
                        try Task.checkCancellation()
                        await Task.yield()
                    }
                }
            }
            group.addTask {
                try await wait { served.value > 100 }
                try await world.console.block("acme", from: "estate", as: world.owner)
                isBlocked.add()
            }
            try await group.waitForAll()
        }
        #expect(served.value > 100 && leaked.value == 0)
    }

    // MARK: - Removal

    @Test func `after a trial has ended the developer removes the application for good`() async throws {
        let (installation, share, books) = try await self.onTrial()
        self.world.time.advance(by: .seconds(60))
        try await self.world.console.remove("estate", from: "acme", as: self.world.owner)
        try await self.expectBothTrails(.removeFromClient, changed: ["status"], installation)
        #expect(try await self.world.stored(installation)?.status == .uninstalled)
        #expect(try await self.world.store.read(Share.self, share.id, in: "maker")?.isWithdrawn == true)
        try await self.world.refusal(.applicationDisabled) { try await self.use(books) }
        _ = try await self.world.system.maintenance.runOnce()
        _ = try await self.world.system.maintenance.runOnce()
        #expect(self.world.provider.revokedTokens == ["refresh-1"])
        #expect(try await self.world.observed.all(Grant.self).map(\.status) == [.revoked])
    }

    @Test func `a trial that holds, and any other terms, are no reason to remove`() async throws {
        let (installation, _, _) = try await self.onTrial()
        let (console, owner) = (self.world.console, self.world.owner)
        func refuse() async throws {
            try await self.world.refusal(.wrongState) { try await console.remove("estate", from: "acme", as: owner) }
        }
        try await refuse()
        try await console.setLicence(.unlimited, of: "acme", for: "estate", as: owner)
        try await refuse()
        try await console.setLicence(
            .subscription(until: self.world.time.now + .seconds(1)), of: "acme", for: "estate", as: owner)
        self.world.time.advance(by: .seconds(2))
        try await refuse()
        #expect(try await self.world.stored(installation)?.status == .active)
    }

    @Test func `a renewal beside a removal keeps the application`() async throws {
        let (installation, _, _) = try await self.onTrial()
        self.world.time.advance(by: .seconds(60))
        let world = self.world
        world.store.interpose(.commit, matching: { $0.audit.contains { $0.action == .removeFromClient } }) {
            try? await world.console.setLicence(.unlimited, of: "acme", for: "estate", as: world.owner)
        }
        #expect(await code { try await world.console.remove("estate", from: "acme", as: world.owner) } == .wrongState)
        #expect(try await world.stored(installation)?.status == .active)
    }

    // MARK: - Who may, and whom

    @Test func `terms, blocks and removals are the super admin's alone`() async throws {
        _ = try await self.onTrial()
        let (console, developer) = (self.world.console, self.world.developer)
        let calls: [() async throws -> Void] = [
            { try await console.setLicence(.unlimited, of: "acme", for: "estate", as: developer) },
            { try await console.block("acme", from: "estate", as: developer) },
            { try await console.unblock("acme", from: "estate", as: developer) },
            { try await console.remove("estate", from: "acme", as: developer) },
        ]
        for call in calls { try await self.world.refusal(.denied, of: call) }
        let entry = try await self.world.lastEntry(of: "maker")
        #expect(entry?.outcome == .denied(rules: ["console.own"]))
    }

    @Test func `an account with which nothing was shared is no client`() async throws {
        _ = try await self.onTrial()
        let (console, owner) = (self.world.console, self.world.owner)
        let rita = Principal.console("rita", account: "rival", role: .superAdmin)
        for (client, principal) in [("globex", owner), ("acme", rita)] as [(AccountID, Principal)] {
            try await self.world.refusal(.notFound) {
                try await console.setLicence(.unlimited, of: client, for: "estate", as: principal)
            }
            try await self.world.refusal(.notFound) {
                try await console.block(client, from: "estate", as: principal)
            }
            try await self.world.refusal(.notFound) {
                try await console.unblock(client, from: "estate", as: principal)
            }
            try await self.world.refusal(.notFound) {
                try await console.remove("estate", from: client, as: principal)
            }
        }
    }
}
