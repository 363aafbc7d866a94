import ConnectionsKit
import ConnectionsKitTesting
import Testing

@Suite struct RuntimeExplainTests {
    @Test(arguments: ["books", "sheets", "sms"]) func `what is explained is what a task is told`(
        linkName: String
    ) async throws {
        let world = World()
        _ = try await world.definition()
        _ = try await world.definition(to: World.sheets, kind: .loggedInUser, from: world.panel)
        _ = try await world.definition(to: World.sms)
        let installation = try await world.install()
        let context = TaskContext.installed(installation.id, of: "acme")
        let portal = Principal.client("pia", account: "acme", role: .portalUser)
        let stranger = Principal.console("olga", account: "acme", role: .superAdmin)
        let task = try await world.runtime.connection(linkName, in: context)
        let commits = world.observed.commits.count
        for person in [nil, world.maria, world.superAdmin, portal, stranger] {
            for place in [world.sale, .smsAction("note")] {
                let decision = try await world.runtime.explainUse(
                    of: linkName, at: place, for: person, in: context)
                do {
                    _ = try await task.credential(at: place, for: person)
                    Issue.record("nothing is authorized, so nothing is handed out")
                } catch {
                    // Without a person a logged-in user connection is refused before the policy is asked.
                    #expect(decision.isAllowed == (error.code == .notAuthorized && error.detail != .noUser))
                    if let told = error.decision { #expect(told == decision) }
                }
            }
        }
        #expect(world.observed.commits.count == commits)
    }

    @Test func `several connections are asked for at once, and what is not there is left out`() async throws {
        let world = World()
        _ = try await world.definition()
        _ = try await world.definition(to: World.sheets, kind: .loggedInUser, from: world.panel)
        let context = TaskContext.console("estate", of: "maker", .stage)
        let tester = Principal.console(
            "tess", account: "maker", role: .developer, rights: ["estate": .developmentAccess])
        let names = ["books", "sheets", "never"]
        let denied = try await world.runtime.explainUse(of: names, at: world.sale, for: tester, in: context)
        #expect(Set(denied.keys) == ["books", "sheets"] && denied.values.allSatisfy { !$0.isAllowed })
        #expect(denied["books"]?.whoCould == ["super admin", "developer with the right for this application"])
        let byTask = try await world.runtime.explainUse(of: names, at: world.sale, for: nil, in: context)
        #expect(byTask.mapValues(\.isAllowed) == ["books": true, "sheets": false])
    }

    @Test func `a system connection is explained as it is made, and is not made`() async throws {
        let world = World()
        _ = try await world.definition()
        let installation = try await world.install()
        let commits = world.observed.commits.count
        for environment in [LiveEnvironment.production, .development] {
            let context = TaskContext.installed(installation.id, of: "acme", environment)
            for connector in [World.crm, World.books] {
                let decision = try await world.runtime.explainSystemConnection(to: connector, in: context)
                #expect(decision.isAllowed == (connector == World.crm && environment == .production), "\(decision)")
            }
        }
        #expect(world.observed.commits.count == commits)
        let context = TaskContext.installed(installation.id, of: "acme")
        let told = try await world.refusal(.kindUnsupported) {
            try await world.runtime.systemConnection(to: World.books, scopes: ["read"], in: context)
        }
        #expect(try await world.runtime.explainSystemConnection(to: World.books, in: context) == told.decision)
    }

    @Test func `people of another account learn nothing`() async throws {
        let world = World()
        let (installation, _) = try await world.connectedBooks()
        let context = TaskContext.installed(installation.id, of: "acme")
        let gus = Principal.client("gus", account: "globex", role: .superAdmin)
        try await world.refusal(.notFound) {
            try await world.runtime.explainUse(of: "books", at: world.sale, for: gus, in: context)
        }
        try await world.refusal(.notFound) {
            try await world.runtime.explainUse(of: ["books"], at: world.sale, for: gus, in: context)
        }
        try await world.refusal(.notFound) {
            try await world.runtime.explainUse(of: "never", at: world.sale, for: world.maria, in: context)
        }
        let elsewhere = TaskContext.console("never", of: "acme", .stage)
        try await world.refusal(.notFound) {
            try await world.runtime.explainUse(of: ["books"], at: world.sale, for: world.maria, in: elsewhere)
        }
        try await world.refusal(.notFound) {
            try await world.runtime.explainSystemConnection(to: World.crm, in: elsewhere)
        }
    }
}
