import ConnectionsKitHTTP
import HTTPTypes

extension AuthorizationServer {
    /// The introspection endpoint (RFC 7662): a confidential client learns how its own tokens stand.
    ///
    /// Of a token that is unknown, dead or another client's it learns nothing but that it is not active (section 2.2).
    mutating func introspect(_ call: Call) -> HTTPReply {
        do throws(Refusal) {
            let parameters = try call.postedParameters()
            let client = try self.authenticatedClient(call, parameters)
            guard client.authentication.method != .none else {
                throw .invalidClient("a public client may not introspect")
            }
            let token = try parameters.required("token")
            guard self.isLive(token, at: call.now) else { return .json(["active": false]) }
            if let record = self.accessTokens[token], self.grants[record.grant].clientID == client.id {
                var fields = self.introspection(of: record.grant, record.scopes, record.audience, record.expiresAt)
                fields["token_type"] = "Bearer"
                return .json(.object(fields))
            }
            if let record = self.refreshTokens[token], self.grants[record.grant].clientID == client.id {
                let grant = self.grants[record.grant]
                return .json(
                    .object(self.introspection(of: record.grant, grant.scopes, grant.audience, record.expiresAt)))
            }
            return .json(["active": false])
        } catch {
            return .refusal(error, oddities: self.configuration.oddities)
        }
    }

    private func introspection(
        of index: Int, _ scopes: [String], _ audience: [String], _ expiresAt: Duration?
    ) -> [String: JSON] {
        let grant = self.grants[index]
        var fields: [String: JSON] = [
            "active": true, "iss": .string(self.issuer), "client_id": .string(grant.clientID),
            "scope": .string(scopes.joined(separator: " ")),
        ]
        // A client that asked in its own name is its own subject.
        fields["sub"] = .string(grant.user.flatMap { self.users[$0]?.subject } ?? grant.clientID)
        fields["username"] = grant.user.map(JSON.string)
        fields["exp"] = expiresAt.map { .integer((self.configuration.unixTimeAtOrigin + $0).components.seconds) }
        if !audience.isEmpty { fields["aud"] = .array(audience.map(JSON.string)) }
        return fields
    }
}
