extension SQLiteFailure {
    /// What went wrong, by name.
    ///
    /// There may be more of them in a later version.
    public struct Reason: RawRepresentable, Sendable, Hashable, CustomStringConvertible {
        /// The name.
        public let rawValue: String

        /// Makes a reason of a name.
        public init(rawValue: String) { self.rawValue = rawValue }

        public var description: String { self.rawValue }

        /// Another connection held a lock longer than the busy timeout.
        public static let busy = Self(rawValue: "busy")
        /// The file is open elsewhere in a way that shuts out this access.
        public static let heldElsewhere = Self(rawValue: "heldElsewhere")
        /// The disk, the quota or the page limit is full.
        public static let full = Self(rawValue: "full")
        /// The file or its folder cannot be written.
        public static let readOnly = Self(rawValue: "readOnly")
        /// A page, a row or a value of the file cannot be what it should be.
        public static let damaged = Self(rawValue: "damaged")
        /// The file is no SQLite database.
        public static let notDatabase = Self(rawValue: "notDatabase")
        /// The file does not exist and cannot be made, or is no file.
        public static let cannotOpen = Self(rawValue: "cannotOpen")
        /// The file may not be opened by the user that this process runs as.
        public static let permissionDenied = Self(rawValue: "permissionDenied")
        /// The file, or one that belongs to it, was moved, deleted or replaced while it was open.
        public static let vanished = Self(rawValue: "vanished")
        /// The operating system failed to read, write, lock or synchronize.
        public static let inputOutput = Self(rawValue: "inputOutput")
        /// A row breaks a rule of the schema that no commit of the library breaks.
        public static let constraint = Self(rawValue: "constraint")
        /// The file is a SQLite database of another application.
        public static let foreign = Self(rawValue: "foreign")
        /// The file was written by a newer version of this library.
        public static let newerSchema = Self(rawValue: "newerSchema")
        /// Something is where a new file was to be written.
        public static let exists = Self(rawValue: "exists")
        /// The work was interrupted.
        public static let interrupted = Self(rawValue: "interrupted")
        /// Anything else.
        public static let other = Self(rawValue: "other")
    }

    /// What went wrong, by name.
    public var reason: Reason {
        switch self.kind {
        case .busy: .busy
        case .heldElsewhere: .heldElsewhere
        case .full: .full
        case .readOnly: .readOnly
        case .damaged: .damaged
        case .notDatabase: .notDatabase
        case .cannotOpen: .cannotOpen
        case .permissionDenied: .permissionDenied
        case .vanished: .vanished
        case .inputOutput: .inputOutput
        case .constraint: .constraint
        case .foreign: .foreign
        case .newerSchema: .newerSchema
        case .exists: .exists
        case .interrupted: .interrupted
        case .other: .other
        }
    }
}
