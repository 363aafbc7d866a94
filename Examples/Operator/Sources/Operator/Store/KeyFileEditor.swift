import ConnectionsKit
import ConnectionsKitSQLite
import ConnectionsKitSealing

/// Changes a key file, one step at a time.
struct KeyFileEditor {
    var path: String

    init(_ options: KeyFileOptions) { self.path = options.path }

    func create(_ id: String) async throws -> KeysReport {
        self.report(try await FileKeyProvider.create(at: self.path, primary: id).wrappingKeys())
    }

    func list() async throws -> KeysReport { self.report(try await FileKeyProvider(at: self.path).wrappingKeys()) }
    func add(_ id: String) async throws -> KeysReport { self.report(try FileKeyProvider.addKey(id, to: self.path)) }
    func use(_ id: String) async throws -> KeysReport {
        self.report(try FileKeyProvider.makePrimary(id, in: self.path))
    }

    func remove(_ id: String, unneededBy databases: [String]) async throws -> KeysReport {
        let keys = try FileKeyProvider(at: self.path)
        for database in databases {
            try await DatabaseFile.look(at: database).requireOwnSchema()
            let time = Desk.current.time
            let store = try await SQLiteConnectionStore.open(at: database, time: time)
            let check = try await Platform.system(over: store, keys: keys, time: time).checkKeys()
            if check.inUse.contains(id) {
                throw Failure(
                    "keyInUse", "The key \(id) is needed: it wrapped data keys of \(database).",
                    remedy: "Make another key the primary, then run `connections rotate-keys`.", exit: .findings)
            }
        }
        return self.report(try FileKeyProvider.removeKey(id, from: self.path))
    }

    private func report(_ keys: WrappingKeys) -> KeysReport {
        KeysReport(path: self.path, primary: keys.writing, keys: (keys.readable ?? []).sorted())
    }
}
