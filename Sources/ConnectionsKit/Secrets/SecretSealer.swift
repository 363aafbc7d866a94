/// Seals secrets for storage, opens them, and authenticates the audit trail.
///
/// Each account has data keys of its own, which the library stores wrapped and hands over here. Work that may wait, such as
/// asking a key service to unwrap them, happens in ``keys(for:from:)``. What it returns seals and opens without waiting, so
/// that nothing can fail between the answer of a token endpoint and its commit for want of a key.
public protocol SecretSealer: Sendable {
    /// Makes ready what sealing and opening for `account` needs.
    ///
    /// - Parameters:
    ///   - account: the account whose secrets are to be sealed or opened.
    ///   - dataKeys: the account's data keys as they are stored; the one of them that is writing seals.
    /// - Returns: the keys of that account; the library remembers them as long as the data keys stay the same.
    /// - Throws: ``SealerError``: `unavailable` when the keys cannot be had, `wrongKey` when the host's keys are not those
    ///   that wrapped them.
    func keys(for account: AccountID, from dataKeys: [DataKey]) async throws(SealerError) -> any AccountKeys

    /// Makes a data key, wrapped by the key of the host that wraps at present.
    ///
    /// - Parameters:
    ///   - id: the identifier of the data key.
    ///   - account: whose secrets it is to seal.
    /// - Returns: the key, wrapped.
    /// - Throws: ``SealerError`` when the keys cannot be had.
    func makeDataKey(_ id: DataKey.ID, for account: AccountID) async throws(SealerError) -> WrappedKey

    /// Wraps a data key anew by the key of the host that wraps at present.
    ///
    /// - Parameter key: the data key as it is stored.
    /// - Returns: the same key, wrapped.
    /// - Throws: ``SealerError``, `wrongKey` when the host's keys are not those that wrapped it.
    func rewrap(_ key: DataKey) async throws(SealerError) -> WrappedKey

    /// The keys of the host that wrap and unwrap data keys.
    ///
    /// - Returns: their identifiers.
    /// - Throws: ``SealerError`` when the keys cannot be had.
    func wrappingKeys() async throws(SealerError) -> WrappingKeys

    /// Makes ready what authenticates the audit trail of `account`, with a key that is apart from the data keys.
    ///
    /// - Parameter account: whose trail.
    /// - Returns: the key, good whether or not the account has data keys.
    /// - Throws: ``SealerError`` when the key cannot be had.
    func auditKey(for account: AccountID) async throws(SealerError) -> any AuditKey

    /// The data key that an envelope names; `nil` when it is no envelope of this sealer.
    ///
    /// - Parameter sealed: the envelope.
    /// - Returns: the identifier of the key that sealed it.
    func dataKey(of sealed: SealedSecret) -> DataKey.ID?
}

/// The identifiers of the host's keys that wrap data keys.
public struct WrappingKeys: Sendable, Hashable {
    /// The key that wraps.
    public var writing: String
    /// All keys that unwrap, the one that wraps included; `nil` when the host cannot list them.
    public var readable: Set<String>?

    /// Makes a list.
    ///
    /// - Parameters:
    ///   - writing: the key that wraps.
    ///   - readable: all keys that unwrap; `nil` when the host cannot list them.
    public init(writing: String, readable: Set<String>? = nil) {
        self.writing = writing
        self.readable = readable
    }
}

/// The keys of one account, ready for use.
public protocol AccountKeys: Sendable {
    /// Seals `secret` with the key that is writing, so that it opens only in `context`.
    ///
    /// - Throws: ``SealerError`` when the cipher fails.
    func seal(_ secret: Secret, in context: SealContext) throws(SealerError) -> SealedSecret

    /// Opens what ``seal(_:in:)`` made in the same context.
    ///
    /// - Throws: ``SealerError/Code/unknownKey`` when the data key that sealed it is not among these,
    ///   ``SealerError/Code/refused`` when the envelope was changed or belongs to another context.
    func open(_ sealed: SealedSecret, in context: SealContext) throws(SealerError) -> Secret
}

/// What authenticates the audit trail of one account.
public protocol AuditKey: Sendable {
    /// The message authentication code of `message`.
    func authenticate(_ message: [UInt8]) -> [UInt8]
}

/// Why a secret could not be sealed or opened.
public struct SealerError: Error, Sendable, CustomStringConvertible {
    /// What went wrong.
    public var code: Code
    /// What happened, for people.
    public var message: String

    /// Makes an error.
    public init(_ code: Code, _ message: String) {
        self.code = code
        self.message = message
    }

    /// The kinds of failure.
    public struct Code: Sendable, Hashable, CustomStringConvertible {
        private enum Value: String { case unavailable, wrongKey, unknownKey, refused, malformed }
        private var value: Value
        private init(_ value: Value) { self.value = value }

        /// The keys cannot be had at the moment.
        public static let unavailable = Code(.unavailable)
        /// The host's keys are not those that wrapped a data key: the wrong key file, most likely.
        ///
        /// The message names the key.
        public static let wrongKey = Code(.wrongKey)
        /// The envelope names a data key that the account does not have, or no longer.
        public static let unknownKey = Code(.unknownKey)
        /// The envelope was changed, or belongs to another record.
        public static let refused = Code(.refused)
        /// The bytes are no envelope, or the key file is no key file.
        public static let malformed = Code(.malformed)

        public var description: String { self.value.rawValue }
    }

    public var description: String { "SealerError(\(self.code)): \(self.message)" }
}
