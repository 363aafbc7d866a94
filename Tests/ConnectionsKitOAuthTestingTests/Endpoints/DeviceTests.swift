import ConnectionsKit
import ConnectionsKitHTTP
import ConnectionsKitOAuthTesting
import HTTPTypes
import Testing

/// The device grant (RFC 8628).
@Suite struct DeviceTests {
    struct Codes {
        let device: String
        let user: String
        let complete: String

        init(_ reply: HTTPReply) throws {
            let document = try reply.json()
            self.device = try #require(document["device_code"]?.stringValue)
            self.user = try #require(document["user_code"]?.stringValue)
            self.complete = try #require(document["verification_uri_complete"]?.stringValue)
        }
    }

    static let client = [FormField("client_id", "television")]

    static func begin(_ scenario: inout Scenario, _ more: [FormField] = []) -> HTTPReply {
        scenario.post("/device_authorization", Self.client + more, authorization: nil)
    }

    static func poll(_ scenario: inout Scenario, _ code: String, client: [FormField] = client) -> HTTPReply {
        let fields = [
            FormField("grant_type", "urn:ietf:params:oauth:grant-type:device_code"), FormField("device_code", code),
        ]
        return scenario.post("/token", fields + client, authorization: nil)
    }

    static func enter(
        _ scenario: inout Scenario, _ code: String?, at address: String = "https://login.example/device",
        answer: AuthorizationBrowser.Answer = .allow
    ) throws {
        let server = InProcessAuthorizationServer(scenario.server) { [now = scenario.now] in now }
        defer { scenario.server = server.withServer { $0 } }
        try scenario.browser.enter(code, at: address, of: server, answer: answer)
    }

    @Test func `a device is told its codes, where to go and how often to ask`() throws {
        var scenario = try Scenario()
        let reply = Self.begin(&scenario)
        #expect(reply.response.status == .ok)
        let document = try reply.json()
        let codes = try Codes(reply)
        #expect(document["verification_uri"] == "https://login.example/device")
        #expect(codes.complete == "https://login.example/device?user_code=\(codes.user)")
        #expect(document["expires_in"] == 600 && document["interval"] == 5)
        #expect(codes.user.count == 9 && codes.user != codes.device)
        #expect(try Codes(Self.begin(&scenario)).user != codes.user)
    }

    @Test func `once the user has consented the device gets its tokens, once`() throws {
        var scenario = try Scenario()
        let codes = try Codes(Self.begin(&scenario))
        #expect(Self.poll(&scenario, codes.device).error == "authorization_pending")
        try Self.enter(&scenario, codes.user)
        scenario.now += .seconds(5)
        let tokens = try Tokens(Self.poll(&scenario, codes.device))
        #expect(try scenario.resource("numbers", token: tokens.access).json()["open"] == 3)
        scenario.now += .seconds(5)
        #expect(Self.poll(&scenario, codes.device).error == "invalid_grant")
        let refresh = [FormField("grant_type", "refresh_token"), FormField("refresh_token", tokens.refresh)]
        #expect(scenario.post("/token", refresh + Self.client, authorization: nil).response.status == .ok)
    }

    @Test func `the address with the code in it needs no typing`() throws {
        var scenario = try Scenario()
        let codes = try Codes(Self.begin(&scenario))
        try Self.enter(&scenario, nil, at: codes.complete)
        #expect(try Tokens(Self.poll(&scenario, codes.device)).access.hasPrefix("access-"))
        // A browser that is logged in is asked for the code at once.
        let next = try Codes(Self.begin(&scenario))
        try Self.enter(&scenario, nil, at: next.complete)
        #expect(try Tokens(Self.poll(&scenario, next.device)).access.hasPrefix("access-"))
    }

    @Test func `small letters and missing hyphens are as good`() throws {
        var scenario = try Scenario()
        let codes = try Codes(Self.begin(&scenario))
        try Self.enter(&scenario, codes.user.lowercased().filter { $0 != "-" } + " ")
        #expect(try Tokens(Self.poll(&scenario, codes.device)).access.hasPrefix("access-"))
    }

    @Test func `a user may deny, or allow less`() throws {
        var scenario = try Scenario()
        let denied = try Codes(Self.begin(&scenario))
        try Self.enter(&scenario, denied.user, answer: .deny)
        #expect(Self.poll(&scenario, denied.device).error == "access_denied")
        let both = [FormField("scope", "numbers.read invoices.read")]
        let less = try Codes(Self.begin(&scenario, both))
        try Self.enter(&scenario, less.user, answer: .allow(only: ["invoices.read"]))
        #expect(try Self.poll(&scenario, less.device).json()["scope"] == "invoices.read")
    }

    @Test func `who asks too often is told to slow down, and must`() throws {
        var scenario = try Scenario()
        let codes = try Codes(Self.begin(&scenario))
        #expect(Self.poll(&scenario, codes.device).error == "authorization_pending")
        scenario.now += .milliseconds(4_999)
        #expect(Self.poll(&scenario, codes.device).error == "slow_down")
        try Self.enter(&scenario, codes.user)
        // The interval is 10 seconds now.
        scenario.now += .milliseconds(9_999)
        #expect(Self.poll(&scenario, codes.device).error == "slow_down")
        scenario.now += .seconds(15)
        #expect(Self.poll(&scenario, codes.device).response.status == .ok)
    }

    @Test func `codes end`() throws {
        var scenario = try Scenario()
        let codes = try Codes(Self.begin(&scenario))
        try Self.enter(&scenario, codes.user)
        scenario.now += .seconds(600)
        #expect(Self.poll(&scenario, codes.device).error == "expired_token")
        let late = try Codes(Self.begin(&scenario))
        scenario.now += .seconds(600)
        let error = #expect(throws: AuthorizationBrowserError.self) { try Self.enter(&scenario, late.user) }
        #expect(error?.code == .codeRefused)
    }

    @Test func `a code is decided on once`() throws {
        var scenario = try Scenario()
        let codes = try Codes(Self.begin(&scenario))
        try Self.enter(&scenario, codes.user, answer: .deny)
        let error = #expect(throws: AuthorizationBrowserError.self) { try Self.enter(&scenario, codes.user) }
        #expect(error?.code == .codeRefused)
        #expect(Self.poll(&scenario, codes.device).error == "access_denied")
    }

    @Test func `guessing codes ends after five`() throws {
        var scenario = try Scenario()
        let codes = try Codes(Self.begin(&scenario))
        let cookie = try Self.cookie(&scenario)
        var page = scenario.get("/device", headers: [.cookie: cookie])
        for attempt in 1...5 {
            #expect(page.text.contains("user_code"), "\(attempt)")
            let fields = try LoginAndConsentTests.Step(page, cookie: cookie).fields
            let guess = [FormField("user_code", "BBBB-BBBB")]
            page = LoginAndConsentTests().post(&scenario, "/device", fields + guess, cookie: cookie)
        }
        #expect(page.response.status == .tooManyRequests)
        #expect(Self.poll(&scenario, codes.device).error == "authorization_pending")
    }

    @Test func `a form of another browser is refused`() throws {
        var scenario = try Scenario()
        let codes = try Codes(Self.begin(&scenario))
        let page = scenario.get("/device", headers: [.cookie: try Self.cookie(&scenario)])
        var fields = try LoginAndConsentTests.Step(page, cookie: "session=other").fields
        fields.append(FormField("user_code", codes.user))
        let reply = scenario.post(
            "/device", Array(FormEncoding.encode(fields).utf8), authorization: nil,
            contentType: "application/x-www-form-urlencoded")
        #expect(reply.response.status == .forbidden)
        #expect(scenario.get("/device?request=guess").response.status == .forbidden)
        #expect(scenario.get("/device?user_code=%").response.status == .badRequest)
    }

    @Test func `only a client that may asks for codes, and only its own device redeems them`() throws {
        var scenario = try Scenario()
        let codes = try Codes(Self.begin(&scenario))
        let desktop = [FormField("client_id", "desktop")]
        let reply = scenario.post("/device_authorization", desktop, authorization: nil)
        #expect(reply.error == "unauthorized_client")
        #expect(Self.poll(&scenario, codes.device, client: desktop).error == "unauthorized_client")
        let other = [FormField("client_id", "radio")]
        #expect(Self.poll(&scenario, codes.device, client: other).error == "invalid_grant")
        #expect(Self.poll(&scenario, "guess").error == "invalid_grant")
        #expect(Self.poll(&scenario, "").error == "invalid_request")
        #expect(Self.begin(&scenario, [FormField("scope", "everything")]).error == "invalid_scope")
        #expect(Self.begin(&scenario, [FormField("resource", "https://x.example")]).error == "invalid_target")
        #expect(scenario.get("/device_authorization").response.status == .methodNotAllowed)
        #expect(scenario.post("/device_authorization", []).error == "unauthorized_client")
        #expect(scenario.post("/device_authorization", [], authorization: nil).error == "invalid_client")
    }

    /// The cookie of a browser that is logged in.
    private static func cookie(_ scenario: inout Scenario) throws -> String {
        let step = try LoginAndConsentTests.Step(scenario.get("/device"))
        let entered = [FormField("username", "maria"), FormField("password", "sesame & <more>")]
        let reply = LoginAndConsentTests().post(&scenario, "/login", step.fields + entered, cookie: step.cookie)
        #expect(reply.response.headerFields[.location]?.hasPrefix("/device?request=") == true)
        return String(try #require(reply.response.headerFields[.setCookie]).prefix { $0 != ";" })
    }
}
