public import ConnectionsKit

/// A backup that was made: one file, which stands alone and opens as a store.
public struct SQLiteBackup: Sendable, Hashable {
    /// Where it is.
    public let path: String
    /// The moment whose state it holds, by the store's clock: every commit that had returned by then is in it.
    public let takenAt: Timestamp
    /// How many pages it has.
    public let pageCount: Int
    /// How big it is, in bytes.
    public let size: Int
    /// The version of its schema.
    public let schemaVersion: Int

    /// How far a backup is.
    public struct Progress: Sendable, Hashable {
        /// How many pages are copied.
        public let copied: Int
        /// How many there are.
        ///
        /// It may grow while a store in memory, or one that has its file to itself, is copied.
        public let total: Int
    }
}
