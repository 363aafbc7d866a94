public import ConnectionsKit
import ConnectionsKitHTTP

/// What an authorization server says about itself (RFC 8414; OpenID Connect Discovery 1.0).
public struct ServerMetadata: Sendable, Hashable {
    /// The issuer identifier, exactly as it was asked for.
    public var issuer: String
    /// Where a person consents; `nil` when the server sends nobody there.
    public var authorizationEndpoint: String?
    /// Where tokens are issued.
    public var tokenEndpoint: String
    /// Where tokens are revoked, if that is said.
    public var revocationEndpoint: String?
    /// Where a device asks for its codes (RFC 8628 section 4), if that is said.
    public var deviceAuthorizationEndpoint: String?
    /// Where authorization requests are pushed beforehand (RFC 9126 section 5), if that is said.
    public var pushedAuthorizationEndpoint: String?
    /// Where tokens are introspected (RFC 7662), if that is said: to show, since nothing here asks there.
    public var introspectionEndpoint: String?
    /// The scopes that the server names; empty when it names none.
    public var scopes: [String]
    /// The grant types that the server names; when it names none, those of RFC 8414 section 2.
    public var grantTypes: [String]
    /// The ways of client authentication at the token endpoint that the server accepts and this library knows, the preferred
    /// one first.
    public var clientAuthentications: [ClientAuthentication]
    /// The same at the revocation endpoint; empty when the server does not name them.
    public var revocationAuthentications: [ClientAuthentication]
    /// The methods of PKCE that the server names; empty when it names none.
    public var codeChallengeMethods: [String]
    /// Whether the server promises the `iss` parameter (RFC 9207 section 3).
    public var promisesIssuer: Bool
    /// Whether the server takes only authorization requests that were pushed beforehand (RFC 9126 section 5).
    public var requiresPushedAuthorization: Bool

    /// Reads a metadata document.
    ///
    /// - Parameters:
    ///   - document: the JSON text.
    ///   - issuer: the issuer identifier that it must name, character by character (RFC 8414 section 3.3).
    ///   - allowsLoopbackHTTP: whether plain HTTP to this machine is accepted, for tests and development.
    /// - Throws: ``CredentialError``: `invalidResponse` when the document is no metadata of this issuer, `configuration`
    ///   when one of its endpoints may not be used, or when the server has no way of client authentication or of PKCE that
    ///   may be used.
    public init(_ document: [UInt8], issuer: String, allowsLoopbackHTTP: Bool = false) throws(CredentialError) {
        let document = try MetadataDocument(document, allowsLoopbackHTTP: allowsLoopbackHTTP)
        // To Swift, texts of other bytes may be equal: the Kelvin sign and the letter K are.
        guard document.issuer?.utf8.elementsEqual(issuer.utf8) == true else {
            throw CredentialError(.invalidResponse, "the server's metadata names another issuer than the one asked for")
        }
        guard let token = try document.endpoint("token_endpoint") else {
            throw CredentialError(.invalidResponse, "the server's metadata lacks \"token_endpoint\"")
        }
        self.issuer = issuer
        self.tokenEndpoint = token
        self.authorizationEndpoint = try document.endpoint("authorization_endpoint")
        self.revocationEndpoint = try document.endpoint("revocation_endpoint")
        self.deviceAuthorizationEndpoint = try document.endpoint("device_authorization_endpoint")
        self.pushedAuthorizationEndpoint = try document.endpoint("pushed_authorization_request_endpoint")
        self.introspectionEndpoint = try document.endpoint("introspection_endpoint")
        self.scopes = document.texts("scopes_supported") ?? []
        self.grantTypes = document.texts("grant_types_supported") ?? ["authorization_code", "implicit"]
        self.clientAuthentications = try document.clientAuthentications
        self.revocationAuthentications = document.revocationAuthentications
        self.codeChallengeMethods = document.texts("code_challenge_methods_supported") ?? []
        self.promisesIssuer = document.says("authorization_response_iss_parameter_supported")
        self.requiresPushedAuthorization = document.says("require_pushed_authorization_requests")
        try self.check()
    }

    /// Refuses what contradicts itself, or would lower the guard.
    private func check() throws(CredentialError) {
        guard self.authorizationEndpoint != nil || !self.grantTypes.contains(GrantType.authorizationCode.rawValue)
        else {
            throw CredentialError(
                .invalidResponse,
                "the server's metadata lacks \"authorization_endpoint\", which the grant type authorization_code needs")
        }
        // A server that names no method may know PKCE all the same; one that names others would ignore S256.
        guard self.codeChallengeMethods.isEmpty || self.codeChallengeMethods.contains(PKCE.method) else {
            throw CredentialError(
                .configuration,
                "the server does PKCE by \(self.shownMethods) alone; only S256 is used, since whoever sees a request could "
                    + "redeem its code otherwise (RFC 9700 section 2.1.1)")
        }
        guard self.pushedAuthorizationEndpoint != nil || !self.requiresPushedAuthorization else {
            throw CredentialError(
                .invalidResponse,
                "the server's metadata requires pushed authorization requests, but says not where to push them")
        }
    }

    private var shownMethods: String {
        let known = self.codeChallengeMethods.filter { $0 == "plain" }
        return known.isEmpty ? "a method that is not known" : "\"plain\""
    }
}
