package import ConnectionsKit

/// How a client proves who it is in a request to the token or revocation endpoint (RFC 6749 section 2.3, RFC 7523 section
/// 2.2).
///
/// It is made for one request: an assertion is not used twice.
package struct ClientProof: Sendable {
    /// The `Authorization` header field, if that is the way.
    package let authorization: String?
    /// The fields of the body.
    package let fields: [FormField]
    /// What the header field holds as it is in a body, so that an answer which repeats it is known.
    let hidden: [FormField]

    /// What stands for an assertion of the kind that RFC 7523 describes.
    package static let assertionType = "urn:ietf:params:oauth:client-assertion-type:jwt-bearer"

    /// Makes the proof of `client`.
    ///
    /// - Parameters:
    ///   - client: the client with its secret, or with its private key.
    ///   - usual: the way that the service expects where the client does not say another.
    ///   - context: for whom assertions are made, and how.
    /// - Throws: ``CredentialError/Code/configuration`` when the secret is missing, or is no private key where one is wanted.
    package init(
        of client: ClientRegistration, usual: ClientAuthentication, in context: AssertionContext
    ) throws(CredentialError) {
        let way = client.authentication ?? usual
        guard way != .none else {
            self.init(authorization: nil, fields: [FormField("client_id", client.clientID)])
            return
        }
        guard let secret = client.secret, secret.count > 0 else {
            throw CredentialError(
                .configuration, "the OAuth client has no secret, but \(way.rawValue) needs one; register the secret")
        }
        switch way {
        case .basic:
            // Section 2.3.1: both halves are form-encoded before they are joined.
            let pair = FormEncoding.encode(client.clientID) + ":" + FormEncoding.encode(secret.reveal())
            self.init(
                authorization: "Basic " + Base64.encode(Array(pair.utf8), .standard), fields: [],
                hidden: [FormField("client_secret", secret.reveal())])
        case .privateKeyJWT:
            let assertion = try Self.assertion(of: client, secret, context)
            self.init(
                authorization: nil,
                fields: [
                    FormField("client_id", client.clientID), FormField("client_assertion_type", Self.assertionType),
                    FormField("client_assertion", assertion.reveal()),
                ])
        case .post, .none:
            self.init(
                authorization: nil,
                fields: [FormField("client_id", client.clientID), FormField("client_secret", secret.reveal())])
        }
    }

    private init(authorization: String?, fields: [FormField], hidden: [FormField] = []) {
        self.authorization = authorization
        self.fields = fields
        self.hidden = hidden
    }

    /// Proves nothing: where no client takes part.
    package static let nobody = ClientProof(authorization: nil, fields: [])

    private static func assertion(
        of client: ClientRegistration, _ secret: Secret, _ context: AssertionContext
    ) throws(CredentialError) -> Secret {
        let key: SigningKey
        do throws(InvalidInput) { key = try SigningKey(secret, field: "client_secret") } catch {
            throw CredentialError(
                .configuration, "the private key of the OAuth client cannot be used: \(error.description)", cause: error
            )
        }
        let assertion = Assertion(
            issuer: client.clientID, subject: client.clientID, audience: context.audience,
            lifetime: min(context.lifetime, Assertion.longestForClient))
        return try assertion.signed(with: key, at: context.time.now(), context.random)
    }
}

extension ClientProof: CustomStringConvertible, CustomDebugStringConvertible, CustomReflectable {
    package var description: String { "ClientProof(redacted)" }
    package var debugDescription: String { self.description }
    package var customMirror: Mirror { Mirror(self, children: [:], displayStyle: .struct) }
}
