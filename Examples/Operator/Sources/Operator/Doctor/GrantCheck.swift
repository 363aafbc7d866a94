import ConnectionsKit

/// Looks at how every authorization stands.
struct GrantCheck {
    private var unknown = 0
    private var failing = 0
    private var ending = 0
    /// How many grants each OAuth client has that the service refuses, by service and client.
    private var misconfigured: [String: Int] = [:]
    /// How many grants there are of services that the catalogue does not have.
    private var strangers: [String: Int] = [:]
    private var failedRevocations = 0
    private(set) var actions = 0

    mutating func add(_ standing: GrantStanding, catalogue: Catalogue) {
        switch standing.condition {
        case .outcomeUnknown: self.unknown += 1
        case .failing: self.failing += 1
        case .ending: self.ending += 1
        case .misconfigured:
            let client = standing.grant.client?.clientID ?? "-"
            self.misconfigured["\(standing.grant.connector.rawValue), client \(client)", default: 0] += 1
        case .fine, .due, nil: break
        }
        if catalogue[standing.grant.connector] == nil, !standing.isOver {
            self.strangers[standing.grant.connector.rawValue, default: 0] += 1
        }
        if case .failed = standing.grant.revocation { self.failedRevocations += 1 }
        self.actions += NextAction.of(standing).count
    }

    var findings: [Finding] {
        var findings: [Finding] = []
        func add(_ severity: Finding.Severity, _ message: String, _ remedy: String) {
            findings.append(Finding(severity: severity, check: .grants, message: message, remedy: remedy))
        }
        for (client, count) in self.misconfigured.sorted(by: { $0.key < $1.key }) {
            add(
                .error, "The service refuses the OAuth client of \(counted(count, "grant")): \(client).",
                "Correct the client's identifier or secret; the grants are untouched and go on after.")
        }
        for (connector, count) in self.strangers.sorted(by: { $0.key < $1.key }) {
            add(
                .warning, "\(counted(count, "grant")) of \(connector), which is not in the catalogue of this command.",
                "Give this command the host's own catalogue, in Platform.swift.")
        }
        if self.failedRevocations > 0 {
            add(
                .warning, "\(counted(self.failedRevocations, "revocation")) given up after many tries.",
                "Revoke these at the service by hand; `connections list grants --status revoked` names them.")
        }
        if self.unknown > 0 {
            add(
                .warning, "The answer to the last refresh of \(counted(self.unknown, "grant")) was lost.",
                "They are asked again by themselves; a service that rotates may refuse, and then people authorize again."
            )
        }
        if self.failing > 0 {
            add(
                .warning, "The last refresh of \(counted(self.failing, "grant")) failed.",
                "They are asked again by themselves; `connections explain grant` says what the service answered.")
        }
        if self.ending > 0 {
            add(
                .note, "\(counted(self.ending, "grant")) cannot be refreshed and will end.",
                "People authorize again then; `connections status` names them.")
        }
        return findings
    }

    /// What people should do.
    var peopleFindings: [Finding] {
        guard self.actions > 0 else { return [] }
        return [
            Finding(
                severity: .warning, check: .people,
                message: "\(counted(self.actions, "connection")) waiting for somebody.",
                remedy: "`connections status` says which, and what is to be done.")
        ]
    }
}

extension GrantStanding {
    /// Whether nothing becomes of it any more.
    var isOver: Bool { self.status == .revoked || self.status == .superseded }
}
