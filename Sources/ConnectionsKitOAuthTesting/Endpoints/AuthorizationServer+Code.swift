import ConnectionsKit
import ConnectionsKitHTTP
import ConnectionsKitOAuth

extension AuthorizationServer {
    /// The authorization code grant (RFC 6749 section 4.1.3, RFC 7636 section 4.6).
    mutating func redeemCode(
        _ parameters: Parameters, _ client: Client, at now: Duration
    ) throws(Refusal) -> HTTPReply {
        guard client.mayRedeemCodes else { throw .unauthorizedClient("the client may not redeem codes") }
        let code = try parameters.required("code")
        let redirectURI = try parameters.required("redirect_uri")
        let verifier = try parameters.required("code_verifier")
        let key: PKCE
        do {
            key = try PKCE(verifier: verifier)
        } catch {
            throw .invalidRequest(error.message)
        }
        guard let record = self.codes[code], record.request.clientID == client.id else {
            throw .invalidGrant("the code is unknown to this client")
        }
        if let grant = record.grant {
            // Two redeemed it, so one of them stole it (RFC 6749 section 10.5).
            self.grants[grant].isRevoked = true
            throw .invalidGrant("the code was used before; its tokens are revoked")
        }
        guard now < record.expiresAt else { throw .invalidGrant("the code has expired") }
        guard record.request.redirectURI.utf8.elementsEqual(redirectURI.utf8) else {
            throw .invalidGrant("redirect_uri differs from that of the authorization request")
        }
        guard key.challenge == record.request.challenge else {
            throw .invalidGrant("code_verifier does not match code_challenge")
        }
        let audience = try self.audience(of: parameters, within: record.request.audience)
        self.codes[code]?.grant = self.grants.count
        let grant = Grant(
            clientID: client.id, user: record.user, scopes: record.scopes,
            audience: record.request.audience.isEmpty ? audience : record.request.audience)
        return self.issueTokens(
            for: grant, audience: audience.isEmpty ? grant.audience : audience, withRefreshToken: client.mayRefresh,
            at: now)
    }
}
