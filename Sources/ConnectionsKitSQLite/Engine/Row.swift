import CSQLite

/// One row of a result, whose columns are read in order, so that `init(row:)` of a record names each column once.
///
/// A column that does not hold what is asked for means that the database is damaged, and the failure says which.
struct Row: ~Copyable {
    private let statement: Statement
    private var index: Int32 = 0

    init(_ statement: Statement) { self.statement = statement }

    /// Reads an integer.
    mutating func integer() throws(SQLiteFailure) -> Int64 {
        try self.require(SQLITE_INTEGER, "an integer")
        defer { self.index += 1 }
        return unsafe sqlite3_column_int64(self.statement.pointer, self.index)
    }

    /// Reads an integer that fits the platform's `Int`.
    mutating func int() throws(SQLiteFailure) -> Int {
        guard let value = Int(exactly: try self.integer()) else { throw self.invalid("an integer that is too big") }
        return value
    }

    /// Reads 0 or 1.
    mutating func bool() throws(SQLiteFailure) -> Bool {
        switch try self.integer() {
        case 0: return false
        case 1: return true
        default: throw self.invalid("an integer other than 0 and 1")
        }
    }

    /// Reads a text.
    mutating func text() throws(SQLiteFailure) -> String {
        try self.require(SQLITE_TEXT, "a text")
        let pointer = unsafe sqlite3_column_text(self.statement.pointer, self.index)
        let count = unsafe Int(sqlite3_column_bytes(self.statement.pointer, self.index))
        self.index += 1
        let bytes = unsafe UnsafeBufferPointer(start: pointer, count: count)
        let text = unsafe String(decoding: bytes, as: UTF8.self)
        // What is invalid was replaced. `String(validating:as:)` says so too, but looks its generic types up each time.
        let isValid = unsafe text.utf8.withContiguousStorageIfAvailable { unsafe $0.elementsEqual(bytes) }
        guard isValid ?? false else { throw self.invalid("invalid UTF-8") }
        return text
    }

    /// Reads bytes.
    mutating func blob() throws(SQLiteFailure) -> [UInt8] {
        try self.require(SQLITE_BLOB, "bytes")
        defer { self.index += 1 }
        let pointer = unsafe sqlite3_column_blob(self.statement.pointer, self.index)
        let count = unsafe Int(sqlite3_column_bytes(self.statement.pointer, self.index))
        return unsafe [UInt8](UnsafeRawBufferPointer(start: pointer, count: count))
    }

    /// Reads bytes that are the memory of a plain value, such as the 16 bytes of a UUID.
    mutating func value<Value: BitwiseCopyable>(as type: Value.Type) throws(SQLiteFailure) -> Value {
        try self.require(SQLITE_BLOB, "bytes")
        let pointer = unsafe sqlite3_column_blob(self.statement.pointer, self.index)
        let count = unsafe Int(sqlite3_column_bytes(self.statement.pointer, self.index))
        self.index += 1
        guard count == MemoryLayout<Value>.size, let pointer = unsafe pointer else {
            throw self.invalid("\(count) bytes instead of \(MemoryLayout<Value>.size)")
        }
        return unsafe pointer.loadUnaligned(as: type)
    }

    /// Reads an integer or NULL.
    mutating func optionalInteger() throws(SQLiteFailure) -> Int64? { self.skipNull() ? nil : try self.integer() }

    /// Reads an integer that fits the platform's `Int`, or NULL.
    mutating func optionalInt() throws(SQLiteFailure) -> Int? { self.skipNull() ? nil : try self.int() }

    /// Reads a text or NULL.
    mutating func optionalText() throws(SQLiteFailure) -> String? { self.skipNull() ? nil : try self.text() }

    /// Reads bytes or NULL.
    mutating func optionalBlob() throws(SQLiteFailure) -> [UInt8]? { self.skipNull() ? nil : try self.blob() }

    /// Steps over the next column if it is NULL, and returns whether it was; for values with a reader of their own.
    mutating func skipNull() -> Bool {
        guard self.index < self.columnCount, self.type == SQLITE_NULL else { return false }
        self.index += 1
        return true
    }

    /// The failure for a column that was just read and holds, for example, `"an unknown status"`.
    func invalid(_ finding: String) -> SQLiteFailure { self.damaged(at: self.index - 1, "holds \(finding)") }

    private var columnCount: Int32 { unsafe sqlite3_column_count(self.statement.pointer) }
    private var type: Int32 { unsafe sqlite3_column_type(self.statement.pointer, self.index) }

    private func require(_ type: Int32, _ name: String) throws(SQLiteFailure) {
        guard self.index < self.columnCount else {
            throw self.statement.failure(.other, "a row has \(self.columnCount) columns, and one more was read")
        }
        guard self.type == type else { throw self.damaged(at: self.index, "does not hold \(name)") }
    }

    private func damaged(at index: Int32, _ finding: String) -> SQLiteFailure {
        let name = unsafe sqlite3_column_name(self.statement.pointer, index)
        let column = unsafe name.map { unsafe String(cString: $0) } ?? "\(index)"
        return self.statement.failure(.damaged, "the column \(column) \(finding)")
    }
}
