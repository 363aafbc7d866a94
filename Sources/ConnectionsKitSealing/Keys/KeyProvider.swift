public import ConnectionsKit

/// Where the master keys come from: a file, the environment, a key service.
///
/// It is asked whenever keys are made ready for an account, so it answers from memory as a rule and may answer with another
/// ring after a while: the sealer notices.
public protocol KeyProvider: Sendable {
    /// The present keys.
    ///
    /// - Returns: the ring that is to be used from now on.
    /// - Throws: ``SealerError``: `unavailable` when the keys cannot be had at the moment, `malformed` when what was found
    ///   are no keys. Its message never holds a key.
    func keyRing() async throws(SealerError) -> KeyRing
}
