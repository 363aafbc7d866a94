/// Seals secrets for storage, opens them, and authenticates the audit trail.
///
/// Work that may wait, such as asking a key service, happens in ``keys(for:)``. What it returns seals and opens without
/// waiting, so that nothing can fail between the answer of a token endpoint and its commit for want of a key.
public protocol SecretSealer: Sendable {
    /// Makes ready what sealing for `account` needs.
    ///
    /// - Parameter account: the account whose secrets are to be sealed or opened.
    /// - Returns: the keys of that account.
    /// - Throws: ``SealerError`` when the keys cannot be had.
    func keys(for account: AccountID) async throws(SealerError) -> any AccountKeys
}

/// The keys of one account, ready for use.
public protocol AccountKeys: Sendable {
    /// Seals `secret` so that it opens only in `context`.
    ///
    /// - Throws: ``SealerError`` when the cipher fails.
    func seal(_ secret: Secret, in context: SealContext) throws(SealerError) -> SealedSecret

    /// Opens what ``seal(_:in:)`` made in the same context.
    ///
    /// - Throws: ``SealerError/Code/unknownKey`` when the key that sealed it is not here, ``SealerError/Code/refused`` when
    ///   the envelope was changed or belongs to another context.
    func open(_ sealed: SealedSecret, in context: SealContext) throws(SealerError) -> Secret

    /// The message authentication code of `message`, under a key that is apart from the data keys.
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
        private enum Value: String { case unavailable, unknownKey, refused, malformed }
        private var value: Value
        private init(_ value: Value) { self.value = value }

        /// The keys cannot be had at the moment.
        public static let unavailable = Code(.unavailable)
        /// The envelope names a key that is not here: the wrong key file, most likely.
        public static let unknownKey = Code(.unknownKey)
        /// The envelope was changed, or belongs to another record.
        public static let refused = Code(.refused)
        /// The bytes are no envelope, or the key file is no key file.
        public static let malformed = Code(.malformed)

        public var description: String { self.value.rawValue }
    }

    public var description: String { "SealerError(\(self.code)): \(self.message)" }
}
