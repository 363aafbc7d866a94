/// What a developer enters of an OAuth client, checked against what its service needs and where the host receives callbacks.
struct CredentialSetInput {
    /// The service, which uses OAuth.
    let connector: Connector
    /// What is known of its OAuth.
    let facts: OAuth2Facts
    /// The redirect addresses of the host.
    let redirectURIs: [String]

    /// Refuses a connector that the platform does not have, or that does not use OAuth.
    init(_ id: ConnectorID, in system: ConnectionSystem) throws(ConnectionError) {
        guard let connector = system.catalogue[id], let facts = connector.authentication.oauth2 else {
            throw ConnectionError(
                InvalidInput(
                    field: "connector", problem: "\"\(id)\" is not a connector with OAuth",
                    remedy: "Name one of the catalogue that uses OAuth"))
        }
        self.connector = connector
        self.facts = facts
        self.redirectURIs = system.configuration.redirectURIs
    }

    /// Refuses a client identifier that is missing or malformed.
    func validate(clientID: String) throws(ConnectionError) {
        guard !clientID.isEmpty else { throw self.missing("clientID", "the client identifier") }
        // RFC 6749 appendix A: VSCHAR.
        guard clientID.utf8.count <= 1_000, clientID.utf8.allSatisfy({ (0x20...0x7E).contains($0) }) else {
            throw ConnectionError(
                InvalidInput(
                    field: "clientID", problem: "too long, or with characters that a client identifier cannot have",
                    remedy: "Copy it again from the service"))
        }
    }

    /// Refuses a secret that is missing where the service needs one, is given where it takes none, or is malformed; where
    /// clients prove themselves by a private key, that is the secret.
    func validate(secret: Secret?) throws(ConnectionError) {
        let isNeeded = self.facts.clientAuthentication != .none
        let isKey = self.facts.clientAuthentication == .privateKeyJWT
        guard let secret, secret.count > 0 else {
            guard secret == nil, !isNeeded else {
                throw self.missing("secret", isKey ? "the client's private key" : "the client secret")
            }
            return
        }
        guard isNeeded else {
            throw ConnectionError(
                InvalidInput(
                    field: "secret", problem: "\(self.connector.name) has public clients alone, which have none",
                    remedy: "Leave it out"))
        }
        if isKey {
            do throws(InvalidInput) { try PrivateKeyText.validate(secret, field: "secret") } catch {
                throw ConnectionError(error)
            }
            return
        }
        guard secret.count <= 4_096, secret.withBytes({ $0.allSatisfy { (0x20...0x7E).contains($0) } }) else {
            throw ConnectionError(
                InvalidInput(
                    field: "secret", problem: "too long, or with characters that a client secret cannot have",
                    remedy: "Copy it again from the service"))
        }
    }

    /// Refuses a redirect address that is missing where the service sends people back to one, or that is none of the host's.
    func validate(redirectURI: String) throws(ConnectionError) {
        let remedy = "Register one of these at the service: \(self.redirectURIs.joined(separator: ", "))"
        guard !redirectURI.isEmpty else {
            guard self.facts.grantType == .authorizationCode else { return }
            throw ConnectionError(
                missing: InvalidInput(
                    field: "redirectURI", problem: "the redirect address is missing", remedy: remedy))
        }
        // Byte for byte (RFC 6749 section 3.1.2.3), where strings are equal in any normal form.
        guard self.redirectURIs.contains(where: { $0.utf8.elementsEqual(redirectURI.utf8) }) else {
            throw ConnectionError(
                InvalidInput(
                    field: "redirectURI", problem: "this platform does not receive callbacks there", remedy: remedy))
        }
    }

    private func missing(_ field: String, _ what: String) -> ConnectionError {
        ConnectionError(
            missing: InvalidInput(
                field: field, problem: "\(what) is missing, which \(self.connector.name) needs",
                remedy: "Copy it from the client that you registered there"))
    }
}
