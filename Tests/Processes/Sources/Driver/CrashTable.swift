import Shared

/// What came of all kills: step by server.
struct CrashTable {
    let results: [CrashResult]

    var lines: [String] {
        let header = Self.line("killed", "server", ["rounds", "recovered", "lost, named", "calls"])
        let rows = CrashStep.allCases.flatMap { step in
            ServerMode.allCases.compactMap { mode in
                let cell = self.results.filter { $0.step == step && $0.mode == mode }
                let lost = cell.filter(\.wasLost).count
                if cell.isEmpty { return String?.none }
                let numbers = [cell.count, cell.count - lost, lost, cell.reduce(0) { $0 + $1.calls }]
                return Self.line(step.rawValue, mode.rawValue, numbers.map(String.init))
            }
        }
        return [header] + rows
    }

    private static func line(_ step: String, _ mode: String, _ numbers: [String]) -> String {
        func padded(_ text: String, _ width: Int) -> String {
            text + String(repeating: " ", count: max(0, width - text.count))
        }
        return "  " + padded(step, 34) + padded(mode, 10) + numbers.map { padded($0, 13) }.joined()
    }
}
