package import ConnectionsKit
import Synchronization

/// Remembers the derived keys of accounts, as long as the ring stays the same.
package final class DerivedKeys: Sendable {
    private let capacity: Int
    private let state = Mutex(State())

    private struct State {
        var fingerprint: [UInt8] = []
        var keys: [AccountID: EnvelopeKeys] = [:]
    }

    /// Makes an empty memory.
    ///
    /// - Parameter capacity: how many accounts are remembered at most.
    package init(capacity: Int) {
        self.capacity = capacity
    }

    /// How many accounts are remembered.
    package var count: Int { self.state.withLock { $0.keys.count } }

    /// The keys of an account, derived from `ring` when they are not remembered.
    package func keys(for account: AccountID, ring: KeyRing) -> any AccountKeys {
        if let known = self.state.withLock({ $0.fingerprint == ring.fingerprint ? $0.keys[account] : nil }) {
            return known
        }
        // Derived outside the lock: two tasks that do it at once get the same keys.
        let derived = EnvelopeKeys(account: account, ring: ring)
        self.state.withLock { state in
            if state.fingerprint != ring.fingerprint {
                state.fingerprint = ring.fingerprint
                state.keys = [:]
            }
            // To begin anew now and then costs less than to keep an order of use.
            if state.keys.count >= self.capacity { state.keys = [:] }
            state.keys[account] = derived
        }
        return derived
    }
}
