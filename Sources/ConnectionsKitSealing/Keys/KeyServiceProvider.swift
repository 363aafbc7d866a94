public import ConnectionsKit

/// Lets a key service wrap and unwrap data keys, by two functions of the host.
///
/// ```swift
/// let keys = try KeyServiceProvider(
///     writing: "projects/1/keys/connections", audit: auditKey,
///     wrap: { key, context in try await service.encrypt(key, context) },
///     unwrap: { wrapped, context in try await service.decrypt(wrapped.bytes, wrapped.wrappingKey, context) })
/// ```
///
/// The service binds a wrapped key to its `context`, the "additional authenticated data" or "encryption context" of most
/// services. One that does not answer in time, or throws an error of its own, is unavailable; where it says that a key is
/// wrong or gone, the function throws a ``SealerError`` with the code `wrongKey` itself. Errors are not quoted: a host that
/// wants to see them logs them in its functions.
public struct KeyServiceProvider: KeyProvider {
    /// What a wrapped key belongs to: bytes that no other data key shares.
    public typealias Context = [UInt8]
    /// Wraps the bytes of a data key by the key that wraps.
    ///
    /// - Throws: a ``SealerError``, which is told as it is, or any other error, which is told as `unavailable`.
    public typealias Wrap = @Sendable (_ key: Secret, _ context: Context) async throws -> [UInt8]
    /// Unwraps a data key.
    ///
    /// - Throws: a ``SealerError``, such as `wrongKey`, which is told as it is, or any other error, which is told as
    ///   `unavailable`.
    public typealias Unwrap = @Sendable (_ key: WrappedKey, _ context: Context) async throws -> Secret
    /// Lists the identifiers of the keys that unwrap.
    ///
    /// - Throws: a ``SealerError``, which is told as it is, or any other error, which is told as `unavailable`.
    public typealias List = @Sendable () async throws -> Set<String>

    private let writing: String
    private let audit: Secret
    private let timeLimit: Duration
    private let time: TimeSource
    private let wrapKey: Wrap
    private let unwrapKey: Unwrap
    private let list: List?

    /// Makes a provider.
    ///
    /// - Parameters:
    ///   - writing: the identifier of the service's key that wraps; of 1 to 512 bytes.
    ///   - audit: the key of the audit trails: 32 random bytes, apart from the service's keys; it stays the same for good.
    ///   - timeLimit: how long a call may take; more than zero.
    ///   - time: the clock.
    ///   - wrap: wraps a data key by the key `writing`.
    ///   - unwrap: unwraps a data key by the key that it names.
    ///   - list: lists the keys that unwrap; `nil` where the service does not tell.
    /// - Throws: ``SealerError`` with the code `malformed` when one of these does not hold.
    public init(
        writing: String, audit: Secret, timeLimit: Duration = .seconds(5), time: TimeSource = .system,
        wrap: @escaping Wrap, unwrap: @escaping Unwrap, list: List? = nil
    ) throws(SealerError) {
        func refuse(_ problem: String) -> SealerError { SealerError(.malformed, problem) }
        guard (1...512).contains(writing.utf8.count) else {
            throw refuse("the identifier of the key that wraps has \(writing.utf8.count) bytes; it needs 1 to 512")
        }
        guard audit.count == 32 else { throw refuse("the audit key has \(audit.count) bytes; it needs 32") }
        guard timeLimit > .zero else {
            throw refuse("the time limit of the key service is \(timeLimit); it must be more")
        }
        self.writing = writing
        self.audit = audit
        self.timeLimit = timeLimit
        self.time = time
        self.wrapKey = wrap
        self.unwrapKey = unwrap
        self.list = list
    }

    public func wrap(_ key: Secret, of id: DataKey.ID, in account: AccountID) async throws(SealerError) -> WrappedKey {
        let (wrap, context) = (self.wrapKey, self.context(id, account, self.writing))
        let bytes = try await self.call("wrap by", self.writing) { try await wrap(key, context) }
        return WrappedKey(bytes: bytes, wrappingKey: self.writing)
    }

    public func unwrap(_ key: WrappedKey, of id: DataKey.ID, in account: AccountID) async throws(SealerError) -> Secret
    {
        let (unwrap, context) = (self.unwrapKey, self.context(id, account, key.wrappingKey))
        return try await self.call("unwrap by", key.wrappingKey) { try await unwrap(key, context) }
    }

    public func wrappingKeys() async throws(SealerError) -> WrappingKeys {
        guard let list = self.list else { return WrappingKeys(writing: self.writing) }
        let readable = try await self.call("list the keys beside", self.writing) { try await list() }
        return WrappingKeys(writing: self.writing, readable: readable.union([self.writing]))
    }

    public func auditKey() async throws(SealerError) -> Secret { self.audit }

    private func context(_ id: DataKey.ID, _ account: AccountID, _ name: String) -> Context {
        ["connectionskit.wrap.1", account.text, id.description, name].flatMap(\.utf8.lengthPrefixed)
    }

    private func call<Output: Sendable>(
        _ what: String, _ key: String, _ body: @escaping @Sendable () async throws -> Output
    ) async throws(SealerError) -> Output {
        let answer = await withDeadline(self.timeLimit, time: self.time) { () -> Result<Output, SealerError> in
            do {
                return .success(try await body())
            } catch let error as SealerError {
                return .failure(error)
            } catch {
                return .failure(SealerError(.unavailable, "the key service failed to \(what) \"\(key)\""))
            }
        }
        guard let answer else {
            throw SealerError(
                .unavailable, "the key service did not \(what) \"\(key)\" within \(self.timeLimit); try again later")
        }
        return try answer.get()
    }
}

extension KeyServiceProvider: CustomStringConvertible, CustomDebugStringConvertible, CustomReflectable {
    public var description: String { "KeyServiceProvider(writing: \(self.writing))" }
    public var debugDescription: String { self.description }
    public var customMirror: Mirror { Mirror(self, children: [:], displayStyle: .struct) }
}
