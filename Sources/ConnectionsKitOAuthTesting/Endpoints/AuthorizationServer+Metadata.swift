import ConnectionsKitHTTP
import ConnectionsKitOAuth
import HTTPTypes

extension AuthorizationServer {
    /// The server's description of itself (RFC 8414, RFC 9207 section 3).
    func metadata(_ call: Call) -> HTTPReply {
        guard call.method == .get else {
            return .json(["error": "method_not_allowed"], status: .methodNotAllowed, headers: [.allow: "GET"])
        }
        let methods = JSON.array(Authentication.Method.allCases.map { .string($0.rawValue) })
        let algorithms = JSON.array(PublicKey.Algorithm.allCases.map { .string($0.rawValue) })
        let scopes = Set(self.clients.values.flatMap(\.scopes)).sorted()
        return .json([
            "issuer": .string(self.issuer),
            "authorization_endpoint": .string(self.url(of: .authorization)),
            "token_endpoint": .string(self.url(of: .token)),
            "revocation_endpoint": .string(self.url(of: .revocation)),
            "introspection_endpoint": .string(self.url(of: .introspection)),
            "device_authorization_endpoint": .string(self.url(of: .deviceAuthorization)),
            "pushed_authorization_request_endpoint": .string(self.url(of: .pushedAuthorization)),
            "require_pushed_authorization_requests": .bool(self.configuration.requiresPushedRequests),
            "userinfo_endpoint": .string(self.url(of: .userInfo)),
            "response_types_supported": ["code"],
            "response_modes_supported": ["query"],
            "grant_types_supported": .array(TokenGrantType.allCases.map { .string($0.name) }),
            "token_endpoint_auth_methods_supported": methods,
            "revocation_endpoint_auth_methods_supported": methods,
            "token_endpoint_auth_signing_alg_values_supported": algorithms,
            "code_challenge_methods_supported": [.string(PKCE.method)],
            "authorization_response_iss_parameter_supported": true,
            "scopes_supported": .array(scopes.map { .string($0) }),
        ])
    }
}
