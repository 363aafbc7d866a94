import ConnectionsKit

/// The fields that are more than a parameter of the token request.
enum GrantField: String, Sendable, CaseIterable {
    case clientID = "client_id"
    case clientSecret = "client_secret"
    case issuer
    case subject
    case privateKey = "private_key"
    case keyID = "key_id"
}

extension SecretFields {
    subscript(name: GrantField) -> Secret? { self[name.rawValue] }

    func required(_ name: GrantField, of connector: Connector) throws(CredentialError) -> Secret {
        if let value = self[name] { return value }
        throw CredentialError(
            .configuration, "\(connector.name) wants \"\(name.rawValue)\", which was not filled in; authorize again")
    }
}

extension OAuth2Facts {
    /// Whether a person fills in the field.
    func asks(for name: GrantField) -> Bool { self.fields.contains { $0.name == name.rawValue } }

    /// Whether an assertion says itself who makes it, so that no OAuth client has to take part.
    var needsNoClient: Bool { self.grantType == .jwtBearer && self.asks(for: .issuer) }

    /// The names of the fields that are parts of the client or of the assertion.
    var parts: Set<String> {
        let names: [GrantField] =
            self.grantType == .jwtBearer ? GrantField.allCases : [.clientID, .clientSecret]
        return Set(names.map(\.rawValue))
    }

    /// The names of the fields that may be left empty: an assertion speaks of its issuer then, with the key's own name.
    var optionalFields: Set<String> {
        self.grantType == .jwtBearer ? [GrantField.subject.rawValue, GrantField.keyID.rawValue] : []
    }

    /// The names of the fields that hold a private key.
    var keyFields: Set<String> {
        var names: Set<String> = []
        if self.grantType == .jwtBearer { names.insert(GrantField.privateKey.rawValue) }
        if self.clientAuthentication == .privateKeyJWT { names.insert(GrantField.clientSecret.rawValue) }
        return names
    }
}
