import ConnectionsKit
import ConnectionsKitTesting
import Testing

@Suite struct DecisionTests {
    private func request(
        _ action: Action, _ kind: Connection.Kind, by principal: Principal?, name: String = "Zoho Books"
    ) -> PolicyRequest {
        var request = principal.map { PolicyRequest(action, by: $0) } ?? PolicyRequest(action, on: .client)
        request.connection = PolicyRequest.ConnectionFacts(kind: kind, name: name, isInstalled: true)
        request.connector = World.catalogue[World.crm]
        request.environment = .production
        return request
    }

    private let maria = Principal.client("maria", name: "Maria", account: "acme", role: .liveUser)

    @Test func `a denial reads as a sentence`() {
        let decision = Policy().decide(self.request(.authorize, .admin, by: self.maria))
        #expect(
            decision.description
                == #"Maria (user) may not authorize the admin connection "Zoho Books": "#
                + "only a super admin, admin or developer of this account can.")
        #expect(decision.whoCould == ["super admin", "admin", "developer"])
        #expect(decision.refusals.map(\.rule) == ["client.authorize-shared"])
        #expect(decision.request.principal == self.maria)
    }

    @Test func `a permit reads as a sentence`() {
        let decision = Policy().decide(self.request(.use, .admin, by: self.maria))
        #expect(decision.description == #"Maria (user) may use the admin connection "Zoho Books": a user can."#)
        #expect(decision.reasons.map(\.rule) == ["client.use-shared"] && decision.whoCould.isEmpty)
    }

    @Test func `a task without a person reads as a sentence`() {
        let decision = Policy().decide(self.request(.use, .loggedInUser, by: nil))
        #expect(
            decision.description
                == #"A task without a user may not use the logged-in user connection "Zoho Books": it needs a user."#)
    }

    @Test func `what only tasks do is said to be theirs`() {
        let decision = Policy().decide(self.request(.createSystemConnection, .system, by: self.maria))
        #expect(decision.description.hasSuffix(": only a task can."))
    }

    @Test func `for oneself, for portal users and for rights the reason says what is missing`() {
        var other = self.request(.authorize, .loggedInUser, by: self.maria)
        other.holder = "nils"
        #expect(Policy().decide(other).description.hasSuffix(": each user can only do that for themselves."))
        let portal = Principal.client("pia", name: "Pia", account: "acme", role: .portalUser)
        var outside = self.request(.authorize, .loggedInUser, by: portal)
        outside.holder = "pia"
        #expect(Policy().decide(outside).description.hasSuffix(": the application does not let portal users in."))
        let developer = Principal.console("dan", name: "Dan", account: "maker", role: .developer)
        for (action, environment, missing) in [
            (Action.authorize, LiveEnvironment?.some(.stage), "access to stage"),
            (.authorize, .development, "access to development"), (.publish, nil, "the right to publish"),
            (.sendUpdate, nil, "the right to distribute to clients"), (.enable, nil, "any right"),
            (.addReference, nil, "access to development"),
        ] {
            var request = PolicyRequest(action, by: developer)
            request.application = "estate"
            request.environment = environment
            let decision = Policy().decide(request)
            #expect(
                decision.description.hasSuffix(": they need \(missing) for the application \"estate\"."), "\(decision)")
            #expect(decision.whoCould == ["super admin", "developer with the right for this application"])
        }
    }

    @Test func `all reasons are carried, not the first alone`() {
        var request = self.request(.addReference, .admin, by: self.maria)
        request.environment = .development
        request.connector = World.catalogue[World.sms]
        request.place = .invokeURL("f")
        let decision = Policy(additional: [.refusing("host.frozen") { _ in "everything is frozen" }]).decide(request)
        #expect(
            Set(decision.refusals.map(\.rule))
                == ["roles.none", "environment.side", .placeOfConnector, "installed.fixed", "host.frozen"])
        for reason in decision.refusals { #expect(decision.description.contains(reason.explanation)) }
    }

    @Test func `what no rule permits is denied`() {
        #expect(!Decision(request: self.request(.use, .admin, by: self.maria), reasons: []).isAllowed)
        let unknown = Action(rawValue: "launch_rockets")
        for side in Side.allCases {
            for role in Role.allCases {
                let principal = Principal(user: "p", account: "a", side: side, role: role)
                let decision = Policy().decide(PolicyRequest(unknown, by: principal))
                #expect(!decision.isAllowed && decision.refusals.map(\.rule) == ["roles.none"])
                #expect(decision.description.contains("may not launch rockets"))
            }
            #expect(!Policy().decide(PolicyRequest(unknown, on: side)).isAllowed)
        }
    }
}
