public import ConnectionsKit

extension ServerMetadata {
    /// The facts for a connector to this server; set what the server does not say.
    ///
    /// The grant type is the authorization code where the server knows it, else the first that it knows of device codes,
    /// client credentials and JWT bearer assertions. Requests are pushed beforehand where the server takes them so.
    public var facts: OAuth2Facts {
        var facts = OAuth2Facts(
            endpoints: OAuth2Endpoints(
                authorization: self.authorizationEndpoint, token: self.tokenEndpoint,
                revocation: self.revocationEndpoint, deviceAuthorization: self.deviceAuthorizationEndpoint,
                pushedAuthorization: self.pushedAuthorizationEndpoint, issuer: self.issuer))
        facts.grantType = self.grantType
        facts.scopes = self.scopes
        facts.clientAuthentication = self.clientAuthentications.first ?? .basic
        facts.revocationAuthentication = self.revocationAuthentication
        facts.promisesIssuer = self.promisesIssuer
        return facts
    }

    private var grantType: GrantType {
        let known: [GrantType] = [.authorizationCode, .deviceCode, .clientCredentials, .jwtBearer]
        return known.first { self.grantTypes.contains($0.rawValue) } ?? .authorizationCode
    }

    /// How to authenticate at the revocation endpoint; `nil` where every way that the token endpoint accepts will do.
    private var revocationAuthentication: ClientAuthentication? {
        let accepted = self.revocationAuthentications
        if self.clientAuthentications.allSatisfy(accepted.contains) { return nil }
        return self.clientAuthentications.first(where: accepted.contains) ?? accepted.first
    }
}
