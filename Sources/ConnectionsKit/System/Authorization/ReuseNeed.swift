/// What an authorization must have to serve a connection for which it was not made.
struct ReuseNeed: Sendable {
    var connection: Connection
    var environment: LiveEnvironment
    /// The developer's OAuth client that the connection uses now; `nil` for the platform's own, and without OAuth.
    var credentialSet: CredentialSet?
    /// The data centre of whoever reuses.
    var dataCentre: DataCentre

    /// Why `grant` cannot serve the connection; `nil` when it can.
    ///
    /// - Parameters:
    ///   - grant: a grant of the same account.
    ///   - standing: how it stands with its tokens.
    /// - Returns: the error to tell; `nil` when there is none.
    func refusal(of grant: Grant, standing: Grant.Status) -> ConnectionError? {
        guard self.connection.kind == .admin, grant.kind == .admin else {
            let kind = self.connection.kind == .admin ? grant.kind : self.connection.kind
            return self.refuse("only admin connections reuse an authorization, and this is a \(kind.title) one")
        }
        guard grant.connector == self.connection.connector else {
            return self.refuse("it is for the connector \"\(grant.connector)\", not \"\(self.connection.connector)\"")
        }
        guard self.usesSameClient(grant) else {
            return self.refuse("it was made with another OAuth client than \"\(self.connection.name)\" uses")
        }
        guard standing == .authorized else { return self.refuse("it is not in use, but \(Self.title(standing))") }
        guard grant.dataCentre == self.dataCentre else {
            return ConnectionError(
                .dataCentreMismatch,
                "The authorization is of the data centre \(grant.dataCentre), this account of \(self.dataCentre).",
                remedy: "Authorize the connection anew.")
        }
        let missing = grant.missing(self.connection.scopes(in: self.environment))
        guard missing.isEmpty else {
            var error = ConnectionError(
                .insufficientScope,
                "The authorization lacks \(missing.joined(separator: ", ")), which \"\(self.connection.name)\" needs.",
                remedy: "Authorize the connection anew.")
            error.detail = .missingScopes(missing)
            return error
        }
        return nil
    }

    private func usesSameClient(_ grant: Grant) -> Bool {
        switch self.connection.mode {
        case nil: grant.client == nil
        case .platformManaged: grant.client.map { $0.credentialSet == nil } ?? false
        case .clientCredentials(let reference):
            grant.client?.credentialSet == reference && grant.client?.revision == self.credentialSet?.revision
        }
    }

    private func refuse(_ problem: String) -> ConnectionError {
        ConnectionError(
            InvalidInput(
                field: "grant", problem: problem, remedy: "Choose one that can be reused here, or authorize anew"))
    }

    private static func title(_ status: Grant.Status) -> String {
        switch status {
        case .authorized: "authorized"
        case .needsReauthorization: "to be authorized again"
        case .suspended: "suspended"
        case .revoked: "revoked"
        case .superseded: "superseded"
        }
    }
}
