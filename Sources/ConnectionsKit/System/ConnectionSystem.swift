/// The composition root: what an application is made of is put together here, once, and handed to the façades.
///
/// ```swift
/// let system = ConnectionSystem(store: store, catalogue: .builtIn, sealer: sealer, providers: [oauth, .apiKey])
/// let console = DeveloperConsole(system)
/// ```
public final class ConnectionSystem: Sendable {
    /// The platform's connectors.
    public let catalogue: Catalogue
    /// What the host has set.
    public let configuration: Configuration
    /// The policy.
    public let policy: Policy

    package let store: any ConnectionStore
    package let sealer: any SecretSealer
    package let keys: DataKeyDirectory
    package let providers: [AuthenticationMethod: any CredentialProvider]
    package let time: TimeSource
    package let random: RandomSource
    package let coordinator: RefreshCoordinator
    package let broadcaster = AuditBroadcaster()
    package let retentionWalk = RetentionWalk()

    /// Puts a system together.
    ///
    /// - Parameters:
    ///   - store: where records are kept.
    ///   - catalogue: the platform's connectors.
    ///   - sealer: seals secrets for the store.
    ///   - providers: one for each method of authentication; of two for one method the later stands.
    ///   - time: the clock.
    ///   - random: the source of random bytes.
    ///   - configuration: what the host sets.
    public init(
        store: any ConnectionStore, catalogue: Catalogue, sealer: any SecretSealer,
        providers: [any CredentialProvider], time: TimeSource = .system, random: RandomSource = .system,
        configuration: Configuration = Configuration()
    ) {
        let byMethod = Dictionary(providers.map { ($0.method, $0) }) { _, later in later }
        self.store = store
        self.catalogue = catalogue
        self.sealer = sealer
        self.providers = byMethod
        self.time = time
        self.random = random
        self.configuration = configuration
        self.policy = Policy(additional: configuration.additionalRules)
        // Their identifiers are seen by nobody: they take nothing from what a seeded source gives to all else.
        let keys = DataKeyDirectory(store: store, sealer: sealer, time: time, random: .system)
        self.keys = keys
        self.coordinator = RefreshCoordinator(
            store: store, sealer: sealer, keys: keys, providers: byMethod, catalogue: catalogue, time: time,
            random: random,
            settings: configuration.refresh, allowsLoopbackHTTP: configuration.allowsLoopbackHTTP)
    }

    /// The background work, which the host runs.
    public var maintenance: Maintenance { Maintenance(self) }
}
