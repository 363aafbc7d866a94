import ConnectionsKitHTTP
import ConnectionsKitTesting
import HTTPTypes
import Testing

@testable import ConnectionsKit

@Suite struct ReplyRefusalTests {
    static let now = Timestamp(milliseconds: 1_000_000)

    /// An OAuth credential with the scope `read`, of the platform's client or a developer's.
    static func credential(_ client: Grant.Client? = Grant.Client(clientID: "platform")) throws -> Credential {
        let facts = OAuth2Facts(
            endpoints: OAuth2Endpoints(
                authorization: "https://accounts.example.com/auth", token: "https://accounts.example.com/token"))
        let grant = Grant(
            id: .fixture(1), account: "acme", connection: .fixture(1), kind: .admin, connector: "books", user: nil,
            authorizedBy: "adam", dataCentre: .us, accountName: "A", subject: nil, client: client,
            requestedScopes: ["read"], grantedScopes: ["read"], createdAt: Self.now)
        return try Credential(
            access: Secret("canary_access_token"), of: .fixture(), grant: grant,
            connector: Connector(
                id: "books", name: "Books", category: "Test", authentication: .oauth2(facts),
                hosts: ["api.example.com"]),
            allowsLoopbackHTTP: false)
    }

    static func error(
        _ status: Int, _ body: String = "", _ fields: HTTPFields = [:], client: Grant.Client? = nil
    ) throws -> ConnectionError? {
        let response = HTTPResponse(status: HTTPResponse.Status(code: status), headerFields: fields)
        return ConnectionError(
            HTTPReply(response: response, body: Array(body.utf8)),
            callingWith: try Self.credential(client ?? Grant.Client(clientID: "platform")), at: Self.now)
    }

    struct Row: Sendable {
        var status: Int
        var body: String
        var code: ConnectionError.Code
        var providerCode: String?
        var isLimit = false

        init(
            _ status: Int, _ body: String, _ code: ConnectionError.Code, _ providerCode: String? = nil,
            isLimit: Bool = false
        ) {
            self.status = status
            self.body = body
            self.code = code
            self.providerCode = providerCode
            self.isLimit = isLimit
        }
    }

    static let refusals: [Row] = [
        // Beyond its limits Zoho answers with a success.
        Row(200, #"{"error":"Access Denied","status":"failure"}"#, .providerRefused, "Access Denied", isLimit: true),
        Row(200, #"{"error":"access denied"}"#, .providerRefused, "Access Denied", isLimit: true),
        Row(200, "Access Denied", .providerRefused, "Access Denied", isLimit: true),
        Row(200, "  access denied: too many requests\n", .providerRefused, "Access Denied", isLimit: true),
        Row(429, "", .providerUnavailable, isLimit: true),
        Row(429, #"{"code":"TOO_MANY_REQUESTS"}"#, .providerUnavailable, "TOO_MANY_REQUESTS", isLimit: true),
        Row(400, #"{"error":"rate_limit_exceeded"}"#, .providerUnavailable, "rate_limit_exceeded", isLimit: true),
        // Of a refusal by its status the same words say that something is not allowed.
        Row(403, #"{"error":"Access Denied"}"#, .providerRefused, "Access Denied"),
        Row(401, "", .providerRefused),
        Row(401, #"{"code":"INVALID_OAUTHTOKEN","message":"canary"}"#, .providerRefused, "INVALID_OAUTHTOKEN"),
        Row(401, #"{"code":"OAUTH_SCOPE_MISMATCH"}"#, .insufficientScope, "OAUTH_SCOPE_MISMATCH"),
        Row(404, "", .providerRefused), Row(400, #"{"code":4834}"#, .providerRefused, "4834"),
        Row(400, #"{"error":{"code":"BAD_THING"}}"#, .providerRefused, "BAD_THING"),
        Row(302, "", .providerRefused), Row(408, "", .providerUnavailable), Row(500, "", .providerUnavailable),
        Row(503, "<html>canary</html>", .providerUnavailable),
        // What is no code, or repeats the token, is not shown.
        Row(400, #"{"error":"canary canary canary canary canary canary"}"#, .providerRefused, "unrecognized"),
        Row(400, #"{"error":"canary_access_token"}"#, .providerRefused, "unrecognized"),
        Row(400, #"{"error":"access_token"}"#, .providerRefused, "unrecognized"),
        // The secret with something around it, or a piece of it.
        Row(400, #"{"error":"token canary_access_token"}"#, .providerRefused, "unrecognized"),
        Row(400, #"{"code":"x_canary_access_token_x"}"#, .providerRefused, "unrecognized"),
        Row(400, #"{"error":"my canary_acc"}"#, .providerRefused, "unrecognized"),
    ]

    @Test(arguments: Self.refusals)
    func `each refusal has its code, its remedy and nothing of the body`(_ row: Row) throws {
        let error = try #require(try Self.error(row.status, row.body))
        #expect(error.code == row.code, "\(error)")
        #expect(error.providerCode == row.providerCode)
        #expect(error.detail == (row.isLimit ? .mode(.platformManaged) : nil))
        #expect(error.message.contains("(status \(row.status)") && !error.remedy.isEmpty)
        #expect(!error.description.contains("canary") && !String(reflecting: error).contains("canary"))
    }

    static let successes: [(Int, String)] = [
        (200, ""), (204, ""), (304, ""), (200, #"{"message":"Access Denied"}"#), (200, #"[{"error":"Access Denied"}]"#),
        (200, #"{"error":null,"data":[]}"#), (200, #"{"error":"another word"}"#), (200, "The Access Denied page"),
        (200, #"{"ticket":{"error":"Access Denied"}}"#), (206, "Access"),
        (200, #"{"note":""# + String(repeating: "x", count: 20_000) + #"","error":"Access Denied"}"#),
    ]

    @Test(arguments: Self.successes) func `an answer is no refusal`(_ status: Int, _ body: String) throws {
        #expect(try Self.error(status, body) == nil)
    }

    @Test func `a limit says whose client ran into it, and until when to wait`() throws {
        let reference = CredentialSet.Reference(account: "maker", id: .fixture(3))
        let client = Grant.Client(clientID: "own", credentialSet: reference, revision: 1)
        let own = try #require(try Self.error(429, "", [.retryAfter: "120"], client: client))
        #expect(own.detail == .mode(.clientCredentials(reference)) && own.retryAt == Self.now + .seconds(120))
        #expect(own.remedy.contains("the developer's OAuth client") && !own.description.contains("maker"))
        let shared = try #require(try Self.error(200, "Access Denied", [.retryAfter: "1"]))
        #expect(shared.remedy.contains("the platform's OAuth client") && shared.retryAt == Self.now + .seconds(1))
        let failing = try #require(try Self.error(503, "", [.retryAfter: "5"]))
        #expect(failing.detail == nil && failing.retryAt == Self.now + .seconds(5))
    }

    @Test func `a service without OAuth has no client that could run into a limit`() throws {
        let credential = try Self.credential(nil)
        let reply = HTTPReply(response: HTTPResponse(status: .tooManyRequests))
        let error = ConnectionError(reply, callingWith: credential, at: Self.now)
        #expect(error?.code == .providerUnavailable && error?.detail == nil)
    }

    static let challenges: [(Int, String, [String]?)] = [
        (403, #"Bearer error="insufficient_scope", scope="read write""#, ["write"]),
        (401, #"Bearer realm="x",error="insufficient_scope",scope="delete""#, ["delete"]),
        (403, #"Bearer error="insufficient_scope""#, nil),
        (403, #"bearer error="insufficient_scope", scope="read""#, nil),
        (403, "Bearer error=\"insufficient_scope\", scope=\"canary_access_token a\"", ["a"]),
        (403, "Bearer error=\"insufficient_scope\", scope=\"x:canary_access_token:1 a\"", ["a"]),
    ]

    @Test(arguments: Self.challenges)
    func `a challenge names the scopes that were not granted`(
        _ status: Int, _ challenge: String, _ missing: [String]?
    ) throws {
        let error = try #require(try Self.error(status, "", [.wwwAuthenticate: challenge]))
        #expect(error.code == .insufficientScope)
        #expect(error.detail == missing.map { .missingScopes($0) })
        #expect(!error.description.contains("canary"))
    }

    @Test(arguments: [
        #"Bearer error="invalid_token""#, #"Basic realm="insufficient_scope""#, "Bearer", "", "Bearer error=",
    ])
    func `any other challenge is about the credential`(_ challenge: String) throws {
        let error = try #require(try Self.error(401, "", [.wwwAuthenticate: challenge]))
        #expect(error.code == .providerRefused && error.remedy.contains("another in its place"))
    }

    @Test func `a service's own failure is no matter of scopes, whatever its challenge says`() throws {
        let error = try #require(
            try Self.error(500, "", [.wwwAuthenticate: #"Bearer error="insufficient_scope""#]))
        #expect(error.code == .providerUnavailable)
    }
}
