import ConnectionsKit
import ConnectionsKitTesting
import Testing

@Suite struct InstallTests {
    let world = World()

    @Test func `a plan says what will be made and who must authorize it`() async throws {
        _ = try await self.world.definition()
        let plan = try await self.world.workspace.planInstall(
            of: try await self.world.shared().link, as: self.world.superAdmin)
        #expect(
            plan.description
                == "Makes \"Books\".\nA super admin, admin or developer authorizes \"Books\".")
        let installation = try await self.world.workspace.install(plan, as: self.world.superAdmin)
        #expect(try await self.world.store.read(Installation.self, installation.id, in: "acme") == installation)
        let connections = try await self.world.store.all(.connections(of: installation.id), in: "acme")
        #expect(connections.map(\.linkName) == ["books"])
        #expect(connections.allSatisfy { $0.application == "estate" && $0.account == "acme" })
        let listed = try await self.world.workspace.installations(as: self.world.maria)
        #expect(listed.map(\.installation) == [installation])
    }

    @Test func `the places of the application come with its connections`() async throws {
        let books = try await self.world.definition()
        try await self.world.console.addReference(from: self.world.panel, to: books.id, as: self.world.developer)
        let installation = try await self.world.install()
        let connection = try #require(
            try await self.world.store.all(.connections(of: installation.id), in: "acme").first)
        let references = try await self.world.store.all(.references(to: connection.id), in: "acme")
        #expect(Set(references.map(\.id.place)) == [self.world.sale, self.world.panel])
        #expect(references.allSatisfy { $0.application == "estate" && $0.createdBy == "sue" })
        #expect(connection.referenceCount == 2)
    }

    @Test func `an application is installed once`() async throws {
        _ = try await self.world.definition()
        let share = try await self.world.shared()
        let workspace = self.world.workspace
        let plan = try await workspace.planInstall(of: share.link, as: self.world.superAdmin)
        let installation = try await workspace.install(plan, as: self.world.superAdmin)
        let used = try await self.world.store.read(Share.self, share.id, in: "maker")
        #expect(used?.installation == installation.id)
        for again in [
            { _ = try await workspace.install(plan, as: self.world.superAdmin) },
            { _ = try await workspace.planInstall(of: share.link, as: self.world.superAdmin) },
        ] as [() async throws -> Void] {
            let error = try await self.world.refusal(.alreadyInstalled, of: again)
            #expect(error.message.contains("with release 1") && error.remedy.contains("Upgrade"))
        }
    }

    @Test func `two installations at the same time make one`() async throws {
        _ = try await self.world.definition()
        let share = try await self.world.shared()
        let world = self.world
        let plan = try await world.workspace.planInstall(of: share.link, as: world.superAdmin)
        world.store.interpose(.commit, matching: { $0.audit.first?.action == .install }) {
            _ = try? await world.workspace.install(plan, as: world.superAdmin)
        }
        let error = try await world.error { try await world.workspace.install(plan, as: world.superAdmin) }
        #expect(error.code == .alreadyInstalled)
        #expect(try await world.observed.all(Installation.self).count == 1)
        #expect(try await world.observed.all(Connection.self).count { $0.account == "acme" } == 1)
    }

    @Test func `two shares of one application do not make two installations at the same time`() async throws {
        _ = try await self.world.definition()
        let world = self.world
        let share = try await world.shared()
        let invitation = try #require(try await world.observed.all(Invitation.self).first)
        let update = try await world.console.share(share.release, with: invitation.id, as: world.owner)
        let first = try await world.workspace.planInstall(of: share.link, as: world.superAdmin)
        let second = try await world.workspace.planInstall(of: update.link, as: world.superAdmin)
        world.store.interpose(.commit, matching: { $0.audit.first?.action == .install }) {
            _ = try? await world.workspace.install(second, as: world.superAdmin)
        }
        let error = try await world.error { try await world.workspace.install(first, as: world.superAdmin) }
        #expect(error.code == .alreadyInstalled)
        #expect(try await world.observed.all(Installation.self).map(\.share) == [update.id])
        #expect(try await world.store.read(Share.self, share.id, in: "maker")?.installation == nil)
    }

    @Test func `after uninstalling it is installed again by another share, and not by the used one`() async throws {
        _ = try await self.world.definition()
        let share = try await self.world.shared()
        let (workspace, superAdmin) = (self.world.workspace, self.world.superAdmin)
        let first = try await workspace.install(
            try await workspace.planInstall(of: share.link, as: superAdmin), as: superAdmin)
        try await workspace.uninstall(first.id, as: superAdmin)
        try await self.world.refusal(.wrongState) {
            try await workspace.planInstall(of: share.link, as: superAdmin)
        }
        let release = try #require(try await self.world.observed.all(Release.self).first)
        let another = try await self.world.share(release)
        let second = try await workspace.install(
            try await workspace.planInstall(of: another.link, as: superAdmin), as: superAdmin)
        #expect(second.id != first.id && second.status == .active)
        try await self.world.refusal(.applicationDisabled) { try await workspace.uninstall(first.id, as: superAdmin) }
    }

    @Test func `terms that have ended install nothing`() async throws {
        _ = try await self.world.definition()
        let end = self.world.time.now + .seconds(60)
        let share = try await self.world.shared(licence: .trial(until: end))
        let plan = try await self.world.workspace.planInstall(of: share.link, as: self.world.superAdmin)
        self.world.time.advance(by: .seconds(60))
        let error = try await self.world.refusal(.applicationDisabled) {
            try await self.world.workspace.install(plan, as: self.world.superAdmin)
        }
        #expect(error.detail == .licence(.trial(until: end)))
    }

    @Test func `a connector that the platform does not have is a warning`() async throws {
        let release = try await self.world.release(1, [.bundled("fax", to: "fax_machine")])
        let plan = try await self.world.workspace.planInstall(
            of: try await self.world.share(release).link, as: self.world.superAdmin)
        #expect(plan.effects.warnings.count == 1)
        #expect(plan.effects.warnings.first?.contains("fax_machine") == true)
    }

    @Test func `a share that was withdrawn or is another client's does not exist`() async throws {
        _ = try await self.world.definition()
        let share = try await self.world.shared()
        let workspace = self.world.workspace
        let plan = try await workspace.planInstall(of: share.link, as: self.world.superAdmin)
        let gus = Principal.client("gus", account: "globex", role: .superAdmin)
        let foreign = try await self.world.refusal(.notFound) {
            try await workspace.planInstall(of: share.link, as: gus)
        }
        let unknown = try await self.world.refusal(.notFound) {
            try await workspace.planInstall(of: Share.Link(account: "maker", share: .fixture(9)), as: gus)
        }
        try await self.world.refusal(.notFound) { try await workspace.install(plan, as: gus) }
        var withdrawn = share
        withdrawn.version = try #require(try await self.world.store.read(Share.self, share.id, in: "maker")).version
        withdrawn.isWithdrawn = true
        try await self.world.write { $0.update(withdrawn) }
        let gone = try await self.world.refusal(.notFound) {
            try await workspace.planInstall(of: share.link, as: self.world.superAdmin)
        }
        try await self.world.refusal(.notFound) { try await workspace.install(plan, as: self.world.superAdmin) }
        #expect(foreign.description == unknown.description && gone.description == unknown.description)
    }

    @Test func `a share whose terms changed since the plan is a conflict`() async throws {
        _ = try await self.world.definition()
        var share = try await self.world.shared()
        let plan = try await self.world.workspace.planInstall(of: share.link, as: self.world.superAdmin)
        share.licence = .trial(until: self.world.time.now + .seconds(60))
        let changed = share
        try await self.world.write { $0.update(changed) }
        try await self.world.refusal(.conflict) {
            try await self.world.workspace.install(plan, as: self.world.superAdmin)
        }
    }

    @Test func `an installed connection is nobody's to edit`() async throws {
        _ = try await self.world.definition()
        let installation = try await self.world.install()
        let connection = try #require(
            try await self.world.store.all(.connections(of: installation.id), in: "acme").first)
        let console = self.world.console
        for role in Role.allCases {
            for side in Side.allCases {
                let person = Principal(
                    user: "pat", account: "acme", side: side, role: role, rights: ["estate": .all])
                for operation in [
                    { _ = try await console.enable(connection.id, for: "estate", as: person) },
                    { _ = try await console.disable(connection.id, for: "estate", as: person) },
                    { try await console.addReference(from: self.world.panel, to: connection.id, as: person) },
                    { try await console.delete(connection.id, as: person) },
                ] as [() async throws -> Void] {
                    let before = try await self.world.observed.records()
                    let error = try await self.world.error(of: operation)
                    #expect(error.code == .denied, "\(person.role) on \(side): \(error)")
                    #expect(try await self.world.observed.records() == before)
                }
            }
        }
    }
}
