public import ConnectionsKit
import ConnectionsKitHTTP

/// What an authorization server says about itself (RFC 8414; OpenID Connect Discovery 1.0).
public struct ServerMetadata: Sendable, Hashable {
    /// The issuer identifier, exactly as it was asked for.
    public var issuer: String
    /// Where a person consents.
    public var authorizationEndpoint: String
    /// Where tokens are issued.
    public var tokenEndpoint: String
    /// Where tokens are revoked, if that is said.
    public var revocationEndpoint: String?
    /// The scopes that the server names; empty when it names none.
    public var scopes: [String]
    /// The ways of client authentication that the server accepts and this library knows, the preferred one first.
    public var clientAuthentications: [ClientAuthentication]
    /// The methods of PKCE that the server names; empty when it names none.
    public var codeChallengeMethods: [String]
    /// Whether the server promises the `iss` parameter (RFC 9207 section 3).
    public var promisesIssuer: Bool

    /// Reads a metadata document.
    ///
    /// - Parameters:
    ///   - document: the JSON text.
    ///   - issuer: the issuer identifier that it must name, character by character (RFC 8414 section 3.3).
    ///   - allowsLoopbackHTTP: whether plain HTTP to this machine is accepted, for tests and development.
    /// - Throws: ``CredentialError``: `invalidResponse` when the document is no metadata of this issuer, `configuration`
    ///   when one of its endpoints may not be used, or when the server has no way of client authentication that is known.
    public init(_ document: [UInt8], issuer: String, allowsLoopbackHTTP: Bool = false) throws(CredentialError) {
        guard let members = JSONReader.value(in: document), case .object = members else {
            throw CredentialError(.invalidResponse, "the server's metadata is no JSON object")
        }
        // To Swift, texts of other bytes may be equal: the Kelvin sign and the letter K are.
        guard members["issuer"]?.text?.utf8.elementsEqual(issuer.utf8) == true else {
            throw CredentialError(.invalidResponse, "the server's metadata names another issuer than the one asked for")
        }
        func endpoint(_ field: String) throws(CredentialError) -> String? {
            guard let value = members[field], value != .null else { return nil }
            guard let text = value.text else {
                throw CredentialError(.invalidResponse, "the field \"\(field)\" of the server's metadata is no string")
            }
            _ = try EndpointAddress.checked(text, name: field, allowsLoopbackHTTP: allowsLoopbackHTTP)
            return text
        }
        guard let authorization = try endpoint("authorization_endpoint"), let token = try endpoint("token_endpoint")
        else {
            throw CredentialError(
                .invalidResponse, "the server's metadata lacks \"authorization_endpoint\" or \"token_endpoint\"")
        }
        self.issuer = issuer
        self.authorizationEndpoint = authorization
        self.tokenEndpoint = token
        self.revocationEndpoint = try endpoint("revocation_endpoint")
        self.scopes = members["scopes_supported"]?.texts ?? []
        self.codeChallengeMethods = members["code_challenge_methods_supported"]?.texts ?? []
        self.promisesIssuer = members["authorization_response_iss_parameter_supported"] == .bool(true)
        // RFC 8414 section 2: a server that names none accepts `client_secret_basic`.
        let named = members["token_endpoint_auth_methods_supported"]?.texts ?? [ClientAuthentication.basic.rawValue]
        let preferred: [ClientAuthentication] = [.basic, .post, .none]
        self.clientAuthentications = preferred.filter { named.contains($0.rawValue) }
        guard !self.clientAuthentications.isEmpty else {
            throw CredentialError(
                .configuration,
                "the server accepts none of client_secret_basic, client_secret_post and none, and no other is known")
        }
    }

    /// The facts for a connector to this server; set what the server does not say.
    public var facts: OAuth2Facts {
        var facts = OAuth2Facts(
            endpoints: OAuth2Endpoints(
                authorization: self.authorizationEndpoint, token: self.tokenEndpoint,
                revocation: self.revocationEndpoint, issuer: self.issuer))
        facts.scopes = self.scopes
        facts.clientAuthentication = self.clientAuthentications.first ?? .basic
        facts.promisesIssuer = self.promisesIssuer
        return facts
    }
}
