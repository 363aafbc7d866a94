import ConnectionsKitTesting
import Testing

@testable import ConnectionsKit

/// Ten thousand callers of one ended token.
@Suite(.serialized, .timeLimit(.minutes(10))) struct StormTests {
    /// How the one call, or what stands before it, fails.
    enum Failure: String, Sendable, CaseIterable, CustomTestStringConvertible {
        case transient, configuration, terminal, outcomeUnknown, storeAway
        var testDescription: String { self.rawValue }

        var answer: CredentialError? {
            switch self {
            case .transient: CredentialError(.transient, "busy", providerCode: "server_error")
            case .configuration: CredentialError(.configuration, "wrong secret", providerCode: "invalid_client")
            case .terminal: CredentialError(.refused, "revoked there", providerCode: "invalid_grant")
            case .outcomeUnknown: CredentialError(.outcomeUnknown, "the answer was lost")
            case .storeAway: nil
            }
        }

        var code: ConnectionError.Code {
            switch self {
            case .transient, .outcomeUnknown: .providerUnavailable
            case .configuration: .clientMisconfigured
            case .terminal: .needsReauthorization
            case .storeAway: .unavailable
            }
        }
    }

    private static let count = 10_000

    private func storm(on connected: ConnectedWorld, until gate: Gate) async throws -> [Task<String, any Error>] {
        let callers = (0..<Self.count).map { _ in Task { try await connected.access() } }
        try await gate.waitForArrivals()
        try await connected.waitForWaiters(Self.count)
        return callers
    }

    @Test func `ten thousand callers of an ended token make one call, and all of them succeed`() async throws {
        let connected = try await ConnectedWorld.expired()
        let gate = Gate()
        connected.provider.hold { await gate.pass() }
        let callers = try await self.storm(on: connected, until: gate)
        gate.open()
        var served = 0
        for caller in callers where try await caller.value == "Bearer access-2" { served += 1 }
        #expect(served == Self.count)
        #expect(connected.provider.refreshCalls == 1)
        #expect(try await connected.tokens().tokenVersion == 2)
        #expect(connected.world.system.coordinator.board.count == 0)
    }

    @Test(arguments: Failure.allCases)
    func `ten thousand callers of a refresh that fails get the same error, from one try`(
        _ failure: Failure
    ) async throws {
        let connected = try await ConnectedWorld.expired()
        let gate = Gate()
        if let answer = failure.answer {
            connected.provider.failRefreshes(with: answer)
            connected.provider.hold { await gate.pass() }
        } else {
            connected.store.interpose(.commit, .before, matching: StepKind.acquire.matches) { await gate.pass() }
            connected.store.failNext(.commit, .before, matching: StepKind.intend.matches)
        }
        let callers = try await self.storm(on: connected, until: gate)
        let commits = connected.store.count(of: .commit)
        gate.open()
        var errors: [ConnectionError] = []
        for caller in callers {
            if case .failure(let error) = await caller.result {
                errors.append(try #require(error as? ConnectionError))
            }
        }
        #expect(errors.count == Self.count)
        #expect(Set(errors.map(\.code)) == [failure.code])
        #expect(Set(errors.map(\.message)).count == 1)
        #expect(Set(errors.map(\.retryAt)).count == 1)
        #expect(connected.provider.refreshCalls == (failure == .storeAway ? 0 : 1))
        #expect(connected.store.count(of: .commit) - commits <= 2)
        #expect(connected.world.system.coordinator.board.count == 0)
        // Nothing is stuck: one ordinary call works once its time has come, where the verdict was not for good.
        connected.time.advance(by: .seconds(120))
        if failure == .terminal {
            #expect(await connected.failure()?.code == .needsReauthorization)
        } else {
            #expect(try await connected.access() == "Bearer access-2")
        }
    }
}
