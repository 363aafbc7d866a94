import ConnectionsKit
import ConnectionsKitInMemory

// The smallest host: it composes a system over the in-memory store and defines a connection.
struct PlainKeys: AccountKeys {
    func seal(_ secret: Secret, in context: SealContext) throws(SealerError) -> SealedSecret {
        SealedSecret(envelope: secret.withBytes { $0.map { byte in byte ^ 0x5A } })
    }
    func open(_ sealed: SealedSecret, in context: SealContext) throws(SealerError) -> Secret {
        Secret(sealed.envelope.map { $0 ^ 0x5A })
    }
}

struct PlainAuditKey: AuditKey {
    func authenticate(_ message: [UInt8]) -> [UInt8] { [message.reduce(0, ^)] }
}

struct PlainSealer: SecretSealer {
    func keys(for account: AccountID, from dataKeys: [DataKey]) async throws(SealerError) -> any AccountKeys {
        PlainKeys()
    }
    func makeDataKey(_ id: DataKey.ID, for account: AccountID) async throws(SealerError) -> WrappedKey {
        WrappedKey(bytes: [], wrappingKey: "none")
    }
    func rewrap(_ key: DataKey) async throws(SealerError) -> WrappedKey { key.wrapped }
    func wrappingKeys() async throws(SealerError) -> WrappingKeys { WrappingKeys(writing: "none") }
    func auditKey(for account: AccountID) async throws(SealerError) -> any AuditKey { PlainAuditKey() }
    func dataKey(of sealed: SealedSecret) -> DataKey.ID? { nil }
}

let gateway = Connector(
    id: "gateway", name: "Gateway", category: "SMS",
    authentication: .apiKey([CredentialField("key", label: "Key", placement: .header(name: "X-Key", prefix: ""))]),
    hosts: ["api.example.com"])
let system = ConnectionSystem(
    store: InMemoryConnectionStore(), catalogue: Catalogue([gateway]), sealer: PlainSealer(), providers: [.apiKey])
let owner = Principal.console("olga", account: "makers", role: .superAdmin)
let console = DeveloperConsole(system)
let connection = try await console.createConnection(to: "gateway", kind: .admin, as: owner)
let pending = try await console.authorize(connection.id, in: .development, as: owner)
let status = try await console.complete(pending, fields: SecretFields([("key", Secret("k"))]), as: owner)
print("\(connection.linkName) is connected: \(status.isConnected)")
