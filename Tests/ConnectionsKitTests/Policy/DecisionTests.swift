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
            if action == .authorize {
                request.connection = PolicyRequest.ConnectionFacts(kind: .admin, name: "Books", isInstalled: false)
            }
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

    @Test func `who could is whom every refusal names`() {
        var request = self.request(.authorize, .admin, by: self.maria)
        #expect(Policy().decide(request).whoCould == ["super admin", "admin", "developer"])
        request.environment = .development
        #expect(Policy().decide(request).whoCould.isEmpty)
        request.environment = .production
        let frozen = Policy(additional: [.refusing("host.frozen") { _ in "everything is frozen" }])
        #expect(frozen.decide(request).whoCould.isEmpty)
        var careful = PolicyRule.refusing("host.careful") { _ in nil }
        careful.judge = {
            guard $0.principal?.role != .superAdmin else { return nil }
            return PolicyReason(
                rule: "host.careful", effect: .refuse, whoCould: ["super admin"], explanation: "only the owner can")
        }
        let decision = Policy(additional: [careful]).decide(request)
        #expect(decision.whoCould == ["super admin"] && decision.description.contains("only the owner can"))
    }

    @Test func `whoever acts on the other side is told who could`() {
        let olga = Principal.console("olga", name: "Olga", account: "acme", role: .superAdmin)
        var request = self.request(.authorize, .admin, by: olga)
        request.side = .client
        let decision = Policy().decide(request)
        #expect(decision.refusals.map(\.rule) == ["side.principal"])
        #expect(decision.whoCould == ["super admin", "admin", "developer"])
        #expect(decision.description.contains("it belongs to the client side, and they act on the console side"))
    }

    @Test func `what only the admin kind lends is said so`() {
        var request = self.request(.reuseAuthorization, .system, by: self.maria)
        request.principal?.role = .superAdmin
        let decision = Policy().decide(request)
        #expect(decision.refusals.map(\.rule) == ["reuse.admin-only"] && decision.whoCould.isEmpty)
        #expect(decision.description.contains("only an authorization of an admin connection can serve another one"))
    }

    @Test func `a decision and its reasons can be compared, and be put together by a host`() {
        let request = self.request(.use, .admin, by: self.maria)
        let decision = Policy().decide(request)
        #expect(decision == Decision(request: request, reasons: decision.reasons))
        #expect(Set([decision, Policy().decide(request)]).count == 1)
        let permit = PolicyReason(rule: "a", effect: .permit, explanation: "yes")
        let refusal = PolicyReason(rule: "b", effect: .refuse, whoCould: ["boss"], explanation: "no")
        for reasons in [[permit, refusal], [refusal, permit]] {
            let mixed = Decision(request: request, reasons: reasons)
            #expect(!mixed.isAllowed && mixed.refusals == [refusal] && mixed.whoCould == ["boss"])
            #expect(mixed.reasons == reasons)
        }
        #expect(Decision(request: request, reasons: [permit, permit]).isAllowed)
        #expect(refusal.description == "refuse by b: no")
    }

    @Test func `several questions are answered in their order`() {
        let requests = [Action.use, .authorize, .viewConnection].map { self.request($0, .admin, by: self.maria) }
        let decisions = Policy().decide(requests)
        #expect(decisions == requests.map { Policy().decide($0) })
        #expect(decisions.map(\.isAllowed) == [true, false, false])
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
