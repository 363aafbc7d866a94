import ConnectionsKit

/// The matrix of the policy, written out for people by asking the policy each question.
enum PolicyMatrix {
    static let introduction = """
        # The policy, written out

        Who may do what, on both sides, as the rules say it: each cell is what the policy answers. The page is written by
        `Scripts/update-policy-matrix`; a test compares it with the rules, so neither changes without the other.

        What no rule permits is denied. A host's own rules can refuse more and permit nothing.

        How to read a cell: *own* holds for the person's own authorization of a logged-in user connection, and not for another's;
        *with …* names the right that a developer must hold for the application; *task* is one that runs without a person. Where a
        column for kind or environment is empty, it makes no difference. The last column names the rules that speak, as decisions
        and the audit trail do.
        """

    static let environments: [Side: [LiveEnvironment]] = [
        .console: [.development, .stage], .client: [.stage, .production],
    ]

    static func rendered() -> String {
        ([Self.introduction] + Side.allCases.map(Self.section) + [Self.constraintSection()])
            .joined(separator: "\n\n") + "\n"
    }

    private static func section(of side: Side) -> String {
        let columns: [Role?] = Role.allCases + [nil]
        let titles = ["action", "kind", "environment"] + columns.map { $0?.title ?? "task" } + ["rules"]
        var lines = [
            side == .console ? "## The console" : "## A client's account", "",
            "| \(titles.joined(separator: " | ")) |", "|\(String(repeating: "---|", count: titles.count))",
        ]
        var nobody: [String] = []
        for action in Action.all {
            let rows = Self.rows(of: action, on: side, columns)
            if rows.isEmpty { nobody.append(action.title) }
            lines += rows.map { "| \($0.joined(separator: " | ")) |" }
        }
        lines += ["", "Nobody, on this side: \(nobody.joined(separator: ", "))."]
        return lines.joined(separator: "\n")
    }

    /// The rows of an action: one for each kind and environment that makes a difference, none when nobody may.
    private static func rows(of action: Action, on side: Side, _ columns: [Role?]) -> [[String]] {
        var groups: [(kinds: [Connection.Kind], lines: [[String]])] = []
        for kind in Connection.Kind.allCases {
            let environments = Self.environments[side] ?? []
            var lines = environments.map { environment in
                let probes = columns.map {
                    MatrixProbe(action: action, side: side, kind: kind, environment: environment, role: $0)
                }
                return [environment.rawValue] + probes.map(\.cell) + [Self.rules(of: probes)]
            }
            if Set(lines.map { $0.dropFirst() }).count == 1, let line = lines.first {
                lines = [[""] + line.dropFirst()]
            }
            if let index = groups.firstIndex(where: { $0.lines == lines }) {
                groups[index].kinds.append(kind)
            } else {
                groups.append(([kind], lines))
            }
        }
        let said = groups.filter { group in
            group.lines.contains { $0.dropFirst().dropLast().contains { $0 != "no" } }
        }
        return said.flatMap { group in
            let isEvery = group.kinds.count == Connection.Kind.allCases.count
            let kinds = isEvery ? "" : group.kinds.map(\.title).joined(separator: ", ")
            return group.lines.map { [action.title, kinds] + $0 }
        }
    }

    /// The rules that permit it to somebody.
    private static func rules(of probes: [MatrixProbe]) -> String {
        var names: [String] = []
        for probe in probes {
            for isOwn in [true, false] {
                var probe = probe
                probe.isOwn = isOwn
                for reason in probe.decision.reasons where reason.effect == .permit {
                    if !names.contains(reason.rule.rawValue) { names.append(reason.rule.rawValue) }
                }
            }
        }
        return names.map { "`\($0)`" }.joined(separator: ", ")
    }
}
