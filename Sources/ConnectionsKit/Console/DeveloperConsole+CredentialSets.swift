extension DeveloperConsole {
    /// Stores an OAuth client that the developer registered at a service, for connections to use.
    ///
    /// - Parameters:
    ///   - name: the name to show; 1 to 50 characters.
    ///   - connector: the service.
    ///   - clientID: the client identifier.
    ///   - secret: the client secret; `nil` for a public client. It is never shown again.
    ///   - redirectURI: the redirect address registered with the client; one that the host has configured.
    ///   - principal: a super admin or developer of the console.
    /// - Returns: the name by which a connection's mode refers to it.
    /// - Throws: ``ConnectionError``.
    public func createCredentialSet(
        _ name: String, for connector: ConnectorID, clientID: String, secret: Secret?, redirectURI: String,
        as principal: Principal
    ) async throws(ConnectionError) -> CredentialSet.Reference {
        try await self.system.operate(.manageCredentialSet, as: principal) { () throws(ConnectionError) in
            try self.system.require(PolicyRequest(.manageCredentialSet, by: principal))
            guard let facts = self.system.catalogue[connector]?.authentication.oauth2 else {
                throw ConnectionError(
                    InvalidInput(
                        field: "connector", problem: "\"\(connector)\" is not a connector with OAuth",
                        remedy: "Name one of the catalogue that uses OAuth"))
            }
            try self.validate { () throws(InvalidInput) in
                try ConnectionName.validate(name)
                try self.validate(clientID: clientID, secret: secret, redirectURI: redirectURI)
            }
            let id = CredentialSet.ID(self.system.random.uuid())
            var sealed: SealedSecret?
            if let secret {
                do throws(SealerError) {
                    sealed = try await self.system.sealer.keys(for: principal.account)
                        .seal(secret, in: .credentialSet(id, account: principal.account))
                } catch {
                    throw ConnectionError(error)
                }
            }
            var changes = ChangeSet()
            changes.insert(
                CredentialSet(
                    id: id, account: principal.account, connector: connector, name: name, clientID: clientID,
                    secret: sealed, authentication: secret == nil ? .none : facts.clientAuthentication,
                    redirectURI: redirectURI))
            changes.record(
                self.system.entry(
                    .manageCredentialSet, by: principal, subject: "credential_set:\(id)",
                    changed: ["name", "client_id", "secret", "redirect_uri"]))
            return Planned(CredentialSet.Reference(account: principal.account, id: id), changes)
        }
    }

    private func validate(clientID: String, secret: Secret?, redirectURI: String) throws(InvalidInput) {
        // RFC 6749 appendix A: VSCHAR.
        guard (1...1_000).contains(clientID.utf8.count), clientID.utf8.allSatisfy({ (0x20...0x7E).contains($0) }) else {
            throw InvalidInput(
                field: "clientID", problem: "empty, or with characters that a client identifier cannot have",
                remedy: "Copy it again from the service")
        }
        let isClean = secret.map { $0.withBytes { $0.allSatisfy { (0x20...0x7E).contains($0) } } } ?? true
        guard secret.map({ (1...4_096).contains($0.count) }) ?? true, isClean else {
            throw InvalidInput(
                field: "secret", problem: "empty, or with characters that a client secret cannot have",
                remedy: "Copy it again from the service, or leave it out for a public client")
        }
        let configured = self.system.configuration.redirectURIs
        // Byte for byte (RFC 6749 section 3.1.2.3), where strings are equal in any normal form.
        guard configured.contains(where: { $0.utf8.elementsEqual(redirectURI.utf8) }) else {
            throw InvalidInput(
                field: "redirectURI", problem: "this platform does not receive callbacks there",
                remedy: "Register one of these at the service: \(configured.joined(separator: ", "))")
        }
    }
}
