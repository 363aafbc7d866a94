import ConnectionsKit
import ConnectionsKitOAuth
import ConnectionsKitOAuthTesting
import ConnectionsKitTesting
import Testing

/// The whole device grant over the provider against the strict server.
@Suite struct DeviceFlowTests {
    private static func begin(_ strict: StrictServer) async throws -> DeviceStart {
        guard case .device(let start) = try await strict.begin() else {
            throw CredentialError(.invalidResponse, "no device codes")
        }
        return start
    }

    @Test(arguments: [ClientAuthentication.basic, .none, .privateKeyJWT])
    func `tokens come once the person has consented, are renewed and revoked`(
        authentication: ClientAuthentication
    ) async throws {
        var strict = try await StrictServer(.deviceCode, authentication: authentication)
        let start = try await Self.begin(strict)
        #expect(start.verificationURI == "https://login.example/device" && start.clientID == "app")
        #expect(start.interval == .seconds(5) && start.lifetime == .seconds(600))
        let code = AuthorizationExchange.Answer.device(code: start.deviceCode)
        #expect(try await failure { try await strict.complete(code) }.code == .authorizationPending)
        try strict.browser.enter(start.userCode, at: start.verificationURI, of: strict.server)
        strict.time.advance(by: start.interval)
        let first = try await strict.complete(code)
        #expect(strict.isLive(first.access) && strict.isLive(first.refresh))
        #expect(first.scopes == ["numbers.read"] && first.lifetime == .seconds(3_600))
        let second = try await strict.refresh(first.refresh)
        #expect(strict.isLive(second.access) && !strict.isLive(first.refresh))
        #expect(try await strict.revoke(second))
        #expect(!strict.isLive(second.access))
        strict.time.advance(by: start.interval)
        #expect(try await failure { try await strict.complete(code) }.code == .refused)
    }

    @Test func `who asks too often is told how much longer to wait`() async throws {
        let strict = try await StrictServer(.deviceCode)
        let code = AuthorizationExchange.Answer.device(code: try await Self.begin(strict).deviceCode)
        #expect(try await failure { try await strict.complete(code) }.retryAfter == nil)
        strict.time.advance(by: .seconds(1))
        let error = try await failure { try await strict.complete(code) }
        #expect(error.code == .authorizationPending && error.retryAfter == .seconds(5))
    }

    @Test func `a denial, and codes that are too old, are told as what they are`() async throws {
        var strict = try await StrictServer(.deviceCode)
        let denied = try await Self.begin(strict)
        let complete = try #require(denied.verificationURIComplete)
        try strict.browser.enter(nil, at: complete, of: strict.server, answer: .deny)
        #expect(
            try await failure { try await strict.complete(.device(code: denied.deviceCode)) }.code == .consentDenied)
        let late = try await Self.begin(strict)
        strict.time.advance(by: late.lifetime)
        let error = try await failure { try await strict.complete(.device(code: late.deviceCode)) }
        #expect(error.code == .refused && error.providerCode == "expired_token")
    }

    @Test func `an answer that is lost brings no second grant`() async throws {
        var strict = try await StrictServer(.deviceCode)
        let start = try await Self.begin(strict)
        try strict.browser.enter(start.userCode, at: start.verificationURI, of: strict.server)
        strict.server.inject(.replyLost)
        let code = AuthorizationExchange.Answer.device(code: start.deviceCode)
        #expect(try await failure { try await strict.complete(code) }.code == .outcomeUnknown)
        strict.time.advance(by: start.interval)
        #expect(try await failure { try await strict.complete(code) }.code == .refused)
        strict.server.inject(.replyLost, at: .deviceAuthorization)
        #expect(try await failure { try await strict.begin() }.code == .transient)
    }
}
