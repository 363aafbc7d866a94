import ConnectionsKit
import ConnectionsKitTesting
import Synchronization

/// A strict provider under watch: who calls under which lease, how many tokens were issued, and what is under way.
final class WatchedProvider: CredentialProvider, Sendable {
    private let strict: ScriptedProvider
    private let lease: @Sendable () async -> RefreshLease?
    private let state: Mutex<State>

    private struct State {
        var generator: SeededGenerator
        var lossPercentage = 0
        var issued = 1
        var underWay = 0
        var callsUnder: [Int: Int] = [:]
        var unannounced = 0
    }

    /// Watches `strict`; `lease` reads the lease as it is stored.
    init(_ strict: ScriptedProvider, seed: UInt64, lease: @escaping @Sendable () async -> RefreshLease?) {
        self.strict = strict
        self.lease = lease
        self.state = Mutex(State(generator: SeededGenerator(seed: seed)))
    }

    var method: AuthenticationMethod { .oauth2 }

    /// How many answers of a hundred are lost.
    var lossPercentage: Int {
        get { self.state.withLock { $0.lossPercentage } }
        set { self.state.withLock { $0.lossPercentage = newValue } }
    }

    /// How many pairs of tokens were issued, the first included.
    var issued: Int { self.state.withLock { $0.issued } }
    /// How many calls are under way.
    var underWay: Int { self.state.withLock { $0.underWay } }
    /// The most calls that were made under one lease.
    var mostCallsUnderOneLease: Int { self.state.withLock { $0.callsUnder.values.max() ?? 0 } }
    /// How many calls no stored intent announced.
    var unannounced: Int { self.state.withLock { $0.unannounced } }

    func begin(_ request: AuthorizationRequest) throws(CredentialError) -> AuthorizationStart {
        try self.strict.begin(request)
    }

    func complete(_ exchange: AuthorizationExchange) async throws(CredentialError) -> ObtainedCredential {
        try await self.strict.complete(exchange)
    }

    func refresh(_ request: RefreshRequest) async throws(CredentialError) -> ObtainedCredential {
        self.state.withLock { $0.underWay += 1 }
        defer { self.state.withLock { $0.underWay -= 1 } }
        let lease = await self.lease()
        self.state.withLock { state in
            if case .calling(_, let epoch)? = lease?.phase {
                state.callsUnder[epoch, default: 0] += 1
            } else {
                state.unannounced += 1
            }
        }
        let obtained = try await self.strict.refresh(request)
        let (isLost, pauses) = self.state.withLock { state in
            state.issued += 1
            return (
                Int.random(in: 0..<100, using: &state.generator) < state.lossPercentage,
                Int.random(in: 0..<20, using: &state.generator)
            )
        }
        for _ in 0..<pauses { await Task.yield() }
        if isLost { throw CredentialError(.outcomeUnknown, "the answer was lost") }
        return obtained
    }

    func revoke(_ request: RevocationRequest) async throws(CredentialError) -> Bool {
        try await self.strict.revoke(request)
    }
}
