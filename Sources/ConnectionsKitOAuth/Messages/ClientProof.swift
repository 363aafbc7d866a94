package import ConnectionsKit

/// How a client proves who it is in a request to the token or revocation endpoint (RFC 6749 section 2.3).
package struct ClientProof: Sendable {
    /// The `Authorization` header field, if that is the way.
    package let authorization: String?
    /// The fields of the body.
    package let fields: [FormField]

    /// Makes the proof of `client`.
    ///
    /// - Parameters:
    ///   - client: the client with its secret.
    ///   - usual: the way that the service expects where the client does not say another.
    /// - Throws: ``CredentialError/Code/configuration`` when the secret is missing.
    package init(of client: ClientRegistration, usual: ClientAuthentication) throws(CredentialError) {
        let way = client.authentication ?? usual
        switch way {
        case .none:
            self.authorization = nil
            self.fields = [FormField("client_id", client.clientID)]
            return
        case .privateKeyJWT:
            throw CredentialError(.configuration, "private_key_jwt is not known here")
        case .basic, .post: break
        }
        guard let secret = client.secret, secret.count > 0 else {
            throw CredentialError(
                .configuration, "the OAuth client has no secret, but \(way.rawValue) needs one; register the secret")
        }
        if way == .basic {
            // Section 2.3.1: both halves are form-encoded before they are joined.
            let pair = FormEncoding.encode(client.clientID) + ":" + FormEncoding.encode(secret.reveal())
            self.authorization = "Basic " + Base64.encode(Array(pair.utf8), .standard)
            self.fields = []
        } else {
            self.authorization = nil
            self.fields = [FormField("client_id", client.clientID), FormField("client_secret", secret.reveal())]
        }
    }
}

extension ClientProof: CustomStringConvertible, CustomDebugStringConvertible, CustomReflectable {
    package var description: String { "ClientProof(redacted)" }
    package var debugDescription: String { self.description }
    package var customMirror: Mirror { Mirror(self, children: [:], displayStyle: .struct) }
}
