/// Why SQLite could not do what was asked: the ``StoreError/cause`` of an error of this adapter.
///
/// Its text names the file, what happened and the remedy. It never holds a bound value: SQLite's own words are quoted
/// only where nothing was bound, or where they name parts of the schema.
public struct SQLiteFailure: Error, Sendable, Hashable {
    /// What went wrong, as far as the caller's next step depends on it.
    enum Kind: Sendable, Hashable {
        /// Another connection held a lock longer than the busy timeout.
        case busy
        /// The file is open elsewhere in a way that shuts out this access.
        case heldElsewhere(wanted: Database.Access)
        /// The disk, the quota or the page limit is full.
        case full
        /// The file, its folder or the connection cannot be written.
        case readOnly
        /// A page, a row or a value of the file cannot be what it should be.
        case damaged
        /// The file is no SQLite database.
        case notDatabase
        /// The file does not exist and cannot be made, or is no file.
        case cannotOpen
        /// The file may not be opened by the user that this process runs as.
        case permissionDenied
        /// The file, or one that belongs to it, was moved, deleted or replaced while it was open.
        case vanished
        /// The operating system failed to read, write, lock or synchronize.
        case inputOutput
        /// A row breaks a rule of the schema.
        case constraint(ConstraintViolation)
        /// The file is a SQLite database of another application.
        case foreign(applicationID: Int32)
        /// The file was written by a newer version of this library.
        case newerSchema(found: Int, supported: Int)
        /// Something is where a new file was to be written.
        case exists
        /// The statement was interrupted.
        case interrupted
        /// Anything else: a mistake in the SQL, no memory, a value that is too big.
        case other
    }

    let kind: Kind
    /// The extended result code of SQLite, or 0 when SQLite itself saw no failure.
    public let code: Int32
    /// The path of the file, as it was given, or how an in-memory database is called.
    public let file: String
    /// What is known beyond the kind, without a final full stop; may be empty.
    let detail: String

    init(_ kind: Kind, code: Int32 = 0, file: String, detail: String = "") {
        self.kind = kind
        self.code = code
        self.file = file
        self.detail = detail
    }
}
