import ConnectionsKit
import ConnectionsKitHTTP
import ConnectionsKitTesting
import HTTPTypes
import Testing

@Suite struct RefusalTests {
    static let limits: [(HTTPReply, ConnectionError.Code)] = [
        (.answer(429), .providerUnavailable),
        (.answer(400, #"{"error":"rate_limit_exceeded"}"#), .providerUnavailable),
        (.answer(200, #"{"ok":false,"error":"ratelimited"}"#), .providerUnavailable),
        (.answer(200, #"{"error":"Access Denied"}"#), .providerRefused),
        (.answer(200, "Access Denied"), .providerRefused),
    ]

    @Test(arguments: Self.limits.indices)
    func `a limit is told with whose client ran into it, also behind the status of a success`(index: Int) async throws {
        let (reply, code) = Self.limits[index]
        let world = try await ClientWorld(ScriptedService(reply))
        let error = try await failure { () async throws(ConnectionError) in try await world.send() }
        #expect(error.code == code && error.detail == .mode(.platformManaged))
        #expect(error.remedy.contains("the platform's OAuth client"))
        #expect(world.service.calls.count == 1 && world.provider.refreshCalls == 0)
    }

    static let scopes: [HTTPReply] = [
        .answer(403, fields: [.wwwAuthenticate: #"Bearer error="insufficient_scope", scope="read write""#]),
        .answer(401, fields: [.wwwAuthenticate: #"Bearer error="insufficient_scope", scope="write""#]),
        .answer(200, #"{"ok":false,"error":"missing_scope","needed":"write","provided":"read"}"#),
    ]

    @Test(arguments: Self.scopes.indices)
    func `a missing scope is named, and nothing is renewed for it`(index: Int) async throws {
        let world = try await ClientWorld(ScriptedService(Self.scopes[index]))
        let error = try await failure { () async throws(ConnectionError) in try await world.send() }
        #expect(error.code == .insufficientScope && error.detail == .missingScopes(["write"]))
        #expect(world.service.calls.count == 1 && world.provider.refreshCalls == 0)
    }

    @Test(arguments: ["invalid_auth", "token_expired", "token_revoked", "not_authed", "account_inactive"])
    func `a refused credential behind the status of a success is renewed`(code: String) async throws {
        let refusal = HTTPReply.answer(200, #"{"ok":false,"error":"\#(code)"}"#)
        let world = try await ClientWorld(ScriptedService(refusal, .answer(200, #"{"ok":true}"#)))
        #expect(try await world.send().body == Array(#"{"ok":true}"#.utf8))
        #expect(world.provider.refreshCalls == 1)
    }

    @Test(arguments: [
        #"{"ok":false,"error":"channel_not_found"}"#, #"{"ok":true,"error":"ratelimited"}"#,
        #"{"error":"ratelimited"}"#, #"{"ok":false}"#, #"{"ok":false,"error":{"code":7}}"#, "ok=false",
    ])
    func `any other answer of a success is returned`(text: String) async throws {
        let world = try await ClientWorld(ScriptedService(.answer(200, text)))
        #expect(try await world.send().body == Array(text.utf8))
    }

    @Test func `an answer that is too long is told with its limit`() async throws {
        let service = ScriptedService { (call) throws(HTTPTransportError) in
            #expect(call.limits.maximumBodyBytes == 10)
            throw HTTPTransportError(.bodyTooLarge, "too long", mayHaveBeenSent: true)
        }
        let world = try await ClientWorld(service)
        let error = try await failure { () async throws(ConnectionError) in
            try await world.send(limits: .seconds(5, maximumBodyBytes: 10))
        }
        #expect(error.code == .providerRefused && error.message.contains("10 bytes") && error.mayHaveBeenSent)
    }
}
