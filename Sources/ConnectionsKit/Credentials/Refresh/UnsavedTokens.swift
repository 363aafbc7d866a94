import Synchronization

/// New tokens that the store has not taken yet.
final class UnsavedTokens: Sendable {
    struct Entry: Sendable {
        var grant: Grant
        var epoch: Int
        var tokenVersion: Int
        var tokens: RefreshedTokens

        var target: RefreshTarget { RefreshTarget(grant: self.grant.id, account: self.grant.account) }
    }

    private let entries = Mutex<[RefreshTarget: Entry]>([:])

    func keep(_ entry: Entry) { self.entries.withLock { $0[entry.target] = entry } }
    var targets: [RefreshTarget] { self.entries.withLock { Array($0.keys) } }
    func take(_ target: RefreshTarget) -> Entry? { self.entries.withLock { $0.removeValue(forKey: target) } }
}
