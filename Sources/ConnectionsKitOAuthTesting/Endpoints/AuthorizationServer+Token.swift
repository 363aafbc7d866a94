import ConnectionsKit
import ConnectionsKitHTTP
import ConnectionsKitOAuth

extension AuthorizationServer {
    /// The token endpoint (RFC 6749 section 3.2).
    mutating func token(_ call: Call) -> HTTPReply {
        do throws(Refusal) {
            let parameters = try call.postedParameters()
            let client = try self.authenticatedClient(call, parameters)
            switch try parameters.required("grant_type") {
            case "authorization_code": return try self.redeemCode(parameters, client, at: call.now)
            case "refresh_token": return try self.refresh(parameters, client, at: call.now)
            default: throw .unsupportedGrantType()
            }
        } catch {
            return .refusal(error, oddities: self.configuration.oddities)
        }
    }

    /// The authorization code grant (RFC 6749 section 4.1.3, RFC 7636 section 4.6).
    private mutating func redeemCode(
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
        let grant = self.grants.count
        self.grants.append(Grant(clientID: client.id, user: record.user, scopes: record.scopes))
        self.codes[code]?.grant = grant
        let givesRefreshToken = client.mayRefresh && !self.configuration.oddities.omitsRefreshToken
        let refreshToken = givesRefreshToken ? self.makeRefreshToken(for: grant, at: now) : nil
        return self.issueAccessToken(for: grant, scopes: record.scopes, refreshToken: refreshToken, at: now)
    }
}
