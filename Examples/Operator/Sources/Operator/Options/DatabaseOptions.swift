import ArgumentParser
import ConnectionsKit
import ConnectionsKitSQLite

/// Which database a command looks at.
struct DatabaseOptions: ParsableArguments {
    @Option(name: .customLong("database"), help: "The SQLite file.", completion: .file())
    var path: String

    func validate() throws {
        if self.path.isEmpty { throw ValidationError("--database needs the path of a file") }
    }

    /// Opens the database, which must be there in the schema of this version: a look makes and changes nothing.
    func open() async throws -> SQLiteConnectionStore {
        let file = try await DatabaseFile.look(at: self.path)
        try file.requireOwnSchema()
        return try await SQLiteConnectionStore.open(at: self.path, time: Desk.current.time)
    }
}
