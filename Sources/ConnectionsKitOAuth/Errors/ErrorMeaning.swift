package import ConnectionsKitHTTP

/// What an error code in the answer of a token or revocation endpoint means, as data.
///
/// Beside the codes of the standards stand those that services have documented for the same things. A code is terminal only
/// where it says that this very token or code is dead.
package enum ErrorMeaning: Sendable, Hashable {
    /// The token or the authorization code is dead.
    case terminal
    /// It may work later.
    case transient
    /// The client or the request is wrong; the token is not.
    case configuration

    /// The meaning of a code; one that is not listed says something about the request.
    package init(of code: ErrorCode) {
        self = Self.meanings[code.key] ?? .configuration
    }

    /// Whether the code is one that is listed.
    static func isKnown(_ code: ErrorCode) -> Bool { Self.meanings[code.key] != nil }

    private static let meanings: [String: ErrorMeaning] = [
        // RFC 6749 section 5.2.
        "invalid_grant": .terminal,
        "invalid_client": .configuration, "invalid_request": .configuration, "invalid_scope": .configuration,
        "unauthorized_client": .configuration, "unsupported_grant_type": .configuration,
        // RFC 6749 section 4.1.2.1 names the first two for the authorization endpoint, RFC 8628 section 3.5 the third;
        // services use them here as well. Only to a device does the third say more, as `DeviceRefusal` has it.
        "temporarily_unavailable": .transient, "server_error": .transient, "slow_down": .transient,
        // Zoho Accounts: a refresh token or a code that is not valid; the second is its rate limit, with the status 200.
        "invalid_code": .terminal,
        ErrorCode.accessDeniedText.key: .transient,
        // GitHub, with the status 200.
        "bad_refresh_token": .terminal, "bad_verification_code": .terminal,
        // Slack, with the status 200.
        "invalid_refresh_token": .terminal, "code_already_used": .terminal,
        "ratelimited": .transient, "rate_limited": .transient, "internal_error": .transient, "fatal_error": .transient,
        "service_unavailable": .transient, "request_timeout": .transient,
        // The names that services give to their rate limits.
        "rate_limit_exceeded": .transient, "too_many_requests": .transient,
    ]
}
