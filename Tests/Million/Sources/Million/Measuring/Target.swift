import ConnectionsKit
import ConnectionsKitSQLite

/// A filled file that is open.
struct Target: Sendable {
    let population: Population
    let path: String
    let store: SQLiteConnectionStore
    let system: ConnectionSystem

    init(
        _ population: Population, at path: String, providers: [any CredentialProvider], moment: Timestamp,
        sealer: any SecretSealer
    ) async throws {
        let time = TimeSource(now: { moment }, sleep: { try await Task.sleep(for: $0) })
        self.population = population
        self.path = path
        var configuration = SQLiteConnectionStore.Configuration()
        // Several processes write as fast as they can, and SQLite lets none of them have its turn.
        configuration.busyTimeout = .seconds(60)
        self.store = try await SQLiteConnectionStore.open(at: path, time: time, configuration: configuration)
        self.system = ConnectionSystem(
            store: self.store, catalogue: Catalogue([Member.connector]), sealer: sealer, providers: providers,
            time: time)
    }
}
