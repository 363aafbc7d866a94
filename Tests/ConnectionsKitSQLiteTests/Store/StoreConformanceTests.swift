import ConnectionsKitTesting
import Testing

@testable import ConnectionsKitSQLite

@Suite struct StoreConformanceTests {
    /// Where a store keeps its records, and who else may open it.
    private enum Mode: CaseIterable {
        case shared, oneReader, exclusive, memory
    }

    @Test(arguments: StoreConformance.requirements, Mode.allCases)
    private func `a store meets the contract`(_ requirement: StoreConformance.Requirement, _ mode: Mode) async throws {
        let folder = try TemporaryFolder()
        var chosen = SQLiteConnectionStore.Configuration()
        if mode == .exclusive { chosen.access = .exclusive }
        if mode == .oneReader { chosen.readers = 1 }
        let configuration = chosen
        try await requirement.run { time in
            if mode == .memory { return try await SQLiteConnectionStore.inMemory(time: time.source) }
            return try await SQLiteConnectionStore.open(
                at: folder.file(), time: time.source, configuration: configuration)
        }
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
