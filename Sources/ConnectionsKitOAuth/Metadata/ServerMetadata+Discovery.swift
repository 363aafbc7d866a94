public import ConnectionsKit
public import ConnectionsKitHTTP
import HTTPTypes

extension ServerMetadata {
    /// Asks a server for its metadata, at each of the well-known addresses in turn.
    ///
    /// They are, for the issuer `https://example.com/tenant`: `/.well-known/oauth-authorization-server/tenant` (RFC 8414
    /// section 3.1), `/tenant/.well-known/openid-configuration` (OpenID Connect Discovery section 4) and
    /// `/.well-known/openid-configuration/tenant` (RFC 8414 section 5).
    ///
    /// - Parameters:
    ///   - issuer: the issuer identifier: an HTTPS address without query and fragment.
    ///   - transport: what sends the requests.
    ///   - allowsLoopbackHTTP: whether plain HTTP to this machine is accepted, for tests and development; the transport must
    ///     allow it as well.
    /// - Returns: the metadata of exactly this issuer.
    /// - Throws: ``CredentialError``: `configuration` when the issuer is no such address or publishes no metadata there,
    ///   `transient` when the server cannot be reached, and what ``init(_:issuer:allowsLoopbackHTTP:)`` throws.
    public static func discover(
        issuer: String, transport: any HTTPTransport, allowsLoopbackHTTP: Bool = false
    ) async throws(CredentialError) -> ServerMetadata {
        let address = try EndpointAddress.checked(issuer, name: "issuer", allowsLoopbackHTTP: allowsLoopbackHTTP)
        guard address.query == nil else {
            throw CredentialError(.configuration, "the issuer may not have a query (RFC 8414 section 2)")
        }
        var problem: CredentialError?
        for path in Self.wellKnownPaths(under: address.path) {
            let reply = try await Self.get(path, of: address, over: transport)
            switch reply.response.status.code {
            case 200:
                do throws(CredentialError) {
                    return try ServerMetadata(reply.body, issuer: issuer, allowsLoopbackHTTP: allowsLoopbackHTTP)
                } catch {
                    // Some servers answer every address with a page; the next may be the right one.
                    problem = problem ?? error
                }
            case 429, 500...:
                throw CredentialError(
                    .transient, "the metadata endpoint failed (status \(reply.response.status.code))",
                    retryAfter: RetryAfter.duration(in: reply.response.headerFields))
            default: continue
            }
        }
        throw problem
            ?? CredentialError(
                .configuration,
                "the server publishes no metadata at the well-known addresses; enter its endpoints by hand")
    }

    private static func wellKnownPaths(under path: String) -> [String] {
        var tenant = path[...]
        while tenant.hasSuffix("/") { tenant = tenant.dropLast() }
        var paths = [
            "/.well-known/oauth-authorization-server\(tenant)", "\(tenant)/.well-known/openid-configuration",
        ]
        if !tenant.isEmpty { paths.append("/.well-known/openid-configuration\(tenant)") }
        return paths
    }

    private static func get(
        _ path: String, of address: WebAddress, over transport: any HTTPTransport
    ) async throws(CredentialError) -> HTTPReply {
        var request = HTTPRequest(method: .get, scheme: address.scheme, authority: address.authority, path: path)
        request.headerFields[.accept] = "application/json"
        do throws(HTTPTransportError) {
            return try await transport.send(request, body: nil, limits: .token)
        } catch {
            // A question changes nothing, so it does not matter whether it arrived.
            var question = error
            question.mayHaveBeenSent = false
            throw CredentialError(question, endpoint: "metadata endpoint")
        }
    }
}
