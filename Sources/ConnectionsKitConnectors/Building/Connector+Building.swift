import ConnectionsKit

extension Connector {
    /// A service with OAuth 2: where it is, and in `facts` what differs from the usual.
    static func oauth2(
        _ id: ConnectorID, _ name: String, _ category: Category, authorization: String? = nil, token: String,
        revocation: String? = nil, hosts: [HostPattern], parameters: [ConnectorParameter] = [],
        allowsLoggedInUser: Bool = false, documentation: String, facts: (inout OAuth2Facts) -> Void
    ) -> Connector {
        var all = OAuth2Facts(
            endpoints: OAuth2Endpoints(authorization: authorization, token: token, revocation: revocation))
        facts(&all)
        return Connector(
            id: id, name: name, category: category.rawValue, authentication: .oauth2(all), hosts: hosts,
            parameters: parameters, allowsLoggedInUser: allowsLoggedInUser, documentation: documentation)
    }

    /// A service with keys, each at a place of its own.
    static func keys(
        _ id: ConnectorID, _ name: String, _ category: Category, _ keys: [CredentialField], hosts: [HostPattern],
        parameters: [ConnectorParameter] = [], allowsLoggedInUser: Bool = false, documentation: String
    ) -> Connector {
        Connector(
            id: id, name: name, category: category.rawValue, authentication: .apiKey(keys), hosts: hosts,
            parameters: parameters, allowsLoggedInUser: allowsLoggedInUser, documentation: documentation)
    }

    /// A service with one key, in a header field.
    static func key(
        _ id: ConnectorID, _ name: String, _ category: Category, header: String, prefix: String = "",
        label: String = "API key", hosts: [HostPattern], parameters: [ConnectorParameter] = [],
        allowsLoggedInUser: Bool = false, documentation: String
    ) -> Connector {
        self.keys(
            id, name, category,
            [CredentialField("api_key", label: label, placement: .header(name: header, prefix: prefix))], hosts: hosts,
            parameters: parameters, allowsLoggedInUser: allowsLoggedInUser, documentation: documentation)
    }

    /// A service with a fixed bearer token.
    static func bearer(
        _ id: ConnectorID, _ name: String, _ category: Category, label: String = "API key", hosts: [HostPattern],
        documentation: String
    ) -> Connector {
        let field = CredentialField(
            "token", label: label, placement: .header(name: "Authorization", prefix: "Bearer "))
        return Connector(
            id: id, name: name, category: category.rawValue, authentication: .bearer(field), hosts: hosts,
            documentation: documentation)
    }

    /// A service with basic authentication.
    static func basic(
        _ id: ConnectorID, _ name: String, _ category: Category, username: CredentialField, password: CredentialField,
        hosts: [HostPattern], parameters: [ConnectorParameter] = [], allowsLoggedInUser: Bool = false,
        documentation: String
    ) -> Connector {
        Connector(
            id: id, name: name, category: category.rawValue,
            authentication: .basic(username: username, password: password), hosts: hosts, parameters: parameters,
            allowsLoggedInUser: allowsLoggedInUser, documentation: documentation)
    }
}
