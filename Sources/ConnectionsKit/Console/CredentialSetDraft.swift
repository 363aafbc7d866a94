/// The pure part of planning a change of a credential set: what is refused, and what it will do.
struct CredentialSetDraft {
    let set: CredentialSet
    let change: CredentialSetPlan.Change
    let earlier: [CredentialSet.Revision]
    let connections: [Connection]

    /// Refuses a change that cannot be made of the set as it stands.
    func validate(in system: ConnectionSystem) throws(ConnectionError) {
        switch self.change {
        case .secret: _ = try CredentialSetInput(self.set.connector, in: system)
        case .client(let clientID, let redirectURI):
            let input = try CredentialSetInput(self.set.connector, in: system)
            try input.validate(clientID: clientID)
            try input.validate(redirectURI: redirectURI)
            guard clientID != self.set.clientID else {
                throw ConnectionError(
                    InvalidInput(
                        field: "clientID", problem: "it is the set's already",
                        remedy: "Plan a new secret or a new redirect address"))
            }
        case .redirectURI(let redirectURI):
            try CredentialSetInput(self.set.connector, in: system).validate(redirectURI: redirectURI)
        case .retirement(let number):
            guard number != self.set.revision else {
                throw ConnectionError(
                    .wrongState, "Revision \(number) of \"\(self.set.name)\" is the newest.",
                    remedy: "Replace its secret or its client first.")
            }
            guard let revision = self.earlier.first(where: { $0.id.number == number }) else {
                throw .notFound("revision of \"\(self.set.name)\"")
            }
            do throws(IllegalTransition) { _ = try revision.retired(at: system.time.now()) } catch {
                throw ConnectionError(error)
            }
        case .deletion:
            guard self.connections.isEmpty else {
                let names = self.connections.map { "\"\($0.name)\"" }.joined(separator: ", ")
                var refusal = ConnectionError(
                    .inUse, "\"\(self.set.name)\" is used by \(names).",
                    remedy: "Delete these connections, or let them use another OAuth client, first.")
                refusal.detail = .usedBy(self.connections.map { Effects.Subject($0) })
                throw refusal
            }
        }
    }

    /// Whether the authorizations of the account matter.
    var needsGrants: Bool {
        switch self.change {
        case .retirement, .deletion: true
        case .secret, .client, .redirectURI: false
        }
    }

    /// Those of the account's grants that end: no good revision with the client that minted them is left.
    ///
    /// One that is suspended ends once its authorizer has returned, at its next refresh.
    func ending(of grants: [Grant]) -> [Grant] {
        guard let clientID = self.clientThatEnds else { return [] }
        return grants.filter { $0.client?.clientID == clientID && $0.status == .authorized }
    }

    /// The client identifier of the revision to be retired, when no other good revision has it.
    private var clientThatEnds: String? {
        guard case .retirement(let number) = self.change,
            let clientID = self.earlier.first(where: { $0.id.number == number })?.clientID,
            clientID != self.set.clientID,
            !self.earlier.contains(where: {
                $0.id.number != number && $0.clientID == clientID && $0.retiredAt == nil
            })
        else { return nil }
        return clientID
    }

    /// The plan, with the account's grants that were made with the set.
    func plan(grants: [Grant], toAuthorize: [Effects.Requirement], clients: Int) -> CredentialSetPlan {
        let unrevoked = self.change == .deletion ? grants.filter { $0.revocation == .pending } : []
        var effects = Effects()
        effects.reused = self.connections.map { Effects.Subject($0) }
        effects.toAuthorize = toAuthorize
        effects.warnings = self.warnings(clients: clients, unrevoked: unrevoked.count)
        return CredentialSetPlan(
            set: self.set, change: self.change, connections: self.connections, earlier: self.earlier,
            ending: self.ending(of: grants), unrevoked: unrevoked, clientCount: clients, effects: effects)
    }

    private func warnings(clients: Int, unrevoked: Int) -> [String] {
        var warnings: [String] = []
        if clients > 0 {
            let who = clients == 1 ? "1 client has" : "\(clients) clients have"
            warnings.append("\(who) an application that uses \"\(self.set.name)\".")
        }
        switch self.change {
        case .secret: break
        case .client:
            warnings.append(
                "What was authorized with the client before goes on with it, until revision \(self.set.revision) is retired."
            )
        case .redirectURI:
            warnings.append("Authorizations under way come back to the redirect address that they began with.")
        case .retirement:
            if self.clientThatEnds != nil, clients > 0 {
                warnings.append(
                    "Whoever authorized there with the client that is retired must authorize again, at the next refresh."
                )
            }
        case .deletion:
            if unrevoked > 0 {
                let what = unrevoked == 1 ? "1 authorization is" : "\(unrevoked) authorizations are"
                warnings.append("\(what) not revoked at the service yet, and cannot be without the client.")
            }
        }
        return warnings
    }
}
