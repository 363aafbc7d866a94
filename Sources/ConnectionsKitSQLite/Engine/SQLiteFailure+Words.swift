extension SQLiteFailure: CustomStringConvertible {
    /// What happened and what to do about it, for people.
    public var message: String { "\(self.happened). \(self.remedy)" }

    /// What to do about it, for people.
    public var remedy: String { self.kind.remedy }

    public var description: String { "SQLiteFailure: \(self.message)" }

    private var happened: String {
        var facts = self.detail.isEmpty ? [] : [self.detail]
        if self.code != 0 { facts.append("SQLite result code \(self.code)") }
        return
            "The database \"\(self.file)\" \(self.kind.predicate)\(facts.isEmpty ? "" : " (\(facts.joined(separator: "; ")))")"
    }
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
        case .damaged: "is damaged"
        case .notDatabase: "is not a SQLite database"
        case .cannotOpen: "cannot be opened"
        case .permissionDenied: "may not be opened by the user that this process runs as"
        case .vanished: "was moved, deleted or replaced while it was open"
        case .inputOutput: "could not be read or written by the operating system"
        case .constraint(let violation): "refused a row: \(violation)"
        case .foreign(let applicationID): "belongs to another application, with the application id \(applicationID)"
        case .newerSchema(let found, let supported):
            "has the schema version \(found), and this version of the library knows versions up to \(supported)"
        case .exists: "was not written, since something is there already"
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
        case .damaged: "Keep a copy of it for the search of the cause, and restore the file from a backup."
        case .notDatabase: "Check the path; if it is right, restore the file from a backup."
        case .cannotOpen:
            "Check that its folder exists, that it is a file, and that this process may read and write there."
        case .permissionDenied: "Let that user read and write the file and enter its folder."
        case .vanished:
            "Put the file back with those that end in -wal and -shm, then open it again; until then nothing is written."
        case .inputOutput: "Check the disk and the mount, then open the database again."
        case .constraint: "Read the rows that it meets, then decide again."
        case .foreign: "Choose another path; the file was left as it is."
        case .newerSchema: "Update the library, or restore the backup that was made before the update."
        case .exists: "Choose another path, or move away what is there; it was left as it is."
        case .interrupted: "Try again."
        case .other:
            "Check the memory and the size of the values; else it is a mistake in the library: please report it."
        }
    }
}
