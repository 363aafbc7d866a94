/// One way to authenticate at services: it begins and completes an authorization, renews and revokes what came of it.
///
/// A provider keeps no state and stores nothing. The library calls it with opened secrets, and seals what it returns before
/// anything else happens.
public protocol CredentialProvider: Sendable {
    /// The method that it serves.
    var method: AuthenticationMethod { get }

    /// Begins an authorization.
    ///
    /// - Parameter request: what is to be authorized.
    /// - Returns: the address to which the person must be sent, the fields that they must fill in, or the code that they
    ///   must enter on another device.
    /// - Throws: ``CredentialError``, ``CredentialError/Code/configuration`` when no OAuth client is known.
    func begin(_ request: AuthorizationRequest) async throws(CredentialError) -> AuthorizationStart

    /// Completes an authorization: exchanges the code, checks the fields, or asks whether a person has consented.
    ///
    /// - Parameter exchange: what the person brought back.
    /// - Returns: what was obtained.
    /// - Throws: ``CredentialError``, ``CredentialError/Code/authorizationPending`` while a person has not consented yet on
    ///   another device. Its ``CredentialError/retryAfter`` is set when the service wants to be asked less often: by so much
    ///   the interval must be longer, for this question and all that follow (RFC 8628 section 3.5).
    func complete(_ exchange: AuthorizationExchange) async throws(CredentialError) -> ObtainedCredential

    /// Renews an access token.
    ///
    /// - Parameter request: the refresh token, and what it belongs to.
    /// - Returns: the new tokens; a refresh token only when the provider issued one.
    /// - Throws: ``CredentialError``. ``CredentialError/Code/refused`` condemns the grant: throw it only when the provider
    ///   said that this token is dead. After a request that may have arrived and whose answer cannot be read, throw
    ///   ``CredentialError/Code/outcomeUnknown``.
    func refresh(_ request: RefreshRequest) async throws(CredentialError) -> ObtainedCredential

    /// Revokes a grant's tokens at the service.
    ///
    /// - Parameter request: the tokens, and what they belong to.
    /// - Returns: whether the service confirmed; `false` when it offers no revocation.
    /// - Throws: ``CredentialError``.
    func revoke(_ request: RevocationRequest) async throws(CredentialError) -> Bool

    /// Whether it has the platform's OAuth client with an identifier, so that it could renew what was issued to it.
    ///
    /// - Parameters:
    ///   - clientID: the identifier.
    ///   - connector: the service at which the client is registered.
    /// - Returns: whether it has it. A provider that does not say is believed to.
    func knows(clientID: String, of connector: Connector) -> Bool
}

extension CredentialProvider {
    public func knows(clientID: String, of connector: Connector) -> Bool { true }
}
