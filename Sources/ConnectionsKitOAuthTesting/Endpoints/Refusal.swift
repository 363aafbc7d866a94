import ConnectionsKitHTTP
import HTTPTypes

/// An error that an endpoint answers as JSON (RFC 6749 section 5.2, RFC 6750 section 3).
struct Refusal: Error {
    var status: HTTPResponse.Status
    /// The registered error code; `nil` when the reply must not have one.
    var code: String?
    /// For developers; never a secret or a token.
    var description: String
    /// The value of `WWW-Authenticate`.
    var challenge: String?

    static func invalidRequest(_ description: String, status: HTTPResponse.Status = .badRequest) -> Refusal {
        Refusal(status: status, code: "invalid_request", description: description)
    }

    static func invalidGrant(_ description: String) -> Refusal {
        Refusal(status: .badRequest, code: "invalid_grant", description: description)
    }

    static func invalidScope(_ description: String) -> Refusal {
        Refusal(status: .badRequest, code: "invalid_scope", description: description)
    }

    /// RFC 8707 section 2.
    static func invalidTarget(_ description: String) -> Refusal {
        Refusal(status: .badRequest, code: "invalid_target", description: description)
    }

    /// A device that must wait, or has waited in vain (RFC 8628 section 3.5).
    static func device(_ code: String, _ description: String) -> Refusal {
        Refusal(status: .badRequest, code: code, description: description)
    }

    static func unauthorizedClient(_ description: String) -> Refusal {
        Refusal(status: .badRequest, code: "unauthorized_client", description: description)
    }

    static func unsupportedGrantType() -> Refusal {
        Refusal(
            status: .badRequest, code: "unsupported_grant_type",
            description: "grant_type is none of those in the server's metadata")
    }

    static func invalidClient(_ description: String) -> Refusal {
        Refusal(
            status: .unauthorized, code: "invalid_client", description: description,
            challenge: "Basic realm=\"token\", charset=\"UTF-8\"")
    }

    /// A refusal of a protected resource, whose challenge repeats the code (RFC 6750 section 3.1).
    static func bearer(
        _ status: HTTPResponse.Status, _ code: String?, _ description: String, scope: String? = nil
    ) -> Refusal {
        var challenge = "Bearer realm=\"resource\""
        if let code { challenge += ", error=\"\(code)\", error_description=\"\(description)\"" }
        if let scope { challenge += ", scope=\"\(scope)\"" }
        return Refusal(status: status, code: code, description: description, challenge: challenge)
    }

    /// What `error` and `error_description` say.
    var fields: [String: AuthorizationServer.JSON] {
        guard let code = self.code else { return [:] }
        return ["error": .string(code), "error_description": .string(self.description)]
    }

    /// The header fields that go with the status.
    var headers: HTTPFields {
        var headers = HTTPFields()
        headers[.wwwAuthenticate] = self.challenge
        if self.status == .methodNotAllowed { headers[.allow] = "POST" }
        return headers
    }
}
