import ConnectionsKitTesting
import Testing

@testable import ConnectionsKitSQLite

@Suite struct StoreConformanceTests {
    @Test(arguments: StoreConformance.requirements)
    func `a store in a file meets the contract`(_ requirement: StoreConformance.Requirement) async throws {
        let folder = try TemporaryFolder()
        try await requirement.run { time in
            try await SQLiteConnectionStore.open(at: folder.file(), time: time.source)
        }
    }

    @Test(arguments: StoreConformance.requirements)
    func `a store in memory meets the contract`(_ requirement: StoreConformance.Requirement) async throws {
        try await requirement.run { time in try await SQLiteConnectionStore.inMemory(time: time.source) }
    }

    @Test(arguments: StoreConformance.requirements)
    func `two stores over one file meet the contract`(_ requirement: StoreConformance.Requirement) async throws {
        let folder = try TemporaryFolder()
        try await requirement.run { time in
            try await SQLiteConnectionStore.open(at: folder.file(), time: time.source)
        } another: { time in
            try await SQLiteConnectionStore.open(at: folder.file(), time: time.source)
        }
    }
}
