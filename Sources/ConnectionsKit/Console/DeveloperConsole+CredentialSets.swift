extension DeveloperConsole {
    /// Stores an OAuth client that the developer registered at a service, for connections to use.
    ///
    /// - Parameters:
    ///   - name: the name to show; 1 to 50 characters.
    ///   - connector: the service.
    ///   - clientID: the client identifier.
    ///   - secret: the client secret, or the private key with which the client signs, as PEM or a JSON Web Key; `nil` where
    ///     the service's clients are public. It is never shown again.
    ///   - redirectURI: the redirect address registered with the client; one that the host has configured. Left out where
    ///     the service sends nobody back: on other devices, by client credentials and by assertions.
    ///   - principal: a super admin or developer of the console.
    /// - Returns: the name by which a connection's mode refers to it.
    /// - Throws: ``ConnectionError``, ``ConnectionError/Code/missingCredentialField`` with the field that was left out.
    public func createCredentialSet(
        _ name: String, for connector: ConnectorID, clientID: String, secret: Secret?,
        redirectURI: String = "", as principal: Principal
    ) async throws(ConnectionError) -> CredentialSet.Reference {
        try await self.system.operate(.manageCredentialSet, as: principal) { () throws(ConnectionError) in
            try self.system.require(PolicyRequest(.manageCredentialSet, by: principal))
            let input = try CredentialSetInput(connector, in: self.system)
            try self.validate { () throws(InvalidInput) in try ConnectionName.validate(name) }
            try input.validate(clientID: clientID)
            try input.validate(secret: secret)
            try input.validate(redirectURI: redirectURI)
            let id = CredentialSet.ID(self.system.random.uuid())
            var changes = ChangeSet()
            let sealed = try await self.seal(secret, of: id, in: principal.account, &changes)
            changes.insert(
                CredentialSet(
                    id: id, account: principal.account, connector: connector, name: name, clientID: clientID,
                    secret: sealed,
                    authentication: input.facts.clientAuthentication, redirectURI: redirectURI))
            changes.record(
                self.system.entry(
                    .manageCredentialSet, by: principal, subject: "credential_set:\(id)",
                    changed: ["name", "client_id", "secret", "redirect_uri"]))
            return Planned(CredentialSet.Reference(account: principal.account, id: id), changes)
        }
    }

    /// The credential sets of the account, or those for one service.
    ///
    /// - Throws: ``ConnectionError``.
    public func credentialSets(
        for connector: ConnectorID? = nil, as principal: Principal
    ) async throws(ConnectionError) -> [CredentialSet] {
        try self.system.require(PolicyRequest(.manageCredentialSet, by: principal))
        return try await self.system.all(.credentialSets, in: principal.account)
            .filter { connector == nil || $0.connector == connector }
            .sorted { ($0.name, $0.id) < ($1.name, $1.id) }
    }

    /// A credential set with its earlier revisions and the connections that use it.
    ///
    /// - Throws: ``ConnectionError``.
    public func credentialSet(
        _ id: CredentialSet.ID, as principal: Principal
    ) async throws(ConnectionError) -> CredentialSetDetails {
        try self.system.require(PolicyRequest(.manageCredentialSet, by: principal))
        let set = try await self.system.load(CredentialSet.self, id, in: principal.account, "credential set")
        return CredentialSetDetails(
            set: set, earlier: try await self.earlierRevisions(of: set),
            connections: try await self.connections(using: set).map { Effects.Subject($0) })
    }

    /// Renames a credential set.
    ///
    /// - Parameters:
    ///   - id: the set.
    ///   - name: the name to show; 1 to 50 characters.
    ///   - principal: a super admin or developer of the console.
    /// - Returns: the set.
    /// - Throws: ``ConnectionError``.
    @discardableResult
    public func renameCredentialSet(
        _ id: CredentialSet.ID, to name: String, as principal: Principal
    ) async throws(ConnectionError) -> CredentialSet {
        try await self.system.operate(.manageCredentialSet, as: principal) { () throws(ConnectionError) in
            try self.system.require(PolicyRequest(.manageCredentialSet, by: principal))
            try self.validate { () throws(InvalidInput) in try ConnectionName.validate(name) }
            var set = try await self.system.load(CredentialSet.self, id, in: principal.account, "credential set")
            if set.name == name { return Planned(set, ChangeSet()) }
            set.name = name
            var changes = ChangeSet()
            changes.update(set)
            changes.record(
                self.system.entry(
                    .manageCredentialSet, by: principal, subject: "credential_set:\(id)", changed: ["name"]))
            return Planned(set.committed, changes)
        }
    }

    /// The revisions of a set that newer ones replaced, the oldest first.
    func earlierRevisions(of set: CredentialSet) async throws(ConnectionError) -> [CredentialSet.Revision] {
        try await self.system.all(.revisions(of: set.id), in: set.account).sorted { $0.id.number < $1.id.number }
    }

    /// The connections of the account that use a set, in the order of their names.
    func connections(using set: CredentialSet) async throws(ConnectionError) -> [Connection] {
        let reference = CredentialSet.Reference(account: set.account, id: set.id)
        return try await self.system.all(.connections(), in: set.account)
            .filter { $0.credentialSet == reference }
            .sorted { ($0.name, $0.id) < ($1.name, $1.id) }
    }

    /// Seals a client secret for its set.
    func seal(
        _ secret: Secret?, of set: CredentialSet.ID, in account: AccountID, _ changes: inout ChangeSet
    ) async throws(ConnectionError) -> SealedSecret? {
        guard let secret else { return nil }
        let keys = try await self.system.sealingKeys(for: account)
        changes.expect(keys)
        do throws(SealerError) {
            return try keys.seal(secret, in: .credentialSet(set, account: account))
        } catch {
            throw ConnectionError(error)
        }
    }
}
