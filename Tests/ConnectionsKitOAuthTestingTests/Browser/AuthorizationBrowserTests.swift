import ConnectionsKit
import ConnectionsKitHTTP
import ConnectionsKitOAuthTesting
import HTTPTypes
import Testing

@Suite struct AuthorizationBrowserTests {
    func server() throws -> InProcessAuthorizationServer {
        InProcessAuthorizationServer(try Scenario().server, now: { .zero })
    }

    func address(_ changes: [String: String?] = [:]) -> String {
        "https://login.example/authorize?\(Scenario.query(changes))"
    }

    @Test func `a visit ends at the redirect`() throws {
        let server = try self.server()
        var browser = AuthorizationBrowser(userName: "maria", password: "sesame & <more>")
        let redirect = try browser.visit(self.address(), at: server)
        #expect(redirect.hasPrefix("\(Scenario.redirectURI)?code="))
        let paths = server.log.map { "\($0.method) \($0.path)" }
        #expect(paths == ["GET /authorize", "POST /login", "GET /consent", "POST /consent"])
    }

    @Test func `a browser stays logged in`() throws {
        let server = try self.server()
        var browser = AuthorizationBrowser(userName: "maria", password: "sesame & <more>")
        _ = try browser.visit(self.address(), at: server)
        browser.password = "no longer needed"
        _ = try browser.visit(self.address(), at: server)
        #expect(server.callCount(at: .login) == 1)
        #expect(server.callCount(at: .authorization) == 2)
    }

    @Test func `a visit over a transport ends at the same redirect`() async throws {
        var first = AuthorizationBrowser(userName: "maria", password: "sesame & <more>")
        var second = first
        let redirect = try await first.visit(self.address(), over: try self.server())
        #expect(try second.visit(self.address(), at: try self.server()) == redirect)
    }

    @Test func `an error for the client is a redirect like any other`() throws {
        var browser = AuthorizationBrowser(userName: "maria", password: "sesame & <more>")
        let redirect = try browser.visit(self.address(["scope": "everything"]), at: try self.server())
        #expect(try Scenario.parameters(of: redirect)["error"] == "invalid_scope")
    }

    @Test func `a refusal is told in the words of the page`() throws {
        var browser = AuthorizationBrowser(userName: "maria", password: "sesame & <more>")
        let server = try self.server()
        let error = #expect(throws: AuthorizationBrowserError.self) {
            try browser.visit(self.address(["redirect_uri": "https://evil.example/"]), at: server)
        }
        #expect(error?.code == .refused)
        #expect(error?.status == 400)
        #expect(error?.message.contains("redirect_uri is not registered for this client") == true)
    }

    @Test func `a wrong password ends the visit`() throws {
        var browser = AuthorizationBrowser(userName: "maria", password: "canary")
        let server = try self.server()
        let error = #expect(throws: AuthorizationBrowserError.self) { try browser.visit(self.address(), at: server) }
        #expect(error?.code == .loginFailed)
        #expect(error?.description.contains("canary") == false)
    }

    @Test func `a scope that is not offered cannot be chosen`() throws {
        var browser = AuthorizationBrowser(userName: "maria", password: "sesame & <more>")
        let server = try self.server()
        let error = #expect(throws: AuthorizationBrowserError.self) {
            try browser.visit(self.address(), at: server, answer: .allow(only: ["invoices.read"]))
        }
        #expect(error?.code == .unknownScope)
    }

    @Test(arguments: ["", "login.example/authorize", "/authorize", "mailto:a@b"]) func `an address must be absolute`(
        address: String
    ) throws {
        var browser = AuthorizationBrowser(userName: "maria", password: "x")
        let server = try self.server()
        let error = #expect(throws: AuthorizationBrowserError.self) { try browser.visit(address, at: server) }
        #expect(error?.code == .invalidAddress)
    }

    static let strange: [(HTTPReply, AuthorizationBrowserError.Code)] = [
        (HTTPReply(response: HTTPResponse(status: .ok)), .notUnderstood),
        (HTTPReply(response: HTTPResponse(status: .ok), body: [0xFF]), .notUnderstood),
        (HTTPReply(response: HTTPResponse(status: .ok), body: Array("<form>".utf8)), .notUnderstood),
        (HTTPReply(response: HTTPResponse(status: .found, headerFields: [.location: "/authorize"])), .notUnderstood),
        (HTTPReply(response: HTTPResponse(status: .found)), .refused),
        (HTTPReply(response: HTTPResponse(status: .internalServerError)), .refused),
    ]

    @Test(arguments: strange.indices) func `a strange reply ends the visit`(index: Int) {
        let (reply, code) = Self.strange[index]
        var browser = AuthorizationBrowser(userName: "maria", password: "x")
        let error = #expect(throws: AuthorizationBrowserError.self) {
            try browser.visit(self.address()) { (_, _) in reply }
        }
        #expect(error?.code == code)
    }

    @Test func `a transport that fails ends the visit`() async throws {
        var browser = AuthorizationBrowser(userName: "maria", password: "x")
        let server = try self.server()
        server.inject(.unreachable, at: .authorization)
        do {
            _ = try await browser.visit(self.address(), over: server)
            Issue.record("the visit went on")
        } catch {
            #expect(error.code == .unreachable)
        }
    }
}
