import ConnectionsKit
import ConnectionsKitHTTP
import ConnectionsKitOAuth
import ConnectionsKitOAuthTesting
import HTTPTypes
import Testing

@Suite struct LoginAndConsentTests {
    /// A browser by hand: the fields of the form that it was given, and its cookie.
    struct Step {
        var fields: [FormField]
        var cookie: String

        init(_ reply: HTTPReply, cookie: String? = nil) throws {
            let header = cookie ?? reply.response.headerFields[.setCookie]
            self.cookie = String(try #require(header).prefix { $0 != ";" })
            self.fields = try ["request", "form_token"].map { name in
                let start = try #require(reply.text.firstRange(of: "name=\"\(name)\" value=\"")).upperBound
                return FormField(name, String(reply.text[start...].prefix { $0 != "\"" }))
            }
        }
    }

    func post(_ scenario: inout Scenario, _ path: String, _ fields: [FormField], cookie: String?) -> HTTPReply {
        var request = HTTPRequest(method: .post, scheme: "https", authority: "login.example", path: path)
        request.headerFields[.contentType] = "application/x-www-form-urlencoded"
        request.headerFields[.cookie] = cookie
        return scenario.server.respond(
            to: request, body: Array(FormEncoding.encode(fields).utf8), at: scenario.now)
    }

    func logIn(_ scenario: inout Scenario) throws -> (reply: HTTPReply, before: Step) {
        let step = try Step(scenario.authorize())
        let entered = [FormField("username", "maria"), FormField("password", "sesame & <more>")]
        return (self.post(&scenario, "/login", step.fields + entered, cookie: step.cookie), step)
    }

    func openConsent(_ scenario: inout Scenario) throws -> Step {
        let reply = try self.logIn(&scenario).reply
        let cookie = try #require(reply.response.headerFields[.setCookie]).prefix { $0 != ";" }
        let location = try #require(reply.response.headerFields[.location])
        return try Step(scenario.get(location, headers: [.cookie: String(cookie)]), cookie: String(cookie))
    }

    static let allow = [FormField("scope", "numbers.read"), FormField("decision", "allow")]

    @Test func `login sends on with 303 and gives the browser a new session`() throws {
        var scenario = try Scenario()
        let (reply, before) = try self.logIn(&scenario)
        #expect(reply.response.status == .seeOther)
        let after = try #require(reply.response.headerFields[.setCookie]).prefix { $0 != ";" }
        #expect(after != before.cookie)
        let location = try #require(reply.response.headerFields[.location])
        let old = scenario.get(location, headers: [.cookie: before.cookie])
        #expect(old.response.status == .forbidden)
        let query = "/authorize?\(Scenario.query())"
        let again = scenario.get(query, headers: [.cookie: before.cookie])
        #expect(try Step(again).cookie != before.cookie)
    }

    @Test(arguments: [("maria", "wrong"), ("maria", ""), ("nobody", "sesame & <more>"), ("", ""), ("jon", "sesame")])
    func `a wrong name or password shows the form again and logs nobody in`(name: String, password: String) throws {
        var scenario = try Scenario()
        let step = try Step(scenario.authorize())
        let entered = [FormField("username", name), FormField("password", password)]
        let reply = self.post(&scenario, "/login", step.fields + entered, cookie: step.cookie)
        #expect(reply.text.contains("Name or password is wrong."))
        #expect(reply.response.headerFields[.setCookie] == nil)
    }

    static let forgeries: [(String, String?, String?, String?)] = [
        ("no cookie", nil, nil, "keep"), ("another session", nil, nil, "session=other"),
        ("no form token", "form_token", nil, "keep"), ("another form token", "form_token", "guess", "keep"),
        ("no request", "request", nil, "keep"), ("another request", "request", "guess", "keep"),
    ]

    @Test(arguments: forgeries, ["/login", "/consent"]) func `a forged form is refused`(
        forgery: (name: String, field: String?, value: String?, cookie: String?), path: String
    ) throws {
        var scenario = try Scenario()
        let step = path == "/login" ? try Step(scenario.authorize()) : try self.openConsent(&scenario)
        var fields = step.fields.filter { $0.name != forgery.field }
        if let field = forgery.field, let value = forgery.value { fields.append(FormField(field, value)) }
        fields += Self.allow + [FormField("username", "maria"), FormField("password", "sesame & <more>")]
        let cookie = forgery.name == "no cookie" ? nil : forgery.cookie == "keep" ? step.cookie : forgery.cookie
        let reply = self.post(&scenario, path, fields, cookie: cookie)
        #expect(reply.response.status == .forbidden, "\(forgery.name)")
        #expect(reply.response.headerFields[.location] == nil)
    }

    @Test func `consent before login is refused`() throws {
        var scenario = try Scenario()
        let step = try Step(scenario.authorize())
        let reply = self.post(&scenario, "/consent", step.fields + Self.allow, cookie: step.cookie)
        #expect(reply.response.status == .forbidden)
    }

    @Test func `consent counts once`() throws {
        var scenario = try Scenario()
        let step = try self.openConsent(&scenario)
        let first = self.post(&scenario, "/consent", step.fields + Self.allow, cookie: step.cookie)
        #expect(first.response.status == .found)
        let second = self.post(&scenario, "/consent", step.fields + Self.allow, cookie: step.cookie)
        #expect(second.response.status == .forbidden)
    }

    @Test func `consent after ten minutes is refused`() throws {
        var scenario = try Scenario()
        let step = try self.openConsent(&scenario)
        scenario.now += .seconds(600)
        let reply = self.post(&scenario, "/consent", step.fields + Self.allow, cookie: step.cookie)
        #expect(reply.response.status == .forbidden)
    }

    @Test(arguments: [
        [FormField("decision", "allow")],
        [FormField("scope", "invoices.read"), FormField("decision", "allow")],
        [FormField("scope", "numbers.read"), FormField("scope", "everything"), FormField("decision", "allow")],
        [FormField("scope", "numbers.read")],
        [FormField("scope", "numbers.read"), FormField("decision", "perhaps")],
    ])
    func `a choice that was not offered is refused`(choice: [FormField]) throws {
        var scenario = try Scenario()
        let step = try self.openConsent(&scenario)
        let reply = self.post(&scenario, "/consent", step.fields + choice, cookie: step.cookie)
        #expect(reply.response.status == .badRequest)
        #expect(reply.response.headerFields[.location] == nil)
    }

    @Test func `a denial is told to the client`() throws {
        var scenario = try Scenario()
        let fields = try scenario.visit(answer: .deny)
        #expect(fields["error"] == "access_denied")
        #expect(fields["state"] == "st&te =+~")
        #expect(fields["iss"] == "https://login.example")
        #expect(scenario.server.liveGrantCount(user: "maria", client: "app") == 0)
    }

    @Test func `the user may grant less than was asked for`() throws {
        var scenario = try Scenario()
        let code = try #require(try scenario.visit(answer: .allow(only: ["invoices.write"]))["code"])
        #expect(try scenario.redeem(code).json()["scope"] == "invoices.write")
    }

    @Test func `texts on pages are escaped`() throws {
        var scenario = try Scenario()
        let reply = try self.logIn(&scenario).reply
        let cookie = try #require(reply.response.headerFields[.setCookie])
        let location = try #require(reply.response.headerFields[.location])
        let page = scenario.get(location, headers: [.cookie: String(cookie.prefix { $0 != ";" })])
        #expect(page.text.contains("App &amp; &quot;Co&quot;"))
        #expect(page.text.contains("Maria &lt;script&gt;"))
        #expect(!page.text.contains("<script"))
    }

    @Test func `no page can be framed, stored, or leave a trace`() throws {
        var scenario = try Scenario()
        for reply in [scenario.authorize(), scenario.authorize(["client_id": "nobody"])] {
            let headers = reply.response.headerFields
            #expect(headers[.contentSecurityPolicy]?.contains("frame-ancestors 'none'") == true)
            #expect(headers[.cacheControl] == "no-store")
            #expect(headers[try #require(HTTPField.Name("Referrer-Policy"))] == "no-referrer")
        }
    }
}
