import ConnectionsKitHTTP
import HTTPTypes

extension AuthorizationServer {
    /// The revocation endpoint (RFC 7009): 200 also for a token that it does not know; `token_type_hint` is not needed.
    mutating func revoke(_ call: Call) -> HTTPReply {
        do throws(Refusal) {
            let parameters = try call.postedParameters()
            let client = try self.authenticatedClient(call, parameters)
            let token = try parameters.required("token")
            if let record = self.refreshTokens[token] {
                try self.revokeGrant(record.grant, by: client)
            } else if let record = self.accessTokens[token] {
                switch self.configuration.revocationReach {
                case .grant:
                    try self.revokeGrant(record.grant, by: client)
                case .token:
                    try self.check(record.grant, belongsTo: client)
                    self.accessTokens[token]?.isRevoked = true
                }
            }
            return .text([], type: "text/plain", status: .ok)
        } catch {
            return .refusal(error, oddities: self.configuration.oddities)
        }
    }

    private mutating func revokeGrant(_ index: Int, by client: Client) throws(Refusal) {
        try self.check(index, belongsTo: client)
        self.grants[index].isRevoked = true
        if self.configuration.revocationReach == .grant {
            self.revokeGrants { [user = self.grants[index].user] in $0.user == user && $0.clientID == client.id }
        }
    }

    /// Nobody revokes what was given to somebody else (RFC 7009 section 2.1).
    private func check(_ grant: Int, belongsTo client: Client) throws(Refusal) {
        guard self.grants[grant].clientID == client.id else {
            throw .invalidGrant("the token was issued to another client")
        }
    }
}
