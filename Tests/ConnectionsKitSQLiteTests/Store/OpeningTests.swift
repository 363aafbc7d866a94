import ConnectionsKit
import ConnectionsKitTesting
import Foundation
import Testing

@testable import ConnectionsKitSQLite

@Suite struct OpeningTests {
    private let folder: TemporaryFolder

    init() throws { self.folder = try TemporaryFolder() }

    private func refusal(checksIntegrity: Bool = false) async -> StoreError? {
        var configuration = SQLiteConnectionStore.Configuration()
        configuration.checksIntegrity = checksIntegrity
        let chosen = configuration
        return await storeError { () throws(StoreError) in
            _ = try await SQLiteConnectionStore.open(at: self.folder.file(), configuration: chosen)
        }
    }

    private func makeStore() async throws {
        let store = try await SQLiteConnectionStore.open(at: self.folder.file())
        try await store.commit(Records.insertion, link: chain)
    }

    @Test func `a schema of a newer version is refused and left as it is`() async throws {
        try await self.makeStore()
        do {
            let database = try Database.open(.file(self.folder.file()))
            try database.execute("PRAGMA user_version = \(Migrator.connections().steps.count + 1)")
        }
        let refused = await self.refusal()
        #expect(refused?.code == .corrupt)
        #expect(refused?.message.contains("Update the library") == true)
        do {
            let database = try Database.open(.file(self.folder.file()))
            try database.execute("PRAGMA user_version = \(Migrator.connections().steps.count)")
        }
        let store = try await SQLiteConnectionStore.open(at: self.folder.file())
        #expect(try await store.audit(of: .fixture, after: 0, limit: 10).count == 1)
    }

    @Test func `a database of another application is refused and left as it is`() async throws {
        do {
            let database = try Database.open(.file(self.folder.file()))
            try database.execute("CREATE TABLE notes (text TEXT); INSERT INTO notes VALUES ('theirs');")
        }
        let refused = await self.refusal()
        #expect(refused?.code == .corrupt)
        #expect(refused?.message.contains("belongs to another application") == true)
        #expect(refused?.message.contains("Choose another path") == true)
        let database = try Database.open(.file(self.folder.file()), .readOnly)
        #expect(try database.firstText("SELECT text FROM notes") == "theirs")
        #expect(try database.firstInteger("SELECT count(*) FROM sqlite_schema") == 1)
    }

    @Test func `a file that is no database is refused and left as it is`() async throws {
        let text = Data(String(repeating: "notes\n", count: 1_000).utf8)
        try text.write(to: URL(fileURLWithPath: self.folder.file()))
        let refused = await self.refusal()
        #expect(refused?.code == .corrupt)
        #expect(refused?.message.contains("restore the file from a backup") == true)
        #expect(try Data(contentsOf: URL(fileURLWithPath: self.folder.file())) == text)
    }

    @Test func `a damaged page is found when asked for, and told when it is read`() async throws {
        do {
            let store = try await SQLiteConnectionStore.open(at: self.folder.file())
            try await store.commit { changes in
                for number in 0..<2_000 { changes.insert(Application.fixture(.init("application \(number)"))) }
            }
        }
        // The last pages hold rows of the applications alone.
        try self.folder.damageLastPages()
        #expect(await self.refusal(checksIntegrity: true)?.code == .corrupt)
        let store = try await SQLiteConnectionStore.open(at: self.folder.file())
        let refused = await storeError { () throws(StoreError) in _ = try await store.all(.applications, in: .fixture) }
        #expect(refused?.code == .corrupt)
        #expect(refused?.message.contains(self.folder.file()) == true)
    }

    @Test func `a file in a missing folder cannot be opened`() async {
        let refused = await storeError { () throws(StoreError) in
            _ = try await SQLiteConnectionStore.open(at: self.folder.file("missing/store.sqlite"))
        }
        #expect(refused?.code == .unavailable)
        #expect(refused?.message.contains("Check that its folder exists") == true)
    }

    @Test func `two stores may make one file at once`() async throws {
        let path = self.folder.file()
        let errors = await withTaskGroup(of: StoreError?.self) { group in
            for number in 0..<4 {
                group.addTask {
                    await storeError { () throws(StoreError) in
                        let store = try await SQLiteConnectionStore.open(at: path)
                        try await store.commit { $0.insert(Application.fixture(.init("\(number)"))) }
                    }
                }
            }
            return await group.reduce(into: [StoreError?]()) { $0.append($1) }
        }
        #expect(errors.allSatisfy { $0 == nil })
        let store = try await SQLiteConnectionStore.open(at: path)
        #expect(try await store.all(.applications, in: .fixture).map(\.id) == ["0", "1", "2", "3"])
    }
}
