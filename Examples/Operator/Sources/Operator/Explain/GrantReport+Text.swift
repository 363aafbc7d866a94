extension GrantReport {
    func text(width: Int?) -> String {
        let person = self.user.map { ", serves \($0)" } ?? ""
        var lines = [
            "Grant \(self.grant) of \(self.account)",
            "  \(self.accountName) at \(self.connector), \(self.kind), authorized by \(self.authorizedBy) at "
                + "\(self.authorizedAt)\(person)",
            "  status: \(self.status)",
        ]
        if let explanation { lines.append("  \(explanation)") }
        if let revocation { lines.append("  revocation at the service: \(revocation)") }
        if let tokens { lines += ["", "Tokens"] + tokens.lines }
        lines += ["", "Serves"]
        if self.uses.isEmpty { lines.append("  nothing: no connection looks it up any more") }
        lines += self.uses.map(\.line)
        lines += ["", self.verdict]
        return lines.joined(separator: "\n")
    }

    private var verdict: String {
        if let waitsUntil {
            return
                "No task gets a credential of it before \(waitsUntil): its access token has ended and the last refresh "
                + "failed. The service is asked again then, by the next task or by maintenance."
        }
        if self.isUsable { return "Tasks get a credential of it where it is connected." }
        let actions = self.uses.compactMap(\.nextAction)
        guard let action = actions.first else { return "No task gets a credential of it." }
        return "No task gets a credential of it. Next: \(action)"
    }
}

extension GrantReport.Tokens {
    fileprivate var lines: [String] {
        var lines = ["  health: \(self.health ?? "-")\(self.version.map { ", token version \($0)" } ?? "")"]
        lines.append("  access token ends: \(self.expiresAt ?? "the service does not say")")
        lines.append("  last refresh: \(self.lastRefreshedAt ?? "none yet"); next: \(self.nextRefreshAt ?? "none")")
        if let failure {
            let since = failure.since.map { " since \($0)" } ?? ""
            lines.append(
                "  last failure: \(failure.code) (\(failure.kind)) at \(failure.at), \(failure.inARow) in a row\(since)"
            )
        }
        if self.isOutcomeUnknown {
            lines.append("  the answer to the last refresh was lost; it is asked again by itself")
        }
        return lines
    }
}

extension GrantReport.Use {
    fileprivate var line: String {
        let person = self.user.map { " for \($0)" } ?? ""
        let place = self.isShared ? "all environments" : self.environment
        let state = self.isConnected ? "connected" : "not connected"
        return "  \"\(self.connection)\" (\(self.linkName)) in \(place)\(person): \(state)"
            + (self.nextAction.map { ". \($0)" } ?? "")
    }
}
