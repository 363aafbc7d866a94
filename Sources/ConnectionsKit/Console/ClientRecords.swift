/// What a developer's account has to do with one client, for one application.
struct ClientRecords: Sendable {
    /// The client account.
    var client: AccountID
    /// The application.
    var application: ApplicationID
    /// The shares, those withdrawn included.
    var shares: [Share]
    /// What the client has installed by one of them.
    var installation: Installation?

    /// The newest share that is not withdrawn, after which a further one is an update.
    var last: Share? { self.shares.filter { !$0.isWithdrawn }.max { $0.createdAt < $1.createdAt } }

    /// What the client has installed.
    func requireInstallation() throws(ConnectionError) -> Installation {
        guard let installation = self.installation else {
            throw ConnectionError(
                .wrongState, "\(self.client) has not installed \"\(self.application)\".",
                remedy: "Withdraw the shares instead, if the client should not install it.")
        }
        return installation
    }
}

extension DeveloperConsole {
    /// Reads what `account` has to do with a client.
    func records(
        of client: AccountID, for application: ApplicationID, in account: AccountID
    ) async throws(ConnectionError) -> ClientRecords {
        let shares = try await self.system.all(.shares(with: client), in: account)
            .filter { $0.application == application }
        return ClientRecords(
            client: client, application: application, shares: shares,
            installation: try await self.installation(by: shares))
    }

    /// What a client has installed by shares of one application.
    ///
    /// The only way from a developer's account into a client's: the installation that a share led to, of the developer's own
    /// application.
    func installation(by shares: [Share]) async throws(ConnectionError) -> Installation? {
        for share in shares {
            guard let id = share.installation,
                let installation = try await self.system.find(Installation.self, id, in: share.client),
                installation.developer == share.account, installation.application == share.application,
                installation.status != .uninstalled
            else { continue }
            return installation
        }
        return nil
    }

    /// An entry for the client's trail, of what the developer did to their installation.
    func entry(
        _ action: Action, on installation: Installation, by principal: Principal, changed: [String]
    ) -> AuditEntry {
        var entry = self.system.entry(
            action, by: principal, subject: "installation:\(installation.id)", changed: changed)
        entry.account = installation.account
        return entry
    }
}
