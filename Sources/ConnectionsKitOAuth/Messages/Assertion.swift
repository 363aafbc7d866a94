package import ConnectionsKit
import ConnectionsKitHTTP

/// A signed statement of who somebody is, as a JSON Web Token (RFC 7523 section 3).
///
/// ```json
/// {"aud":"https://login.example/token","exp":1700000300,"iat":1700000000,"iss":"app","jti":"…","sub":"app"}
/// ```
package struct Assertion: Sendable {
    /// Who makes it.
    package var issuer: String
    /// Of whom it speaks.
    package var subject: String
    /// For whom it is meant: the one authorization server.
    package var audience: String
    /// How long it is good for.
    package var lifetime: Duration
    /// The scopes that it asks for, where they stand in it.
    package var scope: String?

    /// The longest time that an assertion of a client is good for; it is used within the same second.
    package static let longestForClient = Duration.seconds(300)
    /// The longest time that any assertion is good for.
    package static let longest = Duration.seconds(3_600)

    /// Makes an assertion.
    package init(issuer: String, subject: String, audience: String, lifetime: Duration, scope: String? = nil) {
        self.issuer = issuer
        self.subject = subject
        self.audience = audience
        self.lifetime = min(max(lifetime, .seconds(1)), Self.longest)
        self.scope = scope
    }

    /// The token in its compact form (RFC 7515 section 3.1), with an identifier of its own.
    ///
    /// - Parameters:
    ///   - key: signs it.
    ///   - time: when it is made. `iat` is rounded down and `exp` with it, so that no token seems to come from the future.
    ///   - random: where `jti` comes from; no two are alike, so that a server can refuse a repeated one.
    /// - Returns: the token.
    /// - Throws: ``CredentialError/Code/configuration`` when the key cannot sign.
    package func signed(with key: SigningKey, at time: Timestamp, _ random: RandomSource) throws(CredentialError)
        -> Secret
    {
        let now = time.milliseconds / 1_000
        var header: [String: JSONValue] = ["alg": .string(key.algorithm), "typ": .string("JWT")]
        if let id = key.keyID { header["kid"] = .string(id) }
        var claims: [String: JSONValue] = [
            "iss": .string(self.issuer), "sub": .string(self.subject), "aud": .string(self.audience),
            "jti": .string(random.token()), "iat": .number("\(now)"),
            "exp": .number("\(now + self.lifetime.components.seconds)"),
        ]
        if let scope = self.scope { claims["scope"] = .string(scope) }
        let input = Self.part(.object(header)) + "." + Self.part(.object(claims))
        let signature = try key.signature(of: Array(input.utf8))
        return Secret(input + "." + Base64.encode(signature, .urlSafe))
    }

    private static func part(_ value: JSONValue) -> String { Base64.encode(Array(value.document.utf8), .urlSafe) }
}
