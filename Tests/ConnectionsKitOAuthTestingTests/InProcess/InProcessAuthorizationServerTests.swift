import ConnectionsKit
import ConnectionsKitHTTP
import ConnectionsKitOAuth
import ConnectionsKitOAuthTesting
import HTTPTypes
import Testing

@Suite struct InProcessAuthorizationServerTests {
    /// A running server and the tokens of one grant.
    func start(
        gate: (@Sendable (AuthorizationServer.Endpoint) async -> Void)? = nil
    ) throws -> (server: InProcessAuthorizationServer, tokens: Tokens) {
        var scenario = try Scenario()
        let tokens = try scenario.tokens()
        return (InProcessAuthorizationServer(scenario.server, gate: gate, now: { [now = scenario.now] in now }), tokens)
    }

    static func refresh(
        _ token: String, at server: InProcessAuthorizationServer, limits: HTTPLimits = .token
    ) async throws(HTTPTransportError) -> HTTPReply {
        var request = HTTPRequest(method: .post, scheme: "https", authority: "login.example", path: "/token")
        request.headerFields[.authorization] = Scenario.basic
        request.headerFields[.contentType] = "application/x-www-form-urlencoded"
        let fields = [FormField("grant_type", "refresh_token"), FormField("refresh_token", token)]
        return try await server.send(request, body: Array(FormEncoding.encode(fields).utf8), limits: limits)
    }

    func failure(_ body: () async throws(HTTPTransportError) -> HTTPReply) async -> HTTPTransportError? {
        do {
            _ = try await body()
            return nil
        } catch {
            return error
        }
    }

    @Test func `a call is answered, counted and logged without its query`() async throws {
        let (server, tokens) = try self.start()
        let reply = try await Self.refresh(tokens.refresh, at: server)
        #expect(reply.response.status == .ok)
        _ = server.respond(to: HTTPRequest(method: .get, scheme: nil, authority: nil, path: "/userinfo?a=secret"))
        #expect(server.callCount(at: .token) == 1)
        #expect(server.callCount(at: .userInfo) == 1)
        #expect(server.callCount(at: .revocation) == 0)
        #expect(server.log.map(\.path) == ["/token", "/userinfo"])
        #expect(server.log.map(\.endpoint) == [.token, .userInfo])
        #expect(!"\(server.log)".contains("secret"))
    }

    static let lost: [(String, InProcessAuthorizationServer.Fault, HTTPTransportError.Code, Bool, Bool)] = [
        ("unreachable", .unreachable, .unreachable, false, false),
        ("request lost", .requestLost, .interrupted, true, false),
        ("reply lost", .replyLost, .interrupted, true, true),
        ("timeout", .timeout, .timedOut, true, true),
    ]

    @Test(arguments: lost) func `a lost call says what can be known, and the server did or did not act`(
        name: String, fault: InProcessAuthorizationServer.Fault, code: HTTPTransportError.Code, mayHaveBeenSent: Bool,
        hasActed: Bool
    ) async throws {
        let (server, tokens) = try self.start()
        server.inject(fault)
        let error = try #require(
            await self.failure { () throws(HTTPTransportError) in
                try await Self.refresh(tokens.refresh, at: server)
            })
        #expect(error.code == code && error.mayHaveBeenSent == mayHaveBeenSent, "\(name)")
        #expect(server.callCount(at: .token) == (hasActed ? 1 : 0))
        let isLive = server.withServer { $0.isLive(tokens.refresh, at: .seconds(1_000)) }
        #expect(isLive == !hasActed)
        let next = try await Self.refresh(tokens.refresh, at: server)
        #expect(next.error == (hasActed ? "invalid_grant" : nil))
    }

    @Test func `a garbled reply keeps its status, and the server acted`() async throws {
        let (server, tokens) = try self.start()
        server.inject(.garbledBody)
        let reply = try await Self.refresh(tokens.refresh, at: server)
        #expect(reply.response.status == .ok)
        #expect(AuthorizationServer.JSON(text: reply.body) == nil)
        #expect(!server.withServer { $0.isLive(tokens.refresh, at: .seconds(1_000)) })
    }

    @Test func `something in front can answer, and the server does not act`() async throws {
        let (server, tokens) = try self.start()
        server.inject(.unavailable(retryAfter: "120"))
        server.inject(.error("temporarily_unavailable", status: .badRequest))
        server.inject(.unavailable())
        let first = try await Self.refresh(tokens.refresh, at: server)
        #expect(first.response.status == .serviceUnavailable && first.response.headerFields[.retryAfter] == "120")
        let second = try await Self.refresh(tokens.refresh, at: server)
        #expect(second.error == "temporarily_unavailable")
        let third = try await Self.refresh(tokens.refresh, at: server)
        #expect(third.response.headerFields[.retryAfter] == nil)
        #expect(try await Self.refresh(tokens.refresh, at: server).response.status == .ok)
        #expect(server.callCount(at: .token) == 4)
    }

    @Test func `faults count calls of their own endpoint alone`() async throws {
        let (server, tokens) = try self.start()
        server.inject(.unreachable, count: 2)
        server.inject(.unreachable, count: 0, at: .userInfo)
        var request = HTTPRequest(method: .get, scheme: "https", authority: "login.example", path: "/userinfo")
        request.headerFields[.authorization] = "Bearer \(tokens.access)"
        #expect(try await server.send(request, body: nil, limits: HTTPLimits()).response.status == .ok)
        for _ in 0..<2 {
            let error = await self.failure { () throws(HTTPTransportError) in
                try await Self.refresh(tokens.refresh, at: server)
            }
            #expect(error?.code == .unreachable)
        }
        #expect(try await Self.refresh(tokens.refresh, at: server).response.status == .ok)
    }

    static let addresses: [(String?, String?, String?, HTTPTransportError.Code)] = [
        (nil, "login.example", "/token", .invalidRequest), ("https", nil, "/token", .invalidRequest),
        ("https", "login.example", nil, .invalidRequest), ("https", "login.example", "token", .invalidRequest),
        ("https", "other.example", "/token", .unreachable), ("https", "login.example:8443", "/token", .unreachable),
        ("http", "login.example", "/token", .insecure),
    ]

    @Test(arguments: addresses) func `only the issuer's own address is reached`(
        scheme: String?, authority: String?, path: String?, code: HTTPTransportError.Code
    ) async throws {
        let server = try self.start().server
        let request = HTTPRequest(method: .post, scheme: scheme, authority: authority, path: path)
        let error = await self.failure { () throws(HTTPTransportError) in
            try await server.send(request, body: nil, limits: .token)
        }
        #expect(error?.code == code && error?.mayHaveBeenSent == false)
        #expect(server.log.isEmpty)
    }

    @Test func `a body over the limit is an error, and the server acted`() async throws {
        let (server, tokens) = try self.start()
        var limits = HTTPLimits.token
        limits.maximumBodyBytes = 10
        let error = await self.failure { [limits] () throws(HTTPTransportError) in
            try await Self.refresh(tokens.refresh, at: server, limits: limits)
        }
        #expect(error?.code == .bodyTooLarge && error?.mayHaveBeenSent == true)
        #expect(server.callCount(at: .token) == 1)
    }

    @Test func `a gate holds calls back, and a call that is cancelled behind it is not sent`() async throws {
        let (arrivals, arrival) = AsyncStream.makeStream(of: AuthorizationServer.Endpoint.self)
        let (openings, opening) = AsyncStream.makeStream(of: Void.self)
        let (server, tokens) = try self.start { endpoint in
            arrival.yield(endpoint)
            for await _ in openings { break }
        }
        let call = Task {
            await self.failure { () throws(HTTPTransportError) in
                try await Self.refresh(tokens.refresh, at: server)
            }
        }
        for await endpoint in arrivals {
            #expect(endpoint == .token)
            break
        }
        #expect(server.callCount(at: .token) == 0)
        call.cancel()
        opening.finish()
        let error = await call.value
        #expect(error?.code == .cancelled && error?.mayHaveBeenSent == false)
        #expect(server.callCount(at: .token) == 0)
    }

    @Test func `calls from many tasks happen one after another`() async throws {
        let (server, tokens) = try self.start()
        server.withServer { $0.configuration.rotation = .never }
        let statuses = await withTaskGroup(of: Int?.self) { group in
            for _ in 0..<100 {
                group.addTask { try? await Self.refresh(tokens.refresh, at: server).response.status.code }
            }
            return await group.reduce(into: []) { $0.append($1) }
        }
        #expect(statuses == Array(repeating: 200, count: 100))
        #expect(server.callCount(at: .token) == 100)
    }

    @Test func `the clock is the one that was given`() async throws {
        var scenario = try Scenario()
        let tokens = try scenario.tokens()
        let start = scenario.now
        let server = InProcessAuthorizationServer(scenario.server, now: { start })
        let laterServer = InProcessAuthorizationServer(scenario.server, now: { start + .seconds(3_600) })
        var request = HTTPRequest(method: .get, scheme: "https", authority: "login.example", path: "/userinfo")
        request.headerFields[.authorization] = "Bearer \(tokens.access)"
        #expect(server.respond(to: request).response.status == .ok)
        #expect(laterServer.respond(to: request).response.status == .unauthorized)
    }
}
