import CSQLite

/// Binds values to the parameters of a statement, from the first to the last.
///
/// The first failure is kept and ends the run before it begins, so that ``Bindable/bind(to:)`` need not throw.
@safe
struct Binder: ~Copyable {
    private let statement: OpaquePointer
    /// How many values were bound.
    private(set) var count: Int32 = 0
    /// The result code of the first value that could not be bound, or `SQLITE_OK`.
    private(set) var code: Int32 = SQLITE_OK

    init(_ statement: OpaquePointer) { unsafe self.statement = statement }

    /// Binds the next parameters to `values`, in their order.
    mutating func add<each Value: Bindable>(_ values: repeat each Value) { repeat (each values).bind(to: &self) }

    /// Binds the next parameter to NULL, or several.
    mutating func null(_ count: Int = 1) {
        for _ in 0..<count {
            self.count += 1
            self.note(unsafe sqlite3_bind_null(self.statement, self.count))
        }
    }

    /// Binds the next parameter to an integer.
    mutating func integer(_ value: Int64) {
        self.count += 1
        self.note(unsafe sqlite3_bind_int64(self.statement, self.count, value))
    }

    /// Binds the next parameter to a copy of a text.
    mutating func text(_ value: String) {
        self.count += 1
        let code = unsafe value.withCString { text in
            unsafe sqlite3_bind_text64(
                self.statement, self.count, text, UInt64(value.utf8.count), Self.copies, UInt8(SQLITE_UTF8))
        }
        self.note(code)
    }

    /// Binds the next parameter to a copy of some bytes.
    mutating func blob(_ value: [UInt8]) {
        self.count += 1
        let code = unsafe value.withUnsafeBytes { bytes in
            // No bytes at no address would be bound as NULL.
            value.isEmpty
                ? unsafe sqlite3_bind_zeroblob(self.statement, self.count, 0)
                : unsafe sqlite3_bind_blob64(
                    self.statement, self.count, bytes.baseAddress, UInt64(bytes.count), Self.copies)
        }
        self.note(code)
    }

    /// Binds the next parameter to a copy of the memory of a plain value, such as the 16 bytes of a UUID.
    mutating func value(_ value: some BitwiseCopyable) {
        self.count += 1
        let code = unsafe withUnsafeBytes(of: value) { bytes in
            unsafe sqlite3_bind_blob64(
                self.statement, self.count, bytes.baseAddress, UInt64(bytes.count), Self.copies)
        }
        self.note(code)
    }

    /// `SQLITE_TRANSIENT`, a cast that is not imported.
    private static var copies: sqlite3_destructor_type { unsafe unsafeBitCast(-1, to: sqlite3_destructor_type.self) }

    private mutating func note(_ code: Int32) {
        if self.code == SQLITE_OK { self.code = code }
    }
}
