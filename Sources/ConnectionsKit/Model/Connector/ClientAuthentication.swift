/// How an OAuth client authenticates at the token endpoint, by the names of OpenID Connect Core 1.0 section 9.
public enum ClientAuthentication: String, Sendable, Hashable, Codable, CaseIterable {
    /// `client_secret_basic`: the `Authorization` header.
    case basic = "client_secret_basic"
    /// `client_secret_post`: parameters of the body.
    case post = "client_secret_post"
    /// `private_key_jwt`: an assertion signed with the client's private key (RFC 7523 section 2.2).
    ///
    /// The key takes the place of the secret: PEM, or a JSON Web Key with its `kid`.
    case privateKeyJWT = "private_key_jwt"
    /// `none`: a public client, which sends its identifier alone.
    case none
}
