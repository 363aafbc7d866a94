import ConnectionsKitTesting
import Testing

@testable import ConnectionsKit

/// Every refusal has a code of its own, says what to do, carries what a program needs, and tells nothing that it must not.
@Suite(.timeLimit(.minutes(10))) struct ErrorTests {
    /// What no error may hold: secrets of the tests' provider and people, and what belongs to other accounts.
    private static let forbidden = [
        "access-", "refresh-", "Bearer", "canary", "client@example.com", "not encrypted:",
    ]

    @Test(arguments: ErrorCase.all)
    func `each refusal is told by its code, with a remedy and what a program needs`(_ error: ErrorCase) async throws {
        let world = World()
        let (told, expected) = try await error.drive(world)
        #expect(told.code == expected.code, "\(told)")
        #expect(told.field == expected.field)
        #expect(told.places == expected.places)
        #expect(told.detail == expected.detail)
        #expect(told.providerCode == expected.providerCode)
        if let reason = expected.reason { #expect((told.cause as? IllegalTransition)?.reason == reason) }
        #expect(!told.message.isEmpty && told.message.hasSuffix("."), "\(told)")
        // A deleted or published connection has a remedy as well: what to do instead.
        #expect(!told.remedy.isEmpty && told.remedy.hasSuffix("."), "\(told)")
        #expect(told.description == "\(told.message) \(told.remedy)")
        for word in Self.forbidden {
            #expect(!told.description.contains(word), "\(word) in \(told)")
            #expect(!String(reflecting: told).contains(word), "\(word) in the whole of \(told.code)")
        }
        // A client hears nothing of the developer's account, nor a developer of the client's.
        let isOfClient = told.description.contains("acme")
        let isOfDeveloper = told.description.contains("maker")
        #expect(!(isOfClient && isOfDeveloper))
    }

    @Test func `the codes of the table are those that hosts must tell apart`() async throws {
        var codes: Set<ConnectionError.Code> = []
        for error in ErrorCase.all { codes.insert(try await error.drive(World()).1.code) }
        #expect(
            codes.isSuperset(of: [
                .denied, .customConnectorUnsupported, .kindUnsupported, .alreadyEnabled, .accessLocked, .notEnabled,
                .inUse, .notAuthorized, .needsReauthorization, .authorizationTimedOut, .consentDenied,
                .noOrganization, .missingCredentialField, .insufficientScope, .suspended, .applicationDisabled,
                .publishInProgress, .placeNotAllowed, .notFound, .providerRefused, .dataCentreMismatch,
                .providerUnavailable, .clientMisconfigured,
            ]))
    }

    // MARK: - Limits

    @Test func `a limit says whose client ran into it, also while the next try is not due`() async throws {
        let own = try await OwnClientWorld()
        try await own.authorize()
        let task = try await own.task()
        own.expire()
        var limit = CredentialError(.transient, "status 429", retryAfter: .seconds(600))
        limit.isRateLimit = true
        own.provider.scripted.failRefreshes(with: limit)
        for _ in 0..<2 {
            let error = try await own.world.error { try await own.access(task) }
            #expect(error.code == .providerUnavailable && error.detail == .mode(.clientCredentials(own.set)))
            #expect(error.retryAt != nil)
        }
        #expect(own.provider.calls.filter { $0.purpose == "refresh" }.count == 1)
    }

    @Test func `a service that is merely away is no limit`() async throws {
        let own = try await OwnClientWorld()
        try await own.authorize()
        let task = try await own.task()
        own.expire()
        own.provider.scripted.failRefreshes(with: CredentialError(.transient, "away"))
        for _ in 0..<2 {
            let error = try await own.world.error { try await own.access(task) }
            #expect(error.code == .providerUnavailable && error.detail == nil)
        }
    }

    @Test func `a limit at the code's exchange says so too`() async throws {
        let own = try await OwnClientWorld()
        let pending = try await own.console.authorize(own.connection.id, in: .development, as: own.developer)
        own.provider.scripted.failCompletions(
            with: CredentialError(.transient, "busy", providerCode: "too_many_requests"))
        let error = try await own.world.error {
            try await own.console.complete(try World.callback(pending), as: own.developer)
        }
        #expect(error.code == .providerUnavailable && error.detail == .mode(.clientCredentials(own.set)))
    }

    @Test(arguments: ["Access Denied", "slow_down", "RATE_LIMITED", "too_many_requests"])
    func `the codes by which services tell a limit are known`(_ code: String) {
        #expect(CredentialError(.transient, "x", providerCode: code).isRateLimit)
        #expect(!CredentialError(.refused, "x", providerCode: code).isRateLimit)
        #expect(!CredentialError(.transient, "x", providerCode: "server_error").isRateLimit)
    }
}
