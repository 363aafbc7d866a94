extension SQLiteConnectionStore {
    /// How a store uses its file.
    public struct Configuration: Sendable, Hashable {
        /// How long a commit waits for another process that writes; after that it is ``StoreError/Code/unavailable``.
        public var busyTimeout: Duration = .seconds(5)
        /// Whether the whole file is looked through for damage when it is opened, which takes about a second for each
        /// gigabyte.
        public var checksIntegrity = false

        /// Makes a configuration that waits five seconds and does not look through the file.
        public init() {}
    }
}
