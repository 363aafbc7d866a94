import ConnectionsKit
import ConnectionsKitHTTP
import ConnectionsKitOAuth
import HTTPTypes
import Testing

@Suite struct TokenVerdictTests {
    /// Status, body, what it means, and the code that is shown.
    static let table: [(Int, String, CredentialError.Code?, String?)] = [
        // Terminal: the word alone condemns, and only where words are trusted.
        (400, "{\"error\":\"invalid_grant\"}", .refused, "invalid_grant"),
        (401, "{\"error\":\"invalid_grant\"}", .refused, "invalid_grant"),
        (200, "{\"error\":\"invalid_grant\"}", .refused, "invalid_grant"),
        (400, "error=invalid_grant", .refused, "invalid_grant"),
        (200, "{\"error\":\"invalid_code\"}", .refused, "invalid_code"),
        (400, "{\"error\":\"invalid_code\"}", .refused, "invalid_code"),
        (200, "error=bad_refresh_token&error_description=expired", .refused, "bad_refresh_token"),
        (200, "{\"ok\":false,\"error\":\"invalid_refresh_token\"}", .refused, "invalid_refresh_token"),
        (403, "{\"error\":\"invalid_grant\"}", .configuration, "invalid_grant"),
        (404, "{\"error\":\"invalid_grant\"}", .configuration, "invalid_grant"),
        (500, "{\"error\":\"invalid_grant\"}", .transient, "invalid_grant"),
        (503, "{\"error\":\"invalid_grant\"}", .transient, "invalid_grant"),
        (429, "{\"error\":\"invalid_grant\"}", .transient, "invalid_grant"),
        (302, "{\"error\":\"invalid_grant\"}", .configuration, "invalid_grant"),
        (400, "invalid_grant", .configuration, nil), (400, "<p>invalid_grant</p>", .configuration, nil),
        (400, "{\"error_description\":\"invalid_grant\"}", .configuration, nil),
        // Configuration: the client or the request, never the grant.
        (401, "{\"error\":\"invalid_client\"}", .configuration, "invalid_client"),
        (400, "{\"error\":\"invalid_client\"}", .configuration, "invalid_client"),
        (200, "{\"error\":\"invalid_client\"}", .configuration, "invalid_client"),
        (400, "{\"error\":\"unauthorized_client\"}", .configuration, "unauthorized_client"),
        (403, "{\"error\":\"unauthorized_client\"}", .configuration, "unauthorized_client"),
        (400, "{\"error\":\"unsupported_grant_type\"}", .configuration, "unsupported_grant_type"),
        (400, "{\"error\":\"invalid_scope\"}", .configuration, "invalid_scope"),
        (400, "{\"error\":\"invalid_request\"}", .configuration, "invalid_request"),
        (400, "{\"error\":\"something_new\"}", .configuration, "something_new"),
        (200, "{\"error\":\"incorrect_client_credentials\"}", .configuration, "incorrect_client_credentials"),
        (400, "", .configuration, nil), (401, "", .configuration, nil), (403, "<html>", .configuration, nil),
        (404, "", .configuration, nil), (405, "", .configuration, nil), (301, "", .configuration, nil),
        (302, "", .configuration, nil), (307, "", .configuration, nil), (308, "", .configuration, nil),
        (304, "", .configuration, nil),
        // Transient: the grant is untouched.
        (429, "", .transient, nil), (408, "", .transient, nil), (425, "", .transient, nil), (500, "", .transient, nil),
        (501, "", .transient, nil), (503, "<h1>Service Unavailable</h1>", .transient, nil), (529, "", .transient, nil),
        (400, "{\"error\":\"temporarily_unavailable\"}", .transient, "temporarily_unavailable"),
        (400, "{\"error\":\"slow_down\"}", .transient, "slow_down"),
        (400, "{\"error\":\"server_error\"}", .transient, "server_error"),
        (200, "{\"error\":\"temporarily_unavailable\"}", .transient, "temporarily_unavailable"),
        (200, "{\"error\":\"Access Denied\",\"status\":\"failure\"}", .transient, "Access Denied"),
        (200, "{\"status\":\"failure\",\"message\":\"Access Denied: too many requests\"}", .transient, "Access Denied"),
        (200, "Access Denied", .transient, "Access Denied"),
        (200, "<h1>access denied</h1>", .transient, "Access Denied"),
        (400, "{\"error\":\"access_denied\"}", .configuration, "access_denied"),
        // Nobody knows: a gateway lost the answer.
        (502, "", .outcomeUnknown, nil), (504, "<html>", .outcomeUnknown, nil),
        // No error at all, so far as this can tell.
        (200, "", nil, nil), (200, "{}", nil, nil), (204, "", nil, nil), (200, "<html>", nil, nil),
        (200, "{\"error\":\"\"}", nil, nil), (200, "{\"error\":null}", nil, nil),
        (200, "{\"status\":\"success\"}", nil, nil),
    ]

    @Test(arguments: Self.table.indices)
    func `a reply means one thing`(index: Int) {
        let (status, body, code, shown) = Self.table[index]
        let reply = HTTPReply(status, body)
        let error = TokenVerdict.error(in: reply, MessageFields(reply.body), endpoint: "token endpoint")
        #expect(error?.code == code, "\(status) \(body)")
        #expect(error?.providerCode == shown, "\(status) \(body)")
        if let error { #expect(error.message.contains("\(status)")) }
    }

    @Test(arguments: Array(300..<700) + [100, 0]) func `no status alone condemns`(status: Int) {
        for body in ["", "{}", "<html>", "{\"error\":\"nonsense\"}", "\u{0}"] {
            let reply = HTTPReply(status, body)
            let error = TokenVerdict.error(in: reply, MessageFields(reply.body), endpoint: "token endpoint")
            #expect(error != nil && error?.code != .refused)
        }
    }

    @Test func `the wait that a service asks for is passed on`() {
        for status in [429, 503, 400] {
            let reply = HTTPReply(status, fields: [.retryAfter: "17"])
            let error = TokenVerdict.error(in: reply, nil, endpoint: "token endpoint")
            #expect(error?.retryAfter == .seconds(17))
        }
    }

    @Test(arguments: [
        (429, "", true), (200, "Access Denied", true), (503, "", false), (408, "", false), (400, "", false),
    ])
    func `a limit is told from a service that is away`(status: Int, body: String, isLimit: Bool) {
        let error = TokenVerdict.error(in: HTTPReply(status, body), nil, endpoint: "token endpoint")
        #expect(error?.isRateLimit == isLimit)
    }

    static let failures: [(HTTPTransportError.Code, Bool, CredentialError.Code)] = [
        (.unreachable, false, .transient), (.interrupted, false, .transient), (.timedOut, false, .transient),
        (.insecure, false, .configuration), (.invalidRequest, false, .configuration), (.cancelled, false, .cancelled),
        (.unreachable, true, .outcomeUnknown), (.interrupted, true, .outcomeUnknown),
        (.timedOut, true, .outcomeUnknown),
        (.bodyTooLarge, true, .outcomeUnknown), (.cancelled, true, .outcomeUnknown),
    ]

    @Test(arguments: Self.failures)
    func `a call without a reply is transient only when it certainly did not arrive`(
        code: HTTPTransportError.Code, mayHaveBeenSent: Bool, meaning: CredentialError.Code
    ) {
        let failure = HTTPTransportError(code, "the reason", mayHaveBeenSent: mayHaveBeenSent)
        let error = CredentialError(failure, endpoint: "token endpoint")
        #expect(error.code == meaning)
        #expect(error.message.contains("the reason"))
    }
}
