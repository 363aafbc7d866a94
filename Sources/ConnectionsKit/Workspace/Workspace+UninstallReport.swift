extension Workspace {
    /// What became of the authorizations of an application that was uninstalled: which are revoked, which revocations the
    /// services confirmed, which are still to come and which failed.
    ///
    /// Connections that are removed already are found in the audit trail, as far back as that is kept.
    ///
    /// - Parameters:
    ///   - id: the installation.
    ///   - principal: the super admin of the client account.
    /// - Returns: the report.
    /// - Throws: ``ConnectionError``, ``ConnectionError/Code/wrongState`` when it has not been uninstalled.
    public func uninstallReport(
        of id: Installation.ID, as principal: Principal
    ) async throws(ConnectionError) -> UninstallReport {
        try self.system.require(PolicyRequest(.uninstall, by: principal))
        let installation = try await self.system.load(Installation.self, id, in: principal.account, "installation")
        guard !installation.isThere else {
            throw ConnectionError(
                .wrongState, "\"\(installation.name)\" is installed.", remedy: "Uninstall it first.")
        }
        let left = try await self.system.all(.connections(of: id), in: principal.account).map(\.id)
        let removed = try await self.removedConnections(of: id, in: principal.account)
        var outcomes: [Grant.ID: (grant: Grant, outcome: UninstallReport.Outcome)] = [:]
        for connection in removed.union(left) {
            let grants = try await self.grants(of: connection, in: principal.account)
            for grant in grants where outcomes[grant.id] == nil {
                outcomes[grant.id] = (grant, try await self.outcome(of: grant, with: Set(left)))
            }
        }
        let ordered = outcomes.values.sorted { ($0.grant.createdAt, $0.grant.id) < ($1.grant.createdAt, $1.grant.id) }
        return UninstallReport(
            installation: installation, isComplete: left.isEmpty,
            authorizations: ordered.map { UninstallReport.Authorization($0.grant, outcome: $0.outcome) })
    }

    /// The connections that the removal of an installation took away.
    private func removedConnections(
        of id: Installation.ID, in account: AccountID
    ) async throws(ConnectionError) -> Set<Connection.ID> {
        let entries = try await self.system.auditEntries(of: account, matching: AuditFilter(action: .uninstall))
        return Set(entries.filter { $0.subject == "installation:\(id)" }.compactMap(\.connection))
    }

    /// The grants that a connection ever pointed at: those that its slots point at, and those that the trail names.
    private func grants(
        of connection: Connection.ID, in account: AccountID
    ) async throws(ConnectionError) -> [Grant] {
        var ids = Set(try await self.system.all(.slots(of: connection), in: account).map(\.grant))
        ids.formUnion(
            try await self.system.auditEntries(of: account, matching: AuditFilter(connection: connection)).compactMap(
                \.grant))
        var grants: [Grant] = []
        for id in ids {
            if let grant = try await self.system.find(Grant.self, id, in: account) { grants.append(grant) }
        }
        return grants
    }

    private func outcome(
        of grant: Grant, with left: Set<Connection.ID>
    ) async throws(ConnectionError) -> UninstallReport.Outcome {
        if grant.isOver { return .revoked(grant.revocation ?? .pending) }
        let users = try await self.system.all(.slots(pointingAt: grant.id), in: grant.account)
        return users.allSatisfy { left.contains($0.id.connection) } ? .waiting : .kept
    }
}
