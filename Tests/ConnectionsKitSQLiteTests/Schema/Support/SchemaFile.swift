import ConnectionsKit
import Foundation
import Testing

@testable import ConnectionsKitSQLite

/// A file of `Tests/SchemaFiles`: a store of one version of the schema as SQL, with at least one row in each table.
struct SchemaFile: Sendable, CustomTestStringConvertible {
    static let folder: URL = {
        var url = URL(filePath: #filePath)
        for _ in 0..<4 { url.deleteLastPathComponent() }
        return url.appending(path: "SchemaFiles")
    }()
    static let newest = SchemaFile(version: Migrator.connections().steps.count)
    /// One for each version.
    static let all = (1...newest.version).map { SchemaFile(version: $0) }

    let version: Int
    var testDescription: String { "version \(self.version)" }

    var url: URL { Self.folder.appending(path: "version-\(self.version).sql") }

    func text() throws -> String { try String(contentsOf: self.url, encoding: .utf8) }

    /// The digests of all files, by their names.
    static func digests() throws -> [String: String] {
        let lines = try String(contentsOf: self.folder.appending(path: "digests"), encoding: .utf8).split(
            separator: "\n")
        return Dictionary(
            uniqueKeysWithValues: lines.map { line in
                let words = line.split(separator: " ")
                return (String(words[0]), String(words[1]))
            })
    }

    /// A digest that tells a change by mistake, FNV-1a.
    static func digest(of text: String) -> String {
        let digest = text.utf8.reduce(UInt64(0xCBF2_9CE4_8422_2325)) { ($0 ^ UInt64($1)) &* 0x0000_0100_0000_01B3 }
        return String(digest, radix: 16)
    }

    /// Writes the file anew, and its digest.
    func write(_ text: String) throws {
        try FileManager.default.createDirectory(at: Self.folder, withIntermediateDirectories: true)
        try Data(text.utf8).write(to: self.url)
        var digests = (try? Self.digests()) ?? [:]
        digests[self.url.lastPathComponent] = Self.digest(of: text)
        let lines = digests.sorted { $0.key < $1.key }.map { "\($0.key) \($0.value)\n" }
        try Data(lines.joined().utf8).write(to: Self.folder.appending(path: "digests"))
    }

    /// Makes a database at `path` of the file, with no help from the library.
    func make(at path: String) throws {
        let database = try Database.open(.file(path))
        try database.execute(try self.text())
    }
}

extension Database {
    /// The whole database as SQL: tables with their rows first, so that no trigger and no index is in their way.
    func dump() throws(SQLiteFailure) -> String {
        let tables = try self.all(
            "SELECT name, sql FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite_%' ORDER BY rowid"
        ) { row throws(SQLiteFailure) in (try row.text(), try row.text()) }
        let others = try self.all(
            "SELECT sql FROM sqlite_schema WHERE type <> 'table' AND sql IS NOT NULL ORDER BY rowid"
        ) { row throws(SQLiteFailure) in try row.text() }
        var statements = [
            "PRAGMA application_id = \(try self.firstInteger("PRAGMA application_id") ?? 0)",
            "PRAGMA user_version = \(try self.firstInteger("PRAGMA user_version") ?? 0)",
        ]
        for (name, sql) in tables { statements += [sql] + (try self.rows(of: name)) }
        return (statements + others).map { $0 + ";\n" }.joined()
    }

    private func rows(of table: String) throws(SQLiteFailure) -> [String] {
        let columns = try self.all("SELECT name FROM pragma_table_info('\(table)') ORDER BY cid") {
            row throws(SQLiteFailure) in try row.text()
        }
        let values = columns.map { "quote(\($0))" }.joined(separator: " || ', ' || ")
        let order = (1...columns.count).map(String.init).joined(separator: ", ")
        return try self.all("SELECT \(values) FROM (SELECT * FROM \(table) ORDER BY \(order))") {
            row throws(SQLiteFailure) in "INSERT INTO \(table) VALUES (\(try row.text()))"
        }
    }
}
