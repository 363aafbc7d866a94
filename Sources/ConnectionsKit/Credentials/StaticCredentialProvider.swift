/// Serves API keys, basic authentication and fixed bearer tokens: the values that a person filled in are the credential.
public struct StaticCredentialProvider: CredentialProvider {
    public let method: AuthenticationMethod

    public func begin(_ request: AuthorizationRequest) throws(CredentialError) -> AuthorizationStart {
        .fields(request.connector.authentication.fields)
    }

    public func complete(_ exchange: AuthorizationExchange) async throws(CredentialError) -> ObtainedCredential {
        guard case .fields(let values) = exchange.answer else {
            throw CredentialError(
                .invalidInput, "\(exchange.connector.name) is authorized by its fields and not by a callback")
        }
        let fields = try values.checked(as: exchange.connector.authentication.fields, of: exchange.connector)
        // RFC 7617 section 2: the first colon ends the user name.
        if case .basic(let username, _) = exchange.connector.authentication,
            let colon = fields[username.name]?.withBytes({ $0.contains(UInt8(ascii: ":")) }), colon
        {
            throw CredentialError(
                InvalidInput(
                    field: username.name, problem: "a colon, which no user name can have here",
                    remedy: "Copy the user name alone"))
        }
        return ObtainedCredential(access: fields.encoded)
    }

    public func refresh(_ request: RefreshRequest) async throws(CredentialError) -> ObtainedCredential {
        throw CredentialError(.configuration, "\(request.connector.name) has nothing to refresh")
    }

    public func revoke(_ request: RevocationRequest) async throws(CredentialError) -> Bool { false }
}

extension CredentialProvider where Self == StaticCredentialProvider {
    /// Serves connectors with API keys.
    public static var apiKey: StaticCredentialProvider { StaticCredentialProvider(method: .apiKey) }
    /// Serves connectors with basic authentication.
    public static var basic: StaticCredentialProvider { StaticCredentialProvider(method: .basic) }
    /// Serves connectors with a fixed bearer token.
    public static var bearer: StaticCredentialProvider { StaticCredentialProvider(method: .bearer) }
}
