import ConnectionsKit
import ConnectionsKitTesting
import Testing

/// What must hold of the policy for any facts and any rules of a host.
@Suite struct PolicyLawTests {
    static let actions: [Action] = Action.all + [Action(rawValue: "launch_rockets")]

    private func request(_ random: inout SeededGenerator) -> PolicyRequest {
        let side = Side.allCases.randomElement(using: &random) ?? .console
        let action = Self.actions.randomElement(using: &random) ?? .use
        var request = PolicyRequest(action, on: side)
        if Int.random(in: 0..<8, using: &random) > 0 {
            let rights = ApplicationRights(rawValue: UInt8.random(in: 0..<16, using: &random))
            request = PolicyRequest(
                action,
                by: Principal(
                    user: "pat", account: "a", side: side, role: Role.allCases.randomElement(using: &random) ?? .admin,
                    rights: ["estate": rights]))
        }
        // Now and then somebody acts on the side where the thing does not live.
        if Int.random(in: 0..<10, using: &random) == 0 { request.side = side == .console ? .client : .console }
        request.environment = ([nil] + LiveEnvironment.allCases).randomElement(using: &random) ?? nil
        if Bool.random(using: &random) {
            request.connection = PolicyRequest.ConnectionFacts(
                kind: Connection.Kind.allCases.randomElement(using: &random) ?? .admin, name: "Books",
                isInstalled: Bool.random(using: &random))
        }
        request.connectorID = World.books
        request.connector = Bool.random(using: &random) ? World.catalogue[World.books] : nil
        request.application = Bool.random(using: &random) ? "estate" : nil
        request.systemApplications = Bool.random(using: &random) ? ["other", "third"] : []
        request.allowsPortalUsers = Bool.random(using: &random)
        request.place = Bool.random(using: &random) ? .smsAction("note") : nil
        request.holder = ["pat", "nils", nil].randomElement(using: &random) ?? nil
        return request
    }

    /// A rule of a host: it refuses some requests, or tries to permit them.
    private func rule(_ number: Int, _ random: inout SeededGenerator) -> PolicyRule {
        let id = RuleID(rawValue: "host.\(number)")
        let spared = Self.actions.randomElement(using: &random) ?? .use
        var rule = PolicyRule.refusing(id) { $0.action == spared ? nil : "the host says so" }
        switch Int.random(in: 0..<4, using: &random) {
        case 0: rule.judge = { _ in PolicyReason(rule: id, effect: .permit, explanation: "the host says so") }
        case 1: rule = .refusing(id, actions: [spared]) { _ in "the host says so" }
        case 2: rule = .refusing(id) { _ in nil }
        default: break
        }
        return rule
    }

    @Test(arguments: 0..<50 as Range<UInt64>) func `what no rule permits is denied, and every denial says why`(
        seed: UInt64
    ) {
        var random = SeededGenerator(seed: seed)
        for _ in 0..<200 {
            let decision = Policy().decide(self.request(&random))
            let permits = decision.reasons.filter { $0.effect == .permit }
            #expect(decision.isAllowed == (!permits.isEmpty && decision.refusals.isEmpty), "\(decision)")
            #expect(decision.isAllowed || !decision.refusals.isEmpty, "\(decision)")
            #expect(!decision.isAllowed || decision.whoCould.isEmpty, "\(decision)")
            for reason in decision.reasons {
                #expect(!reason.rule.rawValue.isEmpty && !reason.explanation.isEmpty)
                #expect(decision.description.contains(reason.explanation) || reason.effect == .permit)
            }
        }
    }

    /// Another person than the one whose authorization it is, in a role, on the side where the thing lives.
    private func somebody(_ role: Role, _ rights: ApplicationRights, instead request: PolicyRequest) -> PolicyRequest {
        var again = request
        again.principal = Principal(
            user: "zoe", account: "a", side: request.side, role: role,
            rights: ["estate": rights, "other": rights])
        return again
    }

    /// The titles of those who may do it, by asking as each of them.
    private func able(_ request: PolicyRequest) -> [String] {
        Role.allCases.compactMap { role in
            if Policy().decide(self.somebody(role, [], instead: request)).isAllowed { return role.title }
            guard Policy().decide(self.somebody(role, .all, instead: request)).isAllowed else { return nil }
            return role.title + " with the right for this application"
        }
    }

    @Test(arguments: 0..<100 as Range<UInt64>) func `who could do it can, and nobody else`(seed: UInt64) {
        var random = SeededGenerator(seed: seed)
        for _ in 0..<100 {
            let request = self.request(&random)
            let decision = Policy().decide(request)
            guard !decision.isAllowed else { continue }
            #expect(decision.whoCould == self.able(request), "\(decision)")
        }
    }

    @Test(arguments: 0..<50 as Range<UInt64>) func `whom the rule of roles names it does not refuse`(seed: UInt64) {
        var random = SeededGenerator(seed: seed)
        let roleRules = ["roles.", "console.", "client."]
        func refusals(_ request: PolicyRequest) -> [PolicyReason] {
            Policy().decide(request).refusals.filter { reason in
                roleRules.contains { reason.rule.rawValue.hasPrefix($0) }
            }
        }
        for _ in 0..<100 {
            let request = self.request(&random)
            for name in refusals(request).flatMap(\.whoCould) {
                guard let role = Role.allCases.first(where: { name == $0.title || name.hasPrefix($0.title + " with") })
                else {
                    Issue.record("nobody is called \"\(name)\"")
                    continue
                }
                let rights: ApplicationRights = name == role.title ? [] : .all
                #expect(refusals(self.somebody(role, rights, instead: request)).isEmpty, "\(name): \(request.action)")
            }
        }
    }

    @Test(arguments: 0..<50 as Range<UInt64>) func `a host's rules only tighten, in any order`(seed: UInt64) {
        var random = SeededGenerator(seed: seed)
        var rules = (0..<4).map { self.rule($0, &random) }
        for _ in 0..<40 {
            let request = self.request(&random)
            let plain = Policy().decide(request)
            let first = Policy(additional: rules).decide(request)
            rules.shuffle(using: &random)
            let second = Policy(additional: rules).decide(request)
            #expect(!first.isAllowed || plain.isAllowed, "\(first)")
            #expect(Set(plain.refusals).isSubset(of: first.refusals))
            #expect(first.isAllowed == second.isAllowed && Set(first.reasons) == Set(second.reasons))
            #expect(Set(first.whoCould) == Set(second.whoCould))
            #expect(!first.reasons.contains { $0.effect == .permit && $0.rule.rawValue.hasPrefix("host.") })
        }
    }

    @Test func `a host's rule that was built to permit permits nothing`() {
        var rule = PolicyRule.refusing("host.open") { _ in nil }
        rule.judge = { _ in PolicyReason(rule: "host.open", effect: .permit, explanation: "everybody may") }
        let maria = Principal.client("maria", account: "acme", role: .liveUser)
        for action in Self.actions {
            let plain = Policy().decide(PolicyRequest(action, by: maria))
            #expect(Policy(additional: [rule]).decide(PolicyRequest(action, by: maria)) == plain)
        }
    }

    @Test(arguments: 0..<20 as Range<UInt64>) func `the same facts give the same decision, on any task`(
        seed: UInt64
    ) async {
        var random = SeededGenerator(seed: seed)
        let requests = (0..<50).map { _ in self.request(&random) }
        let policy = Policy()
        let expected = requests.map(policy.decide)
        await withTaskGroup(of: [Decision].self) { group in
            for _ in 0..<4 { group.addTask { requests.map(Policy().decide) } }
            for await decisions in group { #expect(decisions == expected) }
        }
    }

    @Test func `a host's rule reaches the operations, and the denial is audited with its id`() async throws {
        let world = World {
            $0.additionalRules = [
                .refusing("host.no-friday", actions: [.enable]) { _ in "nothing is enabled on a Friday" }
            ]
        }
        try await world.console.registerApplication("estate", name: "Estate", as: world.owner)
        let books = try await world.console.createConnection(
            to: World.books, kind: .admin, scopes: ["read"], as: world.owner)
        let error = try await world.refusal(.denied, hasRemedy: false) {
            try await world.console.enable(books.id, for: "estate", as: world.owner)
        }
        #expect(error.message.contains("nothing is enabled on a Friday"))
        #expect(try await world.trail(of: "maker").last?.entry.outcome == .denied(rules: ["host.no-friday"]))
    }
}
