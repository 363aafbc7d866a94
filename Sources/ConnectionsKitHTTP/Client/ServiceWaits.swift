import ConnectionsKit
import Synchronization

/// The waits that services have asked for, by grant; a bounded number of them.
///
/// While one lasts, calls with its grant are refused with the service's own refusal, so that nothing is sent in vain.
final class ServiceWaits: Sendable {
    private struct Wait {
        var until: Timestamp
        var refusal: ConnectionError
    }

    private let waits = Mutex<[Grant.ID: Wait]>([:])
    private let longest: Duration
    private let capacity: Int

    init(longest: Duration, capacity: Int = 1_024) {
        self.longest = longest
        self.capacity = capacity
    }

    /// Takes note of a refusal that says until when to wait.
    func note(_ refusal: ConnectionError, of grant: Grant.ID, at now: Timestamp) {
        guard self.longest > .zero, let asked = refusal.retryAt, asked > now else { return }
        let wait = Wait(until: min(asked, now + self.longest), refusal: refusal)
        self.waits.withLock { waits in
            if waits.count >= self.capacity, waits[grant] == nil {
                waits = waits.filter { $0.value.until > now }
                if waits.count >= self.capacity, let first = waits.min(by: { $0.value.until < $1.value.until }) {
                    waits[first.key] = nil
                }
            }
            waits[grant] = wait
        }
    }

    /// The refusal that still stands for a grant.
    func standing(for grant: Grant.ID, at now: Timestamp) -> ConnectionError? {
        self.waits.withLock { waits in
            guard let wait = waits[grant] else { return nil }
            // A clock that was set back does not make a wait longer than any that is kept.
            if wait.until > now, wait.until - now <= self.longest { return wait.refusal }
            waits[grant] = nil
            return nil
        }
    }

    /// How many are kept.
    var count: Int { self.waits.withLock { $0.count } }
}
