import ConnectionsKit
import ConnectionsKitHTTP
import ConnectionsKitOAuth
import ConnectionsKitOAuthTesting
import HTTPTypes
import Testing

/// A server with clients of every kind and a user, and the calls that a well behaved client makes.
struct Scenario {
    typealias JSON = AuthorizationServer.JSON

    static let redirectURI = "https://app.example/callback"
    static let verifier = "dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk"
    static let challenge = "E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM"

    var server: AuthorizationServer
    var browser = AuthorizationBrowser(userName: "maria", password: "sesame & <more>")
    var now: Duration = .seconds(1_000)

    init(seed: UInt64 = 1, _ configure: (inout AuthorizationServer.Configuration) -> Void = { _ in }) throws {
        var configuration = AuthorizationServer.Configuration()
        configure(&configuration)
        self.server = try AuthorizationServer(
            issuer: "https://login.example", configuration: configuration, clients: Self.clients,
            users: [
                .init(
                    name: "maria", password: "sesame & <more>", displayName: "Maria <script>alert(1)</script>",
                    resources: ["numbers": ["open": 3, "total": 120.5]]),
                .init(name: "jon", password: "other"),
            ],
            resources: [
                .init(name: "numbers", readScope: "numbers.read"),
                .init(name: "invoices", readScope: "invoices.read", writeScope: "invoices.write"),
                .init(name: "open"),
            ],
            seed: seed)
    }

    static var clients: [AuthorizationServer.Client] {
        let scopes = ["numbers.read", "invoices.read", "invoices.write"]
        var main = AuthorizationServer.Client(
            id: "app", authentication: .basic(secret: "s3cret: %+&"),
            redirectURIs: [Self.redirectURI, "https://app.example/other?tenant=1"], scopes: scopes)
        main.name = "App & \"Co\""
        let posting = AuthorizationServer.Client(
            id: "posting app", authentication: .post(secret: "p0st"), redirectURIs: [Self.redirectURI], scopes: scopes)
        var open = AuthorizationServer.Client(
            id: "desktop", authentication: .none, redirectURIs: ["http://127.0.0.1:7000/callback"], scopes: scopes)
        open.defaultScopes = ["numbers.read"]
        var barred = AuthorizationServer.Client(
            id: "barred", authentication: .post(secret: "b4rred"), redirectURIs: [Self.redirectURI], scopes: scopes)
        barred.mayRedeemCodes = false
        barred.mayRefresh = false
        var service = AuthorizationServer.Client(
            id: "service", authentication: .post(secret: "s3rvice"), redirectURIs: [], scopes: scopes)
        service.mayUseClientCredentials = true
        service.resources = ["numbers": ["open": 7]]
        let devices = ["television", "radio"].map { id in
            var device = AuthorizationServer.Client(id: id, authentication: .none, redirectURIs: [], scopes: scopes)
            device.mayUseDeviceCodes = true
            device.defaultScopes = ["numbers.read"]
            return device
        }
        return [main, posting, open, barred, service] + devices
    }

    // MARK: Authorization

    /// The query of a lawful request; `nil` leaves a parameter out.
    static func query(_ changes: [String: String?] = [:]) -> String {
        var fields: [String: String] = [
            "response_type": "code", "client_id": "app", "redirect_uri": Self.redirectURI,
            "scope": "numbers.read invoices.write", "state": "st&te =+~",
            "code_challenge": Self.challenge, "code_challenge_method": "S256",
        ]
        for (name, value) in changes { fields[name] = value }
        return FormEncoding.encode(fields.sorted { $0.key < $1.key }.map { FormField($0.key, $0.value) })
    }

    mutating func get(_ target: String, headers: HTTPFields = [:]) -> HTTPReply {
        let request = HTTPRequest(
            method: .get, scheme: "https", authority: "login.example", path: target, headerFields: headers)
        return self.server.respond(to: request, at: self.now)
    }

    mutating func authorize(_ changes: [String: String?] = [:]) -> HTTPReply {
        self.get("/authorize?\(Self.query(changes))")
    }

    /// Lets the user allow, and gives the redirect's parameters.
    mutating func visit(
        _ changes: [String: String?] = [:], answer: AuthorizationBrowser.Answer = .allow
    ) throws -> [FormField] {
        let address = "\(self.server.url(of: .authorization))?\(Self.query(changes))"
        let redirect = try self.browser.visit(address, answer: answer) { [now] (request, body) in
            self.server.respond(to: request, body: body, at: now)
        }
        return try Self.parameters(of: redirect)
    }

    static func parameters(of redirect: String) throws -> [FormField] {
        let mark = try #require(redirect.firstIndex(of: "?"))
        return try FormEncoding.decode(Array(redirect[redirect.index(after: mark)...].utf8))
    }

    mutating func code(_ changes: [String: String?] = [:]) throws -> String {
        try #require(try self.visit(changes)["code"])
    }

    // MARK: Tokens

    static let basic = "Basic " + Base64.encode(Array("app:s3cret%3A+%25%2B%26".utf8), .standard)

    mutating func post(
        _ path: String, _ fields: [FormField], authorization: String? = Self.basic,
        contentType: String? = "application/x-www-form-urlencoded"
    ) -> HTTPReply {
        self.post(path, Array(FormEncoding.encode(fields).utf8), authorization: authorization, contentType: contentType)
    }

    mutating func post(
        _ path: String, _ body: [UInt8], authorization: String?, contentType: String?
    ) -> HTTPReply {
        var request = HTTPRequest(method: .post, scheme: "https", authority: "login.example", path: path)
        request.headerFields[.authorization] = authorization
        request.headerFields[.contentType] = contentType
        return self.server.respond(to: request, body: body, at: self.now)
    }

    /// The fields of a lawful token request for a code; `nil` leaves one out.
    static func redemption(_ code: String, _ changes: [String: String?] = [:]) -> [FormField] {
        var fields: [String: String] = [
            "grant_type": "authorization_code", "code": code, "redirect_uri": Self.redirectURI,
            "code_verifier": Self.verifier,
        ]
        for (name, value) in changes { fields[name] = value }
        return fields.sorted { $0.key < $1.key }.map { FormField($0.key, $0.value) }
    }

    mutating func redeem(_ code: String, _ changes: [String: String?] = [:]) -> HTTPReply {
        self.post("/token", Self.redemption(code, changes))
    }

    mutating func refresh(_ token: String, scope: String? = nil) -> HTTPReply {
        var fields = [FormField("grant_type", "refresh_token"), FormField("refresh_token", token)]
        if let scope { fields.append(FormField("scope", scope)) }
        return self.post("/token", fields)
    }

    /// The tokens of a fresh authorization.
    mutating func tokens(_ changes: [String: String?] = [:]) throws -> Tokens {
        try Tokens(self.redeem(try self.code(changes)))
    }

    mutating func resource(_ name: String, token: String) -> HTTPReply {
        self.get("/resource/\(name)", headers: [.authorization: "Bearer \(token)"])
    }
}

/// The tokens of a successful reply.
struct Tokens {
    let access: String
    let refresh: String

    init(_ reply: HTTPReply) throws {
        #expect(reply.response.status == .ok)
        let document = try reply.json()
        self.access = try #require(document["access_token"]?.stringValue)
        self.refresh = try #require(document["refresh_token"]?.stringValue)
    }
}

extension HTTPReply {
    func json() throws -> AuthorizationServer.JSON { try #require(AuthorizationServer.JSON(text: self.body)) }

    /// The value of `error`, if the body is JSON and has one.
    var error: String? { AuthorizationServer.JSON(text: self.body)?["error"]?.stringValue }

    var text: String { String(decoding: self.body, as: UTF8.self) }
}

extension [FormField] {
    subscript(name: String) -> String? {
        let values = self.filter { $0.name == name }.map(\.value)
        return values.count == 1 ? values[0] : nil
    }
}
