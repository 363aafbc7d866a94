import ConnectionsKit

/// Holds what happened against the model.
struct HistoryJudge {
    let events: [HistoryEvent]
    /// Whose step each commit was, and what it wrote.
    let commits: [(step: Int?, changes: ChangeSet)]

    /// What is wrong with the history, a line each; empty when nothing is.
    func findings(from beginning: HistoryModel) -> [String] {
        var findings: [String] = []
        let byNumber = Dictionary(uniqueKeysWithValues: self.events.map { ($0.number, $0) })
        // The state after each number of commits.
        var states = [beginning]
        var committed: Set<Int> = []
        for (step, changes) in self.commits {
            var state = states[states.count - 1]
            if let step, let event = byNumber[step], event.refusal == nil, Self.decides(changes, event.step) {
                committed.insert(step)
                let answer = state.answer(to: event)
                if answer.next == nil {
                    findings.append("\(event.told) was done and is \(Self.told(answer)) in \(state)")
                }
                state = answer.next ?? state
            }
            states.append(state)
        }
        for event in self.events where !committed.contains(event.number) {
            let window = states[event.began...event.ended]
            if let finding = self.finding(about: event, in: window) { findings.append(finding) }
        }
        return findings
    }

    private func finding(about event: HistoryEvent, in window: ArraySlice<HistoryModel>) -> String? {
        let answers = window.map { $0.answer(to: event) }
        let reasons = "among \(Set(answers.map(Self.told)).sorted()) from \(window.first.map { "\($0)" } ?? "")"
        guard let refusal = event.refusal else {
            // Done without a commit: a use, or nothing was to be done.
            let isRight = zip(window, answers).contains { state, answer in answer.next == state }
            return isRight ? nil : "\(event.told) was done, for which there was no moment \(reasons)"
        }
        // What changed meanwhile may be told as such.
        if refusal == .conflict || answers.contains(where: { $0.codes.contains(refusal.description) }) { return nil }
        return "\(event.told) was refused as \(refusal), for which there was no reason \(reasons)"
    }

    private static func told(_ answer: HistoryModel.Answer) -> String {
        answer.next == nil ? answer.codes.sorted().joined(separator: "|") : "allowed"
    }

    /// Whether a commit is the one by which a step took effect, and not one on its way.
    private static func decides(_ changes: ChangeSet, _ step: HistoryStep) -> Bool {
        let keys = changes.changes.compactMap { change -> RecordKey? in
            switch change.action {
            case .write(let record, _): record.key
            case .delete(let key, _): key
            default: nil
            }
        }
        switch step {
        case .authorize, .authorizeTest:
            return keys.contains { if case .slot = $0 { true } else { false } }
        case .use: return false
        default: return !keys.isEmpty
        }
    }
}

extension HistoryEvent {
    /// Who did what, in a few words.
    fileprivate var told: String { "\(self.person): \(self.step)\(self.about.map { " [\($0)]" } ?? "")" }
}
