import Synchronization

/// New tokens that the store has not taken yet.
final class UnsavedTokens: Sendable {
    struct Entry: Sendable {
        var grant: Grant
        var epoch: Int
        var tokenVersion: Int
        var tokens: RefreshedTokens
        /// What sealed them, held until they are stored: with it they are opened when another key must seal them.
        var keys: HeldKeys

        var target: RefreshTarget { RefreshTarget(grant: self.grant.id, account: self.grant.account) }

        /// The same tokens, sealed with other keys.
        func sealed(with keys: HeldKeys) throws(SealerError) -> Entry {
            func reseal(_ sealed: SealedSecret, _ field: SealContext.Field) throws(SealerError) -> SealedSecret {
                let context = self.grant.sealContext(field)
                return try keys.seal(try self.keys.open(sealed, in: context), in: context)
            }
            var next = self
            next.keys = keys
            next.tokens.access = try reseal(self.tokens.access, .access)
            if let refresh = self.tokens.refresh { next.tokens.refresh = try reseal(refresh, .refresh) }
            return next
        }
    }

    private let entries = Mutex<[RefreshTarget: Entry]>([:])

    func keep(_ entry: Entry) { self.entries.withLock { $0[entry.target] = entry } }
    var targets: [RefreshTarget] { self.entries.withLock { Array($0.keys) } }
    func take(_ target: RefreshTarget) -> Entry? { self.entries.withLock { $0.removeValue(forKey: target) } }
}
