extension AuthorizationServer {
    /// Registers a client.
    ///
    /// - Throws: ``AuthorizationServerError/Code/invalidClient`` or ``AuthorizationServerError/Code/exists``.
    public mutating func add(_ client: Client) throws(AuthorizationServerError) {
        guard self.clients[client.id] == nil else {
            throw AuthorizationServerError(.exists, "a client \(client.id) is registered; choose another id")
        }
        try Self.check(client)
        self.clients[client.id] = client
    }

    /// Puts a client in the place of the one with the same identifier: new secret, addresses and scopes.
    ///
    /// What was granted stays granted.
    ///
    /// - Throws: ``AuthorizationServerError/Code/invalidClient`` or ``AuthorizationServerError/Code/missing``.
    public mutating func replace(_ client: Client) throws(AuthorizationServerError) {
        guard self.clients[client.id] != nil else {
            throw AuthorizationServerError(.missing, "no client \(client.id) is registered; add it first")
        }
        try Self.check(client)
        self.clients[client.id] = client
    }

    /// Registers a user.
    ///
    /// - Throws: ``AuthorizationServerError/Code/invalidUser`` or ``AuthorizationServerError/Code/exists``.
    public mutating func add(_ user: User) throws(AuthorizationServerError) {
        guard self.users[user.name] == nil else {
            throw AuthorizationServerError(.exists, "a user \(user.name) is registered; choose another name")
        }
        guard !user.name.isEmpty, !user.password.isEmpty else {
            throw AuthorizationServerError(.invalidUser, "name and password of a user must not be empty")
        }
        self.users[user.name] = user
    }

    /// Registers a resource.
    ///
    /// - Throws: ``AuthorizationServerError/Code/invalidResource`` or ``AuthorizationServerError/Code/exists``.
    public mutating func add(_ resource: Resource) throws(AuthorizationServerError) {
        guard self.resources[resource.name] == nil else {
            throw AuthorizationServerError(.exists, "a resource \(resource.name) is registered; choose another name")
        }
        let isNameLawful = resource.name.utf8.allSatisfy { Grammar.isAlphanumeric($0) || $0 == 0x2D || $0 == 0x5F }
        guard !resource.name.isEmpty, isNameLawful else {
            throw AuthorizationServerError(.invalidResource, "name of a resource: letters, digits, - and _ only")
        }
        let scopes = [resource.readScope, resource.writeScope].compactMap { $0 }
        guard scopes.allSatisfy(Grammar.isScope) else {
            throw AuthorizationServerError(.invalidResource, "scopes of resource \(resource.name): one word each")
        }
        self.resources[resource.name] = resource
    }

    private static func check(_ client: Client) throws(AuthorizationServerError) {
        guard !client.id.isEmpty, client.id.utf8.allSatisfy(Grammar.isPrintable) else {
            throw AuthorizationServerError(.invalidClient, "id of a client: visible ASCII characters and spaces")
        }
        let secret = client.authentication.secret
        let needsSecret = [.basic, .post].contains(client.authentication.method)
        guard !needsSecret || !secret.isEmpty, secret.utf8.allSatisfy(Grammar.isPrintable)
        else {
            throw AuthorizationServerError(
                .invalidClient, "secret of client \(client.id): visible ASCII characters and spaces, at least one")
        }
        guard client.authentication.method != .privateKeyJWT || !client.authentication.keys.isEmpty else {
            throw AuthorizationServerError(
                .invalidClient, "client \(client.id) authenticates with private_key_jwt and has no key")
        }
        guard (client.scopes + client.defaultScopes).allSatisfy(Grammar.isScope) else {
            throw AuthorizationServerError(.invalidClient, "scopes of client \(client.id): one word each")
        }
        guard client.defaultScopes.allSatisfy(client.scopes.contains) else {
            throw AuthorizationServerError(.invalidClient, "defaultScopes of client \(client.id) must be in its scopes")
        }
        guard client.redirectURIs.allSatisfy(Grammar.isRedirectURI) else {
            throw AuthorizationServerError(
                .invalidClient,
                """
                redirectURIs of client \(client.id) must be absolute, without fragment and wildcard; http only for \
                loopback (RFC 9700 section 2.1)
                """)
        }
    }
}
