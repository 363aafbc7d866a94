extension DatabaseHeader {
    /// The header of the database at `path` as its last commit left it, in the file or in the write-ahead log beside it;
    /// nothing when it is that of no database.
    ///
    /// Nothing is locked, written or made.
    ///
    /// - Throws: ``SQLiteFailure`` when the file is not there or cannot be read.
    static func newest(at path: String) throws(SQLiteFailure) -> DatabaseHeader? {
        guard let stored = DatabaseHeader(try DatabaseFile(at: path).prefix(Self.length)) else { return nil }
        guard stored.usesWriteAheadLog else { return stored }
        return try WriteAheadLog(at: path + "-wal").firstPage.flatMap { DatabaseHeader($0) } ?? stored
    }
}
