// What is asked of a definition, wherever it comes from: made by hand, edited, copied or imported.
extension DeveloperConsole {
    /// Refuses a definition that the principal may not make, or that its connector does not allow.
    ///
    /// - Returns: the connector.
    func requireDefinable(
        _ connector: ConnectorID, _ kind: Connection.Kind, named name: String?, by principal: Principal
    ) throws(ConnectionError) -> Connector {
        let known = self.system.catalogue[connector]
        try self.system.require(
            self.creation(
                of: kind, named: name ?? known?.name ?? connector.rawValue, to: connector, by: principal))
        guard let known else { throw ConnectionError.notFound("connector") }
        return known
    }

    /// The question whether the principal may make a definition.
    func creation(
        of kind: Connection.Kind, named name: String, to connector: ConnectorID, by principal: Principal
    ) -> PolicyRequest {
        var request = PolicyRequest(.createConnection, by: principal)
        request.connectorID = connector
        request.connector = self.system.catalogue[connector]
        request.connection = PolicyRequest.ConnectionFacts(kind: kind, name: name, isInstalled: false)
        return request
    }

    /// The mode that a definition has, with the credential set that it names.
    func checked(
        _ mode: Connection.Mode?, for connector: Connector, of account: AccountID
    ) async throws(ConnectionError) -> (mode: Connection.Mode?, set: CredentialSet?) {
        func refuse(_ problem: String, _ remedy: String) -> ConnectionError {
            ConnectionError(InvalidInput(field: "mode", problem: problem, remedy: remedy))
        }
        guard connector.authentication.oauth2 != nil else {
            if mode == nil { return (nil, nil) }
            throw refuse("\(connector.name) does not use OAuth", "Leave the mode out")
        }
        guard case .clientCredentials(let reference) = mode else { return (.platformManaged, nil) }
        let set = try await self.system.load(CredentialSet.self, reference.id, in: account, "credential set")
        guard reference.account == account, set.connector == connector.id else {
            throw refuse(
                "the credential set is for the connector \"\(set.connector)\"", "Pass one for \(connector.name)")
        }
        return (mode, set)
    }

    /// A name, and a link name that is free in the account; a name that is made is free as well.
    func names(
        _ name: String?, for connector: Connector, in account: AccountID
    ) async throws(ConnectionError) -> (name: String, linkName: String) {
        let base = name ?? connector.name
        let taken = name == nil ? try await self.takenNames(in: account).names : []
        for number in 1...10_000 {
            let generated = ConnectionName.numbered(base, number, separator: " ")
            let linkName = ConnectionName.linkName(for: base, number: number)
            if taken.contains(generated) { continue }
            if try await self.system.first(.linkName(linkName, in: .account), in: account) == nil {
                return (name ?? generated, linkName)
            }
        }
        throw ConnectionError(
            InvalidInput(field: "name", problem: "10,000 connections have it", remedy: "Choose another name"))
    }

    /// The names and the link names of the account's own connections.
    func takenNames(
        in account: AccountID
    ) async throws(ConnectionError) -> (names: Set<String>, linkNames: Set<String>) {
        let own = try await self.system.all(.connections(), in: account).filter { $0.linkNameScope == .account }
        return (Set(own.map(\.name)), Set(own.map(\.linkName)))
    }
}
