import ConnectionsKit
import ConnectionsKitTesting
import Testing

@Suite struct ConsoleExplainTests {
    let tester = Principal.console(
        "tess", name: "Tess", account: "maker", role: .developer, rights: ["estate": .stageAccess])
    let newcomer = Principal.console("newt", name: "Newt", account: "maker", role: .developer)
    let client = Principal.client("cad", name: "Cad", account: "maker", role: .admin)

    /// An act and the question about it.
    struct Case: Sendable, CustomTestStringConvertible {
        var testDescription: String
        var act: @Sendable (World, Connection.ID, Principal) async throws -> Void
        var explain: @Sendable (World, Connection.ID, Principal) async throws -> Decision
    }

    static let cases: [Case] = [
        Case(testDescription: "enable") {
            try await $0.console.enable($1, for: "estate", as: $2)
        } explain: {
            try await $0.console.explain(.enable, on: $1, for: "estate", as: $2)
        },
        Case(testDescription: "enable for another application") {
            try await $0.console.enable($1, for: "other", as: $2)
        } explain: {
            try await $0.console.explain(.enable, on: $1, for: "other", as: $2)
        },
        Case(testDescription: "disable") {
            try await $0.console.disable($1, for: "estate", as: $2)
        } explain: {
            try await $0.console.explain(.disable, on: $1, for: "estate", as: $2)
        },
        Case(testDescription: "add a reference") {
            try await $0.console.addReference(from: .invokeURL("f"), to: $1, as: $2)
        } explain: {
            try await $0.console.explain(.addReference, on: $1, at: .invokeURL("f"), as: $2)
        },
        Case(testDescription: "delete") {
            try await $0.console.delete($1, as: $2)
        } explain: {
            try await $0.console.explain(.deleteConnection, on: $1, as: $2)
        },
        Case(testDescription: "see the references") {
            _ = try await $0.console.references(to: $1, as: $2)
        } explain: {
            try await $0.console.explain(.viewConnection, on: $1, as: $2)
        },
        Case(testDescription: "authorize in development") {
            _ = try await $0.console.authorize($1, in: .development, as: $2)
        } explain: {
            try await $0.console.explain(.authorize, on: $1, in: .development, as: $2)
        },
        Case(testDescription: "authorize in stage") {
            _ = try await $0.console.authorize($1, in: .stage, as: $2)
        } explain: {
            try await $0.console.explain(.authorize, on: $1, in: .stage, as: $2)
        },
        Case(testDescription: "authorize in production") {
            _ = try await $0.console.authorize($1, in: .production, as: $2)
        } explain: {
            try await $0.console.explain(.authorize, on: $1, in: .production, as: $2)
        },
        Case(testDescription: "revoke") {
            try await $0.console.revoke($1, in: .stage, as: $2)
        } explain: {
            try await $0.console.explain(.revoke, on: $1, in: .stage, as: $2)
        },
    ]

    @Test(arguments: cases) func `what is explained is what the act is told, and nothing is written`(
        case: Case
    ) async throws {
        for person in [World().owner, World().developer, self.tester, self.newcomer, self.client] {
            let world = World()
            let sms = try await world.definition(to: World.sms)
            let trail = try await world.trail(of: "maker")
            let records = try await world.observed.records()
            let commits = world.observed.commits.count
            let decision = try await `case`.explain(world, sms.id, person)
            #expect(try await world.observed.records() == records && world.observed.commits.count == commits)
            #expect(try await world.trail(of: "maker") == trail)
            var told: Decision?
            do {
                try await `case`.act(world, sms.id, person)
            } catch let error as ConnectionError {
                told = error.decision
            }
            #expect(decision.isAllowed == (told == nil), "\(person.displayName): \(decision)")
            if let told { #expect(told == decision) }
        }
    }

    @Test func `a list learns of all its buttons at once`() async throws {
        let world = World()
        let books = try await world.definition()
        let sheets = try await world.console.createConnection(
            to: World.sheets, kind: .loggedInUser, scopes: ["read"], as: world.developer)
        let never = try #require(Connection.ID("00000000-0000-4000-8000-000000000000"))
        let commits = world.observed.commits.count
        let actions: [Action] = [.viewConnection, .revoke, .authorize, .exportDefinitions]
        let decisions = try await world.console.explain(
            actions, on: [books.id, sheets.id, never, books.id], in: .development, as: self.tester)
        #expect(Set(decisions.keys) == [books.id, sheets.id])
        for (id, byAction) in decisions {
            #expect(Set(byAction.keys) == Set(actions))
            for (action, decision) in byAction {
                #expect(decision.request.action == action)
                #expect(
                    try await world.console.explain(action, on: id, in: .development, as: self.tester) == decision)
            }
        }
        #expect(decisions[books.id]?.filter(\.value.isAllowed).map(\.key).count == 2)
        #expect(decisions[books.id]?[.authorize]?.description.contains("access to development") == true)
        // No application has the other one yet: any right will do.
        #expect(decisions[sheets.id]?[.authorize]?.isAllowed == true)
        #expect(world.observed.commits.count == commits)
    }

    @Test func `another's logged-in authorization is another question than one's own`() async throws {
        let world = World()
        let sheets = try await world.definition(to: World.sheets, kind: .loggedInUser)
        let console = world.console
        #expect(try await console.explain(.authorize, on: sheets.id, in: .stage, as: self.tester).isAllowed)
        let other = try await console.explain(.authorize, on: sheets.id, in: .stage, of: "dan", as: self.tester)
        #expect(!other.isAllowed && other.description.contains("for themselves"))
        #expect(try await console.explain(.revoke, on: sheets.id, in: .stage, of: "dan", as: self.tester).isAllowed)
    }

    @Test func `what concerns no connection is explained too`() async throws {
        let world = World()
        let actions: [Action] = [.publish, .sendUpdate, .inviteClient, .registerApplication]
        func allowed(_ person: Principal) throws -> Set<Action> {
            Set(try world.console.explain(actions, of: "estate", as: person).filter(\.value.isAllowed).keys)
        }
        #expect(try allowed(world.owner) == Set(actions))
        #expect(try allowed(world.developer) == [.publish, .sendUpdate])
        #expect(try allowed(self.tester).isEmpty)
        #expect(world.observed.commits.isEmpty)
    }

    @Test func `making a connection is explained as it is refused`() async throws {
        let world = World()
        for (connector, kind) in [
            (World.books, Connection.Kind.admin), (World.books, .loggedInUser), (World.sheets, .loggedInUser),
            (World.crm, .system), ("home_grown", .admin),
        ] {
            for person in [world.developer, self.newcomer, self.client] {
                let decision = try world.console.explainCreation(to: connector, kind: kind, as: person)
                var told: Decision?
                do {
                    _ = try await world.console.createConnection(
                        to: connector, kind: kind, scopes: ["read"], as: person)
                } catch {
                    told = error.decision
                }
                #expect(decision.isAllowed == (told == nil), "\(decision)")
                if let told { #expect(told == decision) }
            }
        }
    }

    @Test func `another account's connection is not explained, nor an identifier that is none`() async throws {
        let world = World()
        let books = try await world.definition()
        let never = try #require(Connection.ID("00000000-0000-4000-8000-000000000000"))
        let rita = Principal.console("rita", account: "rival", role: .superAdmin)
        let foreign = try await world.refusal(.notFound) {
            try await world.console.explain(.viewConnection, on: books.id, as: rita)
        }
        let unknown = try await world.refusal(.notFound) {
            try await world.console.explain(.viewConnection, on: never, as: rita)
        }
        #expect(foreign.description == unknown.description)
        #expect(try await world.console.explain([.viewConnection], on: [books.id], as: rita).isEmpty)
        let nobody = Principal.console("", account: "maker", role: .superAdmin)
        for body in [
            { _ = try await world.console.explain(.enable, on: books.id, as: nobody) },
            { _ = try await world.console.explain([.enable], on: [books.id], as: nobody) },
            { _ = try world.console.explain([.publish], as: nobody) },
            { _ = try world.console.explainCreation(to: World.books, kind: .admin, as: nobody) },
        ] as [() async throws -> Void] {
            let error = try await world.refusal(.invalidInput, of: body)
            #expect(error.field == "principal.user")
        }
    }
}
