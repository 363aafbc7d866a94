public import ConnectionsKit

/// Wraps and unwraps the data keys of accounts under the keys of the host: those of a file, of the environment, or of a key
/// service that never gives its keys away.
///
/// It is asked when an account's keys are not remembered, when a data key is made, and by a rotation. The identifier of a
/// wrapping key stands beside each data key: several keys can unwrap while one wraps.
public protocol KeyProvider: Sendable {
    /// Wraps a data key by the key that wraps at present.
    ///
    /// - Parameters:
    ///   - key: the data key.
    ///   - id: its identifier.
    ///   - account: whose it is. A wrapped key must not unwrap for another account or identifier.
    /// - Returns: the wrapped key, with the identifier of the key that wrapped it.
    /// - Throws: ``SealerError`` with the code `unavailable` when the keys cannot be had at the moment.
    func wrap(_ key: Secret, of id: DataKey.ID, in account: AccountID) async throws(SealerError) -> WrappedKey

    /// Unwraps what ``wrap(_:of:in:)`` made for the same data key.
    ///
    /// - Parameters:
    ///   - key: the wrapped key.
    ///   - id: the identifier of the data key.
    ///   - account: whose it is.
    /// - Returns: the data key.
    /// - Throws: ``SealerError``: `unavailable` when the keys cannot be had at the moment, `wrongKey` when they are not those
    ///   that wrapped it. Its message names the wrapping key and never holds a key.
    func unwrap(_ key: WrappedKey, of id: DataKey.ID, in account: AccountID) async throws(SealerError) -> Secret

    /// The keys that wrap and unwrap.
    ///
    /// - Returns: their identifiers.
    /// - Throws: ``SealerError`` when the keys cannot be had.
    func wrappingKeys() async throws(SealerError) -> WrappingKeys

    /// The key of the audit trails: 32 random bytes, apart from all others.
    ///
    /// It stays the same for good: with it a trail is verified after every data key has been destroyed.
    ///
    /// - Returns: the key.
    /// - Throws: ``SealerError`` when the keys cannot be had.
    func auditKey() async throws(SealerError) -> Secret
}
