import ArgumentParser
import ConnectionsKit
import ConnectionsKitSealing

/// Where the host's keys are.
struct KeyOptions: ParsableArguments {
    @Option(name: .customLong("keys"), help: "The key file.", completion: .file())
    var path: String?

    @Option(name: .customLong("keys-env"), help: "The environment variable that holds the text of a key file.")
    var variable: String?

    func validate() throws {
        if self.path != nil, self.variable != nil { throw ValidationError("pass --keys or --keys-env, not both") }
    }

    /// Refuses a call of a command that can do nothing without keys.
    func validateAreGiven() throws {
        if !self.areGiven { throw ValidationError("this needs the keys: pass --keys PATH or --keys-env VARIABLE") }
    }

    /// Whether keys were named.
    var areGiven: Bool { self.path != nil || self.variable != nil }

    /// The keys of a command that can do nothing without; that they were named is validated before.
    func requiredProvider() throws -> any KeyProvider {
        guard let provider = try self.provider() else { throw SealerError(.unavailable, "no keys were named") }
        return provider
    }

    /// The keys; nothing when none were named.
    func provider() throws -> (any KeyProvider)? {
        if let path { return try FileKeyProvider(at: path) }
        if let variable { return try EnvironmentKeyProvider(variable: variable) }
        return nil
    }
}
