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
        let fields = exchange.connector.authentication.fields
        // What is missing first: a form that is half filled in is not wrong yet.
        for field in fields where values[field.name].map({ $0.count == 0 }) ?? true {
            throw CredentialError(
                InvalidInput(
                    field: field.name, problem: "missing or empty", remedy: "Fill in \"\(field.label)\""),
                code: .missingField)
        }
        do throws(InvalidInput) {
            for name in values.names where !fields.contains(where: { $0.name == name }) {
                throw InvalidInput(
                    field: name, problem: "\(exchange.connector.name) has no such field",
                    remedy: "Pass \(fields.map(\.name).joined(separator: ", "))")
            }
            for field in fields { if let value = values[field.name] { try Self.validate(value, as: field) } }
            // RFC 7617 section 2: the first colon ends the user name.
            if case .basic(let username, _) = exchange.connector.authentication,
                let colon = values[username.name]?.withBytes({ $0.contains(UInt8(ascii: ":")) }), colon
            {
                throw InvalidInput(
                    field: username.name, problem: "a colon, which no user name can have here",
                    remedy: "Copy the user name alone")
            }
        } catch {
            throw CredentialError(error)
        }
        let ordered = fields.compactMap { field in values[field.name].map { (name: field.name, value: $0) } }
        return ObtainedCredential(access: SecretFields(ordered).encoded)
    }

    public func refresh(_ request: RefreshRequest) async throws(CredentialError) -> ObtainedCredential {
        throw CredentialError(.configuration, "\(request.connector.name) has nothing to refresh")
    }

    public func revoke(_ request: RevocationRequest) async throws(CredentialError) -> Bool { false }

    private static func validate(_ value: Secret, as field: CredentialField) throws(InvalidInput) {
        // RFC 7617 section 2 and RFC 9110 section 5.5: what goes into a header field holds no control character.
        let isClean = value.withBytes { $0.allSatisfy { byte in byte >= 0x20 && byte != 0x7F } }
        guard isClean, value.count <= 8_192, String(validating: value.withBytes { $0 }, as: UTF8.self) != nil else {
            throw InvalidInput(
                field: field.name, problem: "longer than 8 KiB, not UTF-8, or with control characters",
                remedy: "Copy the value again without line breaks")
        }
    }
}

extension CredentialProvider where Self == StaticCredentialProvider {
    /// Serves connectors with API keys.
    public static var apiKey: StaticCredentialProvider { StaticCredentialProvider(method: .apiKey) }
    /// Serves connectors with basic authentication.
    public static var basic: StaticCredentialProvider { StaticCredentialProvider(method: .basic) }
    /// Serves connectors with a fixed bearer token.
    public static var bearer: StaticCredentialProvider { StaticCredentialProvider(method: .bearer) }
}
