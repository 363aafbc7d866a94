import ConnectionsKit

/// Proves who a client is, anew in each request.
struct ClientProver: Sendable {
    /// The client; `nil` where none takes part, as with an assertion that says itself who makes it.
    let client: ClientRegistration?
    /// The way that the service expects where the client does not say another.
    let usual: ClientAuthentication
    let context: AssertionContext

    /// The proof for one request.
    func proof() throws(CredentialError) -> ClientProof {
        guard let client = self.client else { return .nobody }
        return try ClientProof(of: client, usual: self.usual, in: self.context)
    }
}
