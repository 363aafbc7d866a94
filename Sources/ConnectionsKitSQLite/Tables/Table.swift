/// The columns of a table and the statements over them, made once.
///
/// A row is written with all of its columns in their order: the account, the key, the others, the version, and what is
/// derived from them and never read.
struct Table: Sendable {
    let name: String
    /// The columns that name a row within its account.
    let key: [String]
    /// The columns that are read, in their order.
    let columns: [String]
    /// Reads a row by its account and key.
    let read: String
    /// Reads the version of a row by its account and key.
    let version: String
    /// Writes a new row.
    let insert: String
    /// Writes over a row in the version that follows its columns.
    let update: String
    /// Deletes all rows of an account.
    let erase: String
    /// Deletes a row by its account, its key and its version.
    let delete: String

    init(_ name: String, key: [String], columns: [String], derived: [String] = []) {
        self.name = name
        self.key = key
        self.columns = ["account"] + key + columns + ["version"]
        let written = self.columns + derived
        let isKey = (["account"] + key).map { "\($0) = ?" }.joined(separator: " AND ")
        let values = (1...written.count).map { "?\($0)" }
        let pairs = zip(written, values).map { "\($0) = \($1)" }
        let settings = pairs.dropFirst(1 + key.count).joined(separator: ", ")
        let isNumberedKey = pairs.prefix(1 + key.count).joined(separator: " AND ")
        self.read = "SELECT \(self.columns.joined(separator: ", ")) FROM \(name) WHERE \(isKey)"
        self.version = "SELECT version FROM \(name) WHERE \(isKey)"
        self.insert =
            "INSERT INTO \(name) (\(written.joined(separator: ", "))) VALUES (\(values.joined(separator: ", ")))"
        self.update = "UPDATE \(name) SET \(settings) WHERE \(isNumberedKey) AND version = ?\(written.count + 1)"
        self.erase = "DELETE FROM \(name) WHERE account = ?"
        self.delete = "DELETE FROM \(name) WHERE \(isKey) AND version = ?"
    }

    /// A statement that reads the rows that `rest` tells.
    func select(_ rest: String) -> String {
        "SELECT \(self.columns.joined(separator: ", ")) FROM \(self.name) \(rest)"
    }
}
