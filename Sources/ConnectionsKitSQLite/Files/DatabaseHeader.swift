/// The first hundred bytes of a SQLite database, which say what it is.
struct DatabaseHeader: Sendable, Hashable {
    static let length = 100
    private static let magic = Array("SQLite format 3\u{0}".utf8)

    let pageSize: Int
    /// Whether a write-ahead log is its journal.
    let usesWriteAheadLog: Bool
    /// How many pages the database has by its own count, which old versions of SQLite did not keep.
    let pageCount: Int
    let freePageCount: Int
    let userVersion: Int32
    let applicationID: Int32

    /// Reads a header; nothing when it is that of no database.
    init?(_ bytes: [UInt8]) {
        guard bytes.count >= Self.length, bytes.starts(with: Self.magic) else { return nil }
        let pageSize = Int(bytes[16]) << 8 | Int(bytes[17])
        self.pageSize = pageSize == 1 ? 65_536 : pageSize
        guard self.pageSize >= 512, self.pageSize & (self.pageSize - 1) == 0 else { return nil }
        self.usesWriteAheadLog = bytes[18] == 2
        self.pageCount = Int(bytes.bigEndian(at: 28))
        self.freePageCount = Int(bytes.bigEndian(at: 36))
        self.userVersion = Int32(bitPattern: bytes.bigEndian(at: 60))
        self.applicationID = Int32(bitPattern: bytes.bigEndian(at: 68))
    }
}

extension [UInt8] {
    /// The four bytes at `index` as a number whose highest byte comes first.
    func bigEndian(at index: Int) -> UInt32 { self[index..<index + 4].reduce(0) { $0 << 8 | UInt32($1) } }
}
