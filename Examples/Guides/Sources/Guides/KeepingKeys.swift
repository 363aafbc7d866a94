import ConnectionsKit
import ConnectionsKitSealing

func keyFile() throws -> EnvelopeSealer {
    try FileKeyProvider.create(at: "keys.json")
    return EnvelopeSealer(keys: try FileKeyProvider(at: "keys.json"))
}

/// What a host has of its key service.
protocol KeyService: Sendable {
    func encrypt(_ bytes: [UInt8], under key: String, context: [UInt8]) async throws -> [UInt8]
    func decrypt(_ bytes: [UInt8], under key: String, context: [UInt8]) async throws -> [UInt8]
}

func keyService(_ service: any KeyService, auditKey: Secret) throws -> EnvelopeSealer {
    let name = "connections-2026"
    let keys = try KeyServiceProvider(
        writing: name, audit: auditKey,
        wrap: { key, context in
            try await service.encrypt(key.withBytes { $0 }, under: name, context: context)
        },
        unwrap: { wrapped, context in
            Secret(try await service.decrypt(wrapped.bytes, under: wrapped.wrappingKey, context: context))
        })
    return EnvelopeSealer(keys: keys)
}

func startUp(_ system: ConnectionSystem) async throws -> [String] {
    let check = try await system.checkKeys()
    return check.inUse
}

func rotation(_ system: ConnectionSystem) async throws {
    let plan = try await system.planKeyRotation()
    print("\(plan.dataKeysToWrap) data keys of \(plan.accounts) accounts are to be wrapped anew")
    let report = try await system.rotateKeys(by: "pat") { progress in
        print("\(progress.wrapped) wrapped")
    }
    for account in report.unfinished { print("\(account.account): \(account.reason)") }
}

func replacement(_ system: ConnectionSystem) async throws -> KeyRotationReport {
    var settings = KeyRotation.Settings()
    settings.rate = 2_000
    return try await system.rotateKeys(.secrets, by: "pat", settings: settings)
}
