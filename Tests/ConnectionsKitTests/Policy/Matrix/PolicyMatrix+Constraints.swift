@testable import ConnectionsKit

// What must hold whoever asks: each rule of that kind, with an example of what it refuses and the actions to which it speaks.

extension PolicyMatrix {
    /// Facts that break a rule, by the rule.
    private static let violations: [(rule: RuleID, break: @Sendable (inout PolicyRequest) -> Void)] = [
        (.principalOfSide, { $0.side = $0.side == .console ? .client : .console }),
        (.environmentOfSide, { $0.environment = $0.side == .console ? .production : .development }),
        (
            .connectorInCatalogue,
            {
                $0.connectorID = "home_grown"
                $0.connector = nil
            }
        ),
        (
            .connectorAllowsKind,
            {
                $0.connection?.kind = .loggedInUser
                $0.connector?.allowsLoggedInUser = false
            }
        ),
        (
            .connectorAllowsKind,
            {
                $0.connection?.kind = .system
                $0.connector?.isPlatformService = false
            }
        ),
        (
            .placeOfConnector,
            {
                $0.place = .pagePanel("home", panel: "numbers")
                $0.connector?.places = [.smsAction]
            }
        ),
        (.installedStaysAsItIs, { $0.connection?.isInstalled = true }),
        (.systemMakesSystem, { $0.connection?.kind = .system }),
        (.onlyAdminIsReused, { $0.connection?.kind = .loggedInUser }),
        (.onlyAdminIsReused, { $0.connection?.kind = .system }),
    ]

    /// What a rule says of the facts that break it, and of which actions.
    static func constraint(_ rule: RuleID) -> (words: [String], actions: [Action]) {
        var words: [String] = []
        var actions: [Action] = []
        for violation in Self.violations where violation.rule == rule {
            for action in Action.all {
                for side in Side.allCases {
                    var request = MatrixProbe(
                        action: action, side: side, kind: .admin, environment: .stage, role: .superAdmin
                    ).request
                    request.connection?.isInstalled = false
                    violation.break(&request)
                    for reason in Policy().decide(request).refusals where reason.rule == rule {
                        if !words.contains(reason.explanation) { words.append(reason.explanation) }
                        if !actions.contains(action) { actions.append(action) }
                    }
                }
            }
        }
        return (words, actions)
    }

    static func constraintSection() -> String {
        var lines = [
            "## Whoever asks", "",
            "These rules only refuse. Nobody can do instead what they refuse, but for the first, where people of the other side can.",
            "", "| rule | what it says | actions |", "|---|---|---|",
        ]
        for rule in ConstraintRules.all {
            let (words, actions) = Self.constraint(rule.id)
            let spoken = actions.count == Action.all.count ? "all" : actions.map(\.title).joined(separator: ", ")
            lines.append("| `\(rule.id)` | \(words.joined(separator: "; or: ")) | \(spoken) |")
        }
        return lines.joined(separator: "\n")
    }
}
