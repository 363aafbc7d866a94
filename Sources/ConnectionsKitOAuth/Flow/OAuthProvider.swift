public import ConnectionsKit
public import ConnectionsKitHTTP

/// Serves connectors with OAuth 2: the authorization code grant with PKCE (RFC 6749, RFC 7636), the device grant (RFC 8628),
/// client credentials, JWT bearer assertions (RFC 7523), refresh, and revocation (RFC 7009).
///
/// ```swift
/// let provider = OAuthProvider(clients: platformClients, transport: URLSessionTransport())
/// ```
///
/// - Every authorization has a proof key of its own, always with the method `S256`. The issuer is compared when the service
///   promises it, or when it is told and known (RFC 9207).
/// - Only `invalid_grant`, or what a service documents in its place, is ``CredentialError/Code/refused``. A request whose
///   answer is lost or unreadable is ``CredentialError/Code/outcomeUnknown``.
/// - Redirects of the token endpoint are refused. Endpoints are HTTPS; on loopback plain HTTP is tried when the transport
///   allows it.
/// - ID tokens are neither checked nor used.
///
/// - With client credentials and assertions the fields that a person filled in are kept in the place of a refresh token, and
///   renewing asks again with them. No answer condemns them: it may be the clock or the client that is wrong.
///
/// It keeps nothing but its clients and the transport, and no error of it holds a secret.
public struct OAuthProvider: CredentialProvider {
    let clients: PlatformClients
    let transport: any HTTPTransport
    let time: TimeSource
    let random: RandomSource

    /// Makes a provider.
    ///
    /// - Parameters:
    ///   - clients: the platform's own clients; developers' clients come with each request.
    ///   - transport: what sends the requests.
    ///   - time: the clock that assertions are dated by.
    ///   - random: the randomness of their identifiers.
    public init(
        clients: PlatformClients, transport: any HTTPTransport, time: TimeSource = .system,
        random: RandomSource = .system
    ) {
        self.clients = clients
        self.transport = transport
        self.time = time
        self.random = random
    }

    public var method: AuthenticationMethod { .oauth2 }

    /// The facts of a connector as they are in a data centre.
    func facts(
        of connector: Connector, in dataCentre: DataCentre
    ) throws(CredentialError) -> OAuth2Facts {
        guard var facts = connector.authentication.oauth2 else {
            throw CredentialError(.configuration, "\(connector.name) is not connected by OAuth 2")
        }
        facts.endpoints = facts.endpoints(in: dataCentre)
        facts.dataCentreEndpoints = [:]
        return facts
    }

    /// The client with which a grant or an attempt goes on: none but the one that began it.
    func client(
        _ developers: ClientRegistration?, _ id: String?, of connector: Connector
    ) throws(CredentialError) -> ClientRegistration {
        guard let id else {
            throw CredentialError(
                .configuration, "the authorization of \(connector.name) does not say which OAuth client made it")
        }
        if let developers {
            guard developers.clientID == id else {
                throw CredentialError(
                    .configuration,
                    "the credential set names another OAuth client than the one that made this authorization of "
                        + "\(connector.name); authorize again, or put the old client back")
            }
            return developers
        }
        guard let client = self.clients.client(id, of: connector.id) else {
            throw CredentialError(
                .configuration,
                "the OAuth client that made this authorization of \(connector.name) is not known any more; add it to the "
                    + "platform's retired clients")
        }
        return client
    }

    /// The endpoint at `address`, ready for requests of `client`, or of nobody.
    func endpoint(
        _ name: String, at address: String, _ client: ClientRegistration?, _ facts: OAuth2Facts
    ) throws(CredentialError) -> FormEndpoint {
        FormEndpoint(
            name: name, address: try EndpointAddress.checked(address, name: name),
            prover: ClientProver(
                client: client, usual: facts.clientAuthentication,
                context: AssertionContext(facts, time: self.time, random: self.random)),
            transport: self.transport)
    }
}

extension OAuthProvider: CustomStringConvertible, CustomDebugStringConvertible, CustomReflectable {
    public var description: String { "OAuthProvider(\(self.clients))" }
    public var debugDescription: String { self.description }
    public var customMirror: Mirror { Mirror(self, children: [:], displayStyle: .struct) }
}
