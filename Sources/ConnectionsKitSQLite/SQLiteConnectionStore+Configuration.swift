extension SQLiteConnectionStore {
    /// How a store uses its file.
    public struct Configuration: Sendable, Hashable {
        /// Who else may have the file open.
        public enum Access: Sendable, Hashable, CaseIterable {
            /// Any number of stores, in any number of processes of one machine.
            case shared
            /// This store alone.
            ///
            /// A file that is open elsewhere is refused, and so is whoever comes later, tools that read it included. There
            /// is no file that ends in `-shm`, and a read costs less; but reads and commits share one connection, so a
            /// read waits while a commit reaches the disk.
            case exclusive
        }

        /// Who else may have the file open.
        public var access: Access = .shared
        /// How many reads may run at once, each with a connection and a page cache of its own (up to 2 MB); 1 to 64,
        /// and taken to the nearest of the two.
        ///
        /// With exclusive access there is one connection for all.
        public var readers = 4
        /// How long a commit waits for another process that writes, and opening for one that keeps the file to itself;
        /// after that it is ``StoreError/Code/unavailable``.
        public var busyTimeout: Duration = .seconds(5)
        /// Whether the whole file is looked through for damage when it is opened, which takes about a second for each
        /// gigabyte.
        public var checksIntegrity = false

        /// Makes a configuration that shares the file, reads four times at once, waits five seconds and does not look
        /// through the file.
        public init() {}
    }
}
