import Foundation
import Testing

@testable import ConnectionsKit

/// `Documentation/PolicyMatrix.md` says what the rules say.
@Suite struct PolicyMatrixTests {
    static let file: URL = {
        var url = URL(filePath: #filePath)
        for _ in 0..<5 { url.deleteLastPathComponent() }
        return url.appending(path: "Documentation/PolicyMatrix.md")
    }()

    @Test func `the page is what the rules say`() throws {
        let rendered = PolicyMatrix.rendered()
        if ProcessInfo.processInfo.environment["CONNECTIONSKIT_UPDATE_POLICY_MATRIX"] == "1" {
            try Data(rendered.utf8).write(to: Self.file)
        }
        let written = (try? String(contentsOf: Self.file, encoding: .utf8)) ?? ""
        guard written != rendered else { return }
        let changes = rendered.split(separator: "\n", omittingEmptySubsequences: false).difference(
            from: written.split(separator: "\n", omittingEmptySubsequences: false))
        let lines = changes.prefix(20).map { change in
            switch change {
            case .insert(let line, let text, _): "+ \(line + 1): \(text)"
            case .remove(let line, let text, _): "- \(line + 1): \(text)"
            }
        }
        Issue.record(
            """
            Documentation/PolicyMatrix.md is not what the rules say; Scripts/update-policy-matrix writes it anew:
            \(lines.joined(separator: "\n"))
            """)
    }

    @Test func `every rule that only refuses has an example of what it refuses`() {
        for rule in ConstraintRules.all {
            let (words, actions) = PolicyMatrix.constraint(rule.id)
            #expect(!words.isEmpty, "\(rule.id)")
            #expect(Set(actions) == rule.actions ?? Set(Action.all), "\(rule.id)")
        }
    }

    @Test(arguments: Action.all) func `a cell says all that its answer depends on`(action: Action) {
        for side in Side.allCases {
            for kind in Connection.Kind.allCases {
                for environment in PolicyMatrix.environments[side] ?? [] {
                    for role in Role.allCases {
                        self.check(
                            MatrixProbe(action: action, side: side, kind: kind, environment: environment, role: role))
                    }
                }
            }
        }
    }

    /// Reads the cell as a person does, and asks whether that is what the policy answers.
    private func check(_ probe: MatrixProbe) {
        let words = probe.cell.split(separator: ", ").map(String.init)
        let rights: [(String, ApplicationRights)] = [
            ("with any right", .all), ("with access to development", .developmentAccess),
            ("with access to stage", .stageAccess), ("with the right to publish", .publish),
            ("with the right to distribute", .distribute),
        ]
        for held in (UInt8(0)..<16).map(ApplicationRights.init(rawValue:)) {
            for isOwn in [true, false] {
                for letsIn in [true, false] {
                    var asked = probe
                    asked.rights = held
                    asked.isOwn = isOwn
                    asked.letsPortalUsersIn = letsIn
                    var may = words != ["no"]
                    if words.contains("own"), !isOwn { may = false }
                    if words.contains("where portal users are let in"), !letsIn { may = false }
                    for (word, right) in rights where words.contains(word) && held.isDisjoint(with: right) {
                        may = false
                    }
                    #expect(asked.decision.isAllowed == may, "\(asked.decision): \(probe.cell)")
                }
            }
        }
    }

    @Test func `what happens in an environment of the other side, or by people of it, is nobody's`() {
        for (side, environment) in [(Side.console, LiveEnvironment.production), (.client, .development)] {
            for action in Action.all {
                for kind in Connection.Kind.allCases {
                    for role in Role.allCases + [nil] {
                        var probe = MatrixProbe(
                            action: action, side: side, kind: kind, environment: environment, role: role)
                        #expect(!probe.decision.isAllowed)
                        probe.environment = .stage
                        var request = probe.request
                        guard role != nil else { continue }
                        request.principal?.side = side == .console ? .client : .console
                        #expect(!Policy().decide(request).isAllowed)
                    }
                }
            }
        }
    }
}
