import ConnectionsKit
import ConnectionsKitTesting
import Testing

@Suite struct EnableTests {
    let world = World()

    private func connection() async throws -> Connection {
        try await self.world.console.registerApplication("estate", name: "Estate", as: self.world.owner)
        try await self.world.console.registerApplication("other", name: "Other", as: self.world.owner)
        return try await self.world.console.createConnection(
            to: World.books, kind: .admin, scopes: ["read"], as: self.world.developer)
    }

    private func enabled() async throws -> Connection {
        let connection = try await self.connection()
        return try await self.world.console.enable(connection.id, for: "estate", as: self.world.developer)
    }

    private func referenced() async throws -> Connection {
        let connection = try await self.enabled()
        try await self.world.console.addReference(
            from: self.world.sale, to: connection.id, as: self.world.developer)
        return connection
    }

    private func published() async throws -> Connection {
        let connection = try await self.referenced()
        let plan = try await self.world.console.planRelease(of: "estate", as: self.world.owner)
        _ = try await self.world.console.publish(plan, as: self.world.owner)
        return connection
    }

    @Test func `an application comes back as the store holds it, at first and again`() async throws {
        for name in ["Estate", "Real Estate"] {
            let application = try await self.world.console.registerApplication(
                "estate", name: name, as: self.world.owner)
            #expect(try await self.world.store.read(Application.self, "estate", in: "maker") == application)
        }
    }

    @Test func `a second application is refused, and the first is named`() async throws {
        let connection = try await self.enabled()
        let error = try await self.world.refusal(.alreadyEnabled) {
            try await self.world.console.enable(connection.id, for: "other", as: self.world.developer)
        }
        #expect(error.message.contains("\"estate\""))
    }

    @Test func `enabling again for the same application changes nothing`() async throws {
        let connection = try await self.enabled()
        let before = try await self.world.observed.records()
        let again = try await self.world.console.enable(connection.id, for: "estate", as: self.world.developer)
        #expect(again == connection)
        #expect(try await self.world.observed.records() == before)
    }

    @Test func `after disabling another application can have it`() async throws {
        let connection = try await self.enabled()
        let free = try await self.world.console.disable(connection.id, for: "estate", as: self.world.developer)
        #expect(free.application == nil)
        let moved = try await self.world.console.enable(connection.id, for: "other", as: self.world.developer)
        #expect(moved.application == "other")
        #expect(try await self.world.store.read(Connection.self, connection.id, in: "maker") == moved)
    }

    @Test func `a referenced connection cannot be disabled, and its places are named`() async throws {
        let connection = try await self.referenced()
        try await self.world.console.addReference(
            from: self.world.panel, to: connection.id, as: self.world.developer)
        let error = try await self.world.refusal(.accessLocked) {
            try await self.world.console.disable(connection.id, for: "estate", as: self.world.developer)
        }
        #expect(Set(error.places) == [self.world.sale, self.world.panel])
        #expect(error.remedy.contains(#"form workflow "sale" on sold"#))
        #expect(error.remedy.contains(#"page panel "home", panel "numbers""#))
    }

    @Test func `removing the last reference before publication unlocks again`() async throws {
        let connection = try await self.referenced()
        try await self.world.console.removeReference(
            from: self.world.sale, to: connection.id, as: self.world.developer)
        try await self.world.console.disable(connection.id, for: "estate", as: self.world.developer)
        #expect(try await self.world.store.read(Connection.self, connection.id, in: "maker")?.application == nil)
    }

    @Test func `a published connection stays with its application, without any reference too`() async throws {
        let connection = try await self.published()
        for isReferenced in [true, false] {
            if !isReferenced {
                try await self.world.console.removeReference(
                    from: self.world.sale, to: connection.id, as: self.world.developer)
            }
            let error = try await self.world.refusal(.accessLocked) {
                try await self.world.console.disable(connection.id, for: "estate", as: self.world.developer)
            }
            #expect(error.message.contains("release 1"))
            try await self.world.refusal(.alreadyEnabled) {
                try await self.world.console.enable(connection.id, for: "other", as: self.world.developer)
            }
            let deletion = try await self.world.refusal(.inUse) {
                try await self.world.console.delete(connection.id, as: self.world.developer)
            }
            #expect(deletion.places == (isReferenced ? [self.world.sale] : []))
        }
    }

    @Test func `a referenced connection cannot be deleted, and its places are named`() async throws {
        let connection = try await self.referenced()
        let error = try await self.world.refusal(.inUse) {
            try await self.world.console.delete(connection.id, as: self.world.developer)
        }
        #expect(error.places == [self.world.sale])
    }

    @Test func `a reference needs the connection to be enabled`() async throws {
        let connection = try await self.connection()
        try await self.world.refusal(.notEnabled) {
            try await self.world.console.addReference(
                from: self.world.sale, to: connection.id, as: self.world.developer)
        }
        try await self.world.refusal(.notEnabled) {
            try await self.world.console.disable(connection.id, for: "estate", as: self.world.developer)
        }
    }

    @Test func `a place is recorded once, and one that is not recorded cannot be removed`() async throws {
        let connection = try await self.referenced()
        let before = try await self.world.observed.records()
        try await self.world.console.addReference(
            from: self.world.sale, to: connection.id, as: self.world.developer)
        #expect(try await self.world.observed.records() == before)
        try await self.world.refusal(.notFound) {
            try await self.world.console.removeReference(
                from: self.world.panel, to: connection.id, as: self.world.developer)
        }
    }

    @Test(arguments: [
        (Place.smsAction(""), "place.component"), (.invokeURL(String(repeating: "f", count: 101)), "place.component"),
        (.formWorkflow("sale", event: ""), "place.detail"), (.pagePanel("home", panel: "a\u{7}b"), "place.detail"),
    ])
    func `a bad place names its field`(place: Place, field: String) async throws {
        let connection = try await self.enabled()
        let error = try await self.world.refusal(.invalidInput) {
            try await self.world.console.addReference(from: place, to: connection.id, as: self.world.developer)
        }
        #expect(error.field == field)
    }

    @Test func `a place that the connector does not serve is refused`() async throws {
        try await self.world.console.registerApplication("estate", name: "Estate", as: self.world.owner)
        let sms = try await self.world.console.createConnection(to: World.sms, kind: .admin, as: self.world.developer)
        try await self.world.console.enable(sms.id, for: "estate", as: self.world.developer)
        try await self.world.refusal(.placeNotAllowed) {
            try await self.world.console.addReference(from: self.world.sale, to: sms.id, as: self.world.developer)
        }
    }

    @Test func `a developer needs rights for the application`() async throws {
        let connection = try await self.referenced()
        let stranger = Principal.console("stan", name: "Stan", account: "maker", role: .developer)
        let reader = Principal.console(
            "rob", name: "Rob", account: "maker", role: .developer, rights: ["estate": .stageAccess])
        let console = self.world.console
        for person in [stranger, reader] {
            try await self.world.refusal(.denied) {
                try await console.addReference(from: self.world.panel, to: connection.id, as: person)
            }
            try await self.world.refusal(.denied) {
                try await console.removeReference(from: self.world.sale, to: connection.id, as: person)
            }
            try await self.world.refusal(.denied) { try await console.planRelease(of: "estate", as: person) }
            try await self.world.refusal(.denied) {
                try await console.authorize(connection.id, in: .development, as: person)
            }
        }
        try await self.world.refusal(.denied) {
            try await console.disable(connection.id, for: "estate", as: stranger)
        }
        try await self.world.refusal(.denied) { try await console.delete(connection.id, as: stranger) }
        let error = try await self.world.refusal(.denied) {
            try await console.enable(connection.id, for: "other", as: reader)
        }
        #expect(error.message.contains("any right for the application \"other\""))
        let pending = try await console.authorize(connection.id, in: .stage, as: reader)
        #expect(pending.redirectURL != nil)
    }

    @Test func `only the super admin registers applications`() async throws {
        try await self.world.refusal(.denied) {
            try await self.world.console.registerApplication("new", name: "New", as: self.world.developer)
        }
        for (id, name, field) in [("", "New", "application"), ("new", "", "name")] {
            let error = try await self.world.refusal(.invalidInput) {
                try await self.world.console.registerApplication(
                    ApplicationID(id), name: name, as: self.world.owner)
            }
            #expect(error.field == field)
        }
    }

    @Test func `while somebody publishes nothing of the application changes`() async throws {
        let connection = try await self.referenced()
        let plan = try await self.world.console.planRelease(of: "estate", as: self.world.owner)
        var locked = plan.application
        locked.publishing = Application.PublishLock(user: "olga", since: self.world.time.now)
        try await self.world.write { $0.update(locked) }
        let console = self.world.console
        let person = self.world.developer
        for operation in [
            { _ = try await console.disable(connection.id, for: "estate", as: person) },
            { _ = try await console.enable(connection.id, for: "estate", as: person) },
            { try await console.addReference(from: self.world.panel, to: connection.id, as: person) },
            { try await console.removeReference(from: self.world.sale, to: connection.id, as: person) },
            { try await console.delete(connection.id, as: person) },
            { _ = try await console.planRelease(of: "estate", as: person) },
            { _ = try await console.publish(plan, as: person) },
        ] as [() async throws -> Void] {
            let error = try await self.world.refusal(.publishInProgress, of: operation)
            #expect(error.message.contains("olga"))
        }
    }
}
