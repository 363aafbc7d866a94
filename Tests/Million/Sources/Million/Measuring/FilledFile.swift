import ConnectionsKit

/// A file and what it was filled with.
struct FilledFile: Sendable {
    let population: Population
    let path: String

    func open(
        providers: [any CredentialProvider] = [], at moment: Timestamp = Population.epoch,
        sealer: any SecretSealer = Sealing.writing("key-1")
    ) async throws -> Target {
        try await Target(self.population, at: self.path, providers: providers, moment: moment, sealer: sealer)
    }
}
