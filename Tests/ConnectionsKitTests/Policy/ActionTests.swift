import Foundation
import Testing

@testable import ConnectionsKit

@Suite struct ActionTests {
    @Test func `every known action stands at its place`() {
        for (place, action) in Action.all.enumerated() {
            #expect(Int(action.index) == place, "\(action)")
            #expect(Action(rawValue: action.rawValue) == action)
            #expect(Action(rawValue: action.rawValue).index == action.index)
        }
        #expect(Set(Action.all.map(\.rawValue)).count == Action.all.count)
        #expect(Set(Action.all).count == Action.all.count)
        #expect(Action.all.count <= Int(Action.unknownIndex))
    }

    @Test func `every action of a rule is a known one`() {
        let ruled = RoleRules.table.flatMap(\.actions) + ConstraintRules.all.flatMap { $0.actions ?? [] }
        for action in ruled { #expect(action.index != Action.unknownIndex, "\(action)") }
        #expect(Set(RoleRules.table.map(\.id)).count == RoleRules.table.count)
    }

    @Test func `an action of a later version keeps its name, and equals itself alone`() throws {
        let later = Action(rawValue: "merge_connections")
        #expect(later != Action(rawValue: "split_connections") && later == Action(rawValue: "merge_connections"))
        #expect(Set([later, Action(rawValue: "split_connections"), Action(rawValue: "merge_connections")]).count == 2)
        #expect(!Action.all.contains(later))
        #expect(later.description == "merge_connections" && later.title == "merge connections")
    }

    @Test func `an action is stored as its name`() throws {
        for action in Action.all + [Action(rawValue: "merge_connections")] {
            let data = try JSONEncoder().encode([action])
            #expect(String(decoding: data, as: UTF8.self) == "[\"\(action.rawValue)\"]")
            #expect(try JSONDecoder().decode([Action].self, from: data) == [action])
        }
    }

    @Test func `a host's rule for an action of its own is asked`() {
        let action = Action(rawValue: "launch_rockets")
        let policy = Policy(additional: [.refusing("host.rockets", actions: [action]) { _ in "not today" }])
        let decision = policy.decide(PolicyRequest(action, on: .client))
        #expect(decision.refusals.map(\.rule) == ["roles.none", "host.rockets"])
        let other = policy.decide(PolicyRequest(Action(rawValue: "launch_balloons"), on: .client))
        #expect(other.refusals.map(\.rule) == ["roles.none"])
    }
}
