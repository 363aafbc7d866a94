/// A key that seals the secrets of one account, wrapped by a key of the host.
///
/// An account has one that seals, and while its secrets are being sealed anew older ones that only open. Without its data
/// keys nothing of an account opens any more, wherever its rows were copied to.
public struct DataKey: Sendable, Hashable, Codable {
    /// Identifies a data key.
    public typealias ID = RecordID<DataKey>

    /// The identifier, which every envelope that the key seals names.
    public var id: ID
    /// The account whose secrets it seals.
    public var account: AccountID
    /// The key, wrapped.
    public var wrapped: WrappedKey
    /// When it was made.
    public var createdAt: Timestamp
    /// Since when it only opens; `nil` for the one that seals.
    public var retiredAt: Timestamp?
    /// How far the secrets of a key that only opens have been sealed anew; `nil` before the first step.
    public var progress: Progress?
    /// The version of the record.
    public var version: Int = 0

    /// Makes a key that seals.
    ///
    /// - Parameters:
    ///   - id: the identifier.
    ///   - account: whose secrets it seals.
    ///   - wrapped: the key, wrapped.
    ///   - createdAt: when it was made.
    public init(id: ID, account: AccountID, wrapped: WrappedKey, createdAt: Timestamp) {
        self.id = id
        self.account = account
        self.wrapped = wrapped
        self.createdAt = createdAt
    }

    /// Whether it seals; else it only opens.
    public var isWriting: Bool { self.retiredAt == nil }

    /// How far the secrets of an account have been sealed anew.
    public struct Progress: Sendable, Hashable, Codable {
        /// The key with which they are sealed; of no meaning once another one seals.
        public var target: ID
        /// The kind of record that is being gone through.
        public var place: String
        /// After which record of that kind to go on; `nil` at the beginning.
        public var after: String?

        /// Makes a position.
        ///
        /// - Parameters:
        ///   - target: the key with which they are sealed.
        ///   - place: the kind of record that is being gone through.
        ///   - after: after which record of that kind to go on; `nil` at the beginning.
        public init(target: ID, place: String, after: String?) {
            self.target = target
            self.place = place
            self.after = after
        }
    }
}
