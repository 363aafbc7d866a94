/// Why SQLite could not do what was asked.
///
/// Its text names the file, what happened and the remedy. It never holds a bound value: SQLite's own words are quoted
/// only where nothing was bound, or where they name parts of the schema.
struct SQLiteFailure: Error, Sendable, Hashable {
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
        /// The file is no SQLite database, or a page, a row or a value of it cannot be what it should be.
        case damaged
        /// The file does not exist and cannot be made, or may not be opened.
        case cannotOpen
        /// The file was moved, deleted or replaced while it was open.
        case vanished
        /// The operating system failed to read, write, lock or synchronize.
        case inputOutput
        /// A row breaks a rule of the schema.
        case constraint(ConstraintViolation)
        /// The file is a SQLite database of another application.
        case foreign(applicationID: Int32)
        /// The file was written by a newer version of this library.
        case newerSchema(found: Int, supported: Int)
        /// The statement was interrupted.
        case interrupted
        /// Anything else: a mistake in the SQL, no memory, a value that is too big.
        case other
    }

    let kind: Kind
    /// The extended result code, or 0 when SQLite itself saw no failure.
    let code: Int32
    /// The path of the database, or how an in-memory one is called.
    let file: String
    /// What is known beyond the kind, without a final full stop; may be empty.
    let detail: String

    init(_ kind: Kind, code: Int32 = 0, file: String, detail: String = "") {
        self.kind = kind
        self.code = code
        self.file = file
        self.detail = detail
    }
}

extension SQLiteFailure: CustomStringConvertible {
    /// What happened and what to do about it, for people.
    var message: String {
        var facts = self.detail.isEmpty ? [] : [self.detail]
        if self.code != 0 { facts.append("SQLite result code \(self.code)") }
        let happened = "The database \"\(self.file)\" \(self.kind.predicate)"
        return "\(happened)\(facts.isEmpty ? "" : " (\(facts.joined(separator: "; ")))"). \(self.kind.remedy)"
    }

    var description: String { "SQLiteFailure: \(self.message)" }
}

extension SQLiteFailure.Kind {
    fileprivate var predicate: String {
        switch self {
        case .busy: "is busy: another connection kept it locked for longer than the busy timeout"
        case .heldElsewhere(.exclusive):
            "cannot be opened with exclusive access: it is open elsewhere, in this process or another"
        case .heldElsewhere: "is open elsewhere with exclusive access, in this process or another"
        case .full: "cannot grow: the disk, the quota or the page limit is full, and the change was undone"
        case .readOnly: "cannot be written"
        case .damaged: "is damaged or is not a SQLite database"
        case .cannotOpen: "cannot be opened"
        case .vanished: "was moved, deleted or replaced while it was open"
        case .inputOutput: "could not be read or written by the operating system"
        case .constraint(let violation): "refused a row: \(violation)"
        case .foreign(let applicationID): "belongs to another application, with the application id \(applicationID)"
        case .newerSchema(let found, let supported):
            "has the schema version \(found), and this version of the library knows versions up to \(supported)"
        case .interrupted: "was interrupted in a statement"
        case .other: "could not run a statement"
        }
    }

    fileprivate var remedy: String {
        switch self {
        case .busy: "Try again; if it stays so, look for a process that keeps a transaction open."
        case .heldElsewhere(.exclusive):
            "Close whatever has it open (stores, tools that read it), or open it with the access `shared`."
        case .heldElsewhere: "Close the store that has it, or open it there with the access `shared` as well."
        case .full: "Free some space, then try again."
        case .readOnly:
            "Let this process write the file and its folder, since SQLite keeps files that end in -wal and -shm there."
        case .damaged: "Check the path; if it is right, restore the file from a backup."
        case .cannotOpen: "Check that its folder exists and that this process may read and write there."
        case .vanished: "Put the file back, then open it again; until then nothing is written."
        case .inputOutput: "Check the disk and the mount, then open the database again."
        case .constraint: "Read the rows that it meets, then decide again."
        case .foreign: "Choose another path; the file was left as it is."
        case .newerSchema: "Update the library, or restore the backup that was made before the update."
        case .interrupted: "Try again."
        case .other:
            "Check the memory and the size of the values; else it is a mistake in the library: please report it."
        }
    }
}
