import ArgumentParser
import ConnectionsKit
import ConnectionsKitSQLite

/// Which database a command looks at.
struct DatabaseOptions: ParsableArguments {
    @Option(name: .customLong("database"), help: "The SQLite file.", completion: .file())
    var path: String

    @Option(help: "How many seconds to wait for a process that keeps the database locked.")
    var wait = 5

    func validate() throws {
        if self.wait < 0 { throw ValidationError("--wait must be 0 or more") }
        if self.path.isEmpty { throw ValidationError("--database needs the path of a file") }
    }

    /// Opens the database, which must be there in the schema of this version: a look makes and changes nothing.
    func open() async throws -> SQLiteConnectionStore {
        try await DatabaseFile.look(at: self.path).requireOwnSchema()
        return try await self.openLooked()
    }

    /// Opens the database, for whoever has looked at its file.
    func openLooked() async throws -> SQLiteConnectionStore {
        var configuration = SQLiteConnectionStore.Configuration()
        configuration.busyTimeout = .seconds(self.wait)
        return try await SQLiteConnectionStore.open(
            at: self.path, time: Desk.current.time, configuration: configuration)
    }
}
