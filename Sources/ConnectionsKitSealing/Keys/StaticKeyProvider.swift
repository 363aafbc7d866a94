public import ConnectionsKit

/// Gives one ring for good: for tests, and for hosts that have the keys already.
public struct StaticKeyProvider: RingKeyProvider {
    private let ring: KeyRing

    /// Makes a provider of `ring`.
    public init(_ ring: KeyRing) {
        self.ring = ring
    }

    public func keyRing() async throws(SealerError) -> KeyRing { self.ring }
}
