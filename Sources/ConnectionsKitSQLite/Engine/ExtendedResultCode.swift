import CSQLite

/// The extended result codes that the engine tells apart; as macros over two numbers they are not imported.
enum ExtendedResultCode {
    static let inputOutputRead = SQLITE_IOERR | (1 << 8)
    static let inputOutputShortRead = SQLITE_IOERR | (2 << 8)
    static let inputOutputNoMemory = SQLITE_IOERR | (12 << 8)
    static let inputOutputVnode = SQLITE_IOERR | (27 << 8)
    static let inputOutputData = SQLITE_IOERR | (32 << 8)
    static let inputOutputCorruptFileSystem = SQLITE_IOERR | (33 << 8)
    static let readOnlyDatabaseMoved = SQLITE_READONLY | (4 << 8)
    static let constraintCheck = SQLITE_CONSTRAINT | (1 << 8)
    static let constraintForeignKey = SQLITE_CONSTRAINT | (3 << 8)
    static let constraintNotNull = SQLITE_CONSTRAINT | (5 << 8)
    static let constraintPrimaryKey = SQLITE_CONSTRAINT | (6 << 8)
    static let constraintUnique = SQLITE_CONSTRAINT | (8 << 8)
    static let constraintRowID = SQLITE_CONSTRAINT | (10 << 8)
}
