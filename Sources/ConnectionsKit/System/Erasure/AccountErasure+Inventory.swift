// What there is of an account, before it is erased.
extension AccountErasure {
    /// How many records of each kind there are; kinds of which there are none are left out.
    func count() async throws(ConnectionError) -> [ErasureReport.Kind: Int] {
        var counts: [ErasureReport.Kind: Int] = [:]
        for connection in try await self.all(.connections(), .connection, in: &counts) {
            try await self.all(.references(to: connection.id), .reference, in: &counts)
            try await self.all(.slots(of: connection.id), .slot, in: &counts)
        }
        for grant in try await self.all(.grants(), .grant, in: &counts)
        where try await self.system.find(TokenState.self, grant.id, in: self.account) != nil {
            counts[.tokens, default: 0] += 1
        }
        for set in try await self.all(.credentialSets, .credentialSet, in: &counts) {
            try await self.all(.revisions(of: set.id), .credentialRevision, in: &counts)
        }
        for application in try await self.all(.applications, .application, in: &counts) {
            try await self.all(.releases(of: application.id), .release, in: &counts)
            try await self.all(.shares(of: application.id), .share, in: &counts)
        }
        try await self.all(.guardians, .guardian, in: &counts)
        try await self.all(.dataKeys, .dataKey, in: &counts)
        try await self.all(.invitations, .invitation, in: &counts)
        try await self.all(.installations, .installation, in: &counts)
        return counts
    }

    @discardableResult
    private func all<Value: StoredRecord>(
        _ query: Query<Value>, _ kind: ErasureReport.Kind, in counts: inout [ErasureReport.Kind: Int]
    ) async throws(ConnectionError) -> [Value] {
        let records = try await self.system.all(query, in: self.account)
        if !records.isEmpty { counts[kind, default: 0] += records.count }
        return records
    }

    /// The installations of the account's applications at its clients.
    func dependents() async throws(ConnectionError) -> [ErasureReport.Dependent] {
        var clients: Set<AccountID> = []
        for application in try await self.system.all(.applications, in: self.account) {
            clients.formUnion(try await self.system.all(.shares(of: application.id), in: self.account).map(\.client))
        }
        clients.remove(self.account)
        var result: [ErasureReport.Dependent] = []
        for client in clients.sorted() {
            for installation in try await self.system.all(.installations, in: client)
            where installation.developer == self.account && installation.status != .uninstalled {
                let losing = try await self.system.all(.connections(of: installation.id), in: client)
                    .filter { $0.credentialSet?.account == self.account }
                result.append(
                    ErasureReport.Dependent(
                        client: client, installation: installation.id, application: installation.application,
                        losing: losing.sorted { $0.linkName < $1.linkName }.map { Effects.Subject($0) }))
            }
        }
        return result
    }
}
