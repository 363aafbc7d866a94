import Testing

@testable import ConnectionsKitSQLite

@Suite struct RowTests {
    fileprivate struct Sample: Bindable, Equatable {
        var number: Int64
        var size: Int
        var isOn: Bool
        var text: String
        var bytes: [UInt8]
        var maybeNumber: Int64?
        var maybeSize: Int?
        var maybeText: String?
        var maybeBytes: [UInt8]?

        func bind(to binder: inout Binder) {
            binder.add(self.number)
            binder.add(self.size)
            binder.add(self.isOn)
            binder.add(self.text)
            binder.add(self.bytes)
            binder.add(self.maybeNumber)
            binder.add(self.maybeSize)
            binder.add(self.maybeText)
            binder.add(self.maybeBytes)
        }
    }

    private static let samples = [
        Sample(number: .min, size: .max, isOn: true, text: "grüße 🎉\u{0}after", bytes: [0, 255, 0]),
        Sample(
            number: 0, size: 0, isOn: false, text: "", bytes: [], maybeNumber: .max, maybeSize: -1, maybeText: "",
            maybeBytes: []),
    ]

    @Test(arguments: 0..<2) func `values come back as they were bound`(index: Int) throws {
        let sample = Self.samples[index]
        let database = try Database.open(.memory)
        let read = try database.first("SELECT ?, ?, ?, ?, ?, ?, ?, ?, ?", sample, read: Sample.init(row:))
        #expect(read == sample)
    }

    @Test func `a record binds beside other values`() throws {
        let database = try Database.open(.memory)
        let sql = "SELECT ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?"
        let texts = try database.first(sql, "before", Self.samples[1], "after") { row throws(SQLiteFailure) in
            let first = try row.text()
            _ = try Sample(row: &row)
            return [first, try row.text()]
        }
        #expect(texts == ["before", "after"])
    }

    /// The readers of a row, so that a case can name one.
    private enum Reading {
        case integer, optionalInteger, optionalInt, bool, text, optionalText, blob

        func callAsFunction(_ row: inout Row) throws(SQLiteFailure) {
            switch self {
            case .integer: _ = try row.integer()
            case .optionalInteger: _ = try row.optionalInteger()
            case .optionalInt: _ = try row.optionalInt()
            case .bool: _ = try row.bool()
            case .text: _ = try row.text()
            case .optionalText: _ = try row.optionalText()
            case .blob: _ = try row.blob()
            }
        }
    }

    @Test(
        arguments: [
            ("NULL", .integer, "does not hold an integer"),
            ("'1'", .integer, "does not hold an integer"),
            ("1.5", .optionalInteger, "does not hold an integer"),
            ("x'31'", .optionalInt, "does not hold an integer"),
            ("2", .bool, "holds an integer other than 0 and 1"),
            ("NULL", .text, "does not hold a text"),
            ("1", .optionalText, "does not hold a text"),
            ("CAST(x'C328' AS TEXT)", .text, "holds invalid UTF-8"),
            ("CAST(x'EDA080' AS TEXT)", .optionalText, "holds invalid UTF-8"),
            ("'text'", .blob, "does not hold bytes"),
            ("NULL", .blob, "does not hold bytes"),
        ] as [(String, Reading, String)])
    private func `a wrong value is damage, and the column is named`(
        value: String, reading: Reading, finding: String
    ) throws {
        let database = try Database.open(.memory)
        let found = failure { () throws(SQLiteFailure) in
            _ = try database.first("SELECT 1 AS id, \(value) AS link_name") { row throws(SQLiteFailure) in
                _ = try row.integer()
                try reading(&row)
            }
        }
        #expect(found?.kind == .damaged)
        #expect(found?.detail == "the column link_name \(finding)")
    }

    @Test func `a record may call a value invalid`() throws {
        let database = try Database.open(.memory)
        let found = failure { () throws(SQLiteFailure) in
            _ = try database.first("SELECT 'asleep' AS status") { row throws(SQLiteFailure) in
                let status = try row.text()
                if status != "active" { throw row.invalid("an unknown status") }
            }
        }
        #expect(found?.kind == .damaged)
        #expect(found?.detail == "the column status holds an unknown status")
    }

    @Test func `reading beyond the last column is a mistake, not damage`() throws {
        let database = try Database.open(.memory)
        let found = failure { () throws(SQLiteFailure) in
            _ = try database.first("SELECT 1") { row throws(SQLiteFailure) in
                _ = try row.integer()
                _ = try row.optionalText()
            }
        }
        #expect(found?.kind == .other)
    }
}

extension RowTests.Sample {
    init(row: inout Row) throws(SQLiteFailure) {
        self.number = try row.integer()
        self.size = try row.int()
        self.isOn = try row.bool()
        self.text = try row.text()
        self.bytes = try row.blob()
        self.maybeNumber = try row.optionalInteger()
        self.maybeSize = try row.optionalInt()
        self.maybeText = try row.optionalText()
        self.maybeBytes = try row.optionalBlob()
    }
}
