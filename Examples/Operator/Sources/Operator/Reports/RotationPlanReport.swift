import ConnectionsKit

/// What a rotation of keys would do.
struct RotationPlanReport: Report {
    /// `wrapping` or `secrets`.
    var rotation: String
    /// The key that wraps.
    var writing: String
    /// How many accounts have data keys.
    var accounts: Int
    /// How many data keys each key has wrapped.
    var dataKeys: [String: Int]
    /// How many data keys would be wrapped anew.
    var toWrap: Int
    /// How many secrets would be sealed anew; `nil` where none would.
    @OrNull var toSeal: Int?
    /// How many old data keys an earlier rotation left.
    var unfinished: Int

    init(_ plan: KeyRotationPlan) {
        self.rotation = plan.rotation.rawValue
        self.writing = plan.writing
        self.accounts = plan.accounts
        self.dataKeys = plan.dataKeys
        self.toWrap = plan.dataKeysToWrap
        self.toSeal = plan.rotation == .secrets ? plan.secrets.values.reduce(0, +) : nil
        self.unfinished = plan.unfinished
    }

    func text(width: Int?) -> String {
        var lines = ["Plan: the key \(self.writing) wraps the data keys of \(counted(self.accounts, "account"))."]
        lines += self.dataKeys.sorted { $0.key < $1.key }.map { id, count in
            "  \(counted(count, "data key")) wrapped by \(id)\(id == self.writing ? "" : ", to be wrapped anew")"
        }
        if let toSeal {
            lines.append("  \(counted(toSeal, "secret")) to be sealed anew with a new data key for each account")
        }
        if self.unfinished > 0 {
            lines.append("  \(counted(self.unfinished, "old data key")) left by a rotation that was not finished")
        }
        lines.append("Nothing was done: leave out --plan to do it.")
        return lines.joined(separator: "\n")
    }
}
