import ConnectionsKit
import ConnectionsKitConnectors
import ConnectionsKitSealing

/// What a host has of its own: whoever takes this example for a platform changes it here.
enum Platform {
    /// The connectors; a host adds its own.
    static let catalogue = Catalogue.builtIn

    /// Puts a system together that looks: it has no provider, so that it can call no service.
    static func system(
        over store: any ConnectionStore, keys: any KeyProvider = NoKeys(), time: TimeSource
    ) -> ConnectionSystem {
        ConnectionSystem(
            store: store, catalogue: self.catalogue, sealer: EnvelopeSealer(keys: keys), providers: [], time: time)
    }
}

/// The keys of commands that were given none: with them nothing can be opened or sealed.
struct NoKeys: KeyProvider {
    private var refusal: SealerError {
        SealerError(.unavailable, "no keys were given; pass --keys or --keys-env")
    }

    func wrap(_ key: Secret, of id: DataKey.ID, in account: AccountID) async throws(SealerError) -> WrappedKey {
        throw self.refusal
    }

    func unwrap(_ key: WrappedKey, of id: DataKey.ID, in account: AccountID) async throws(SealerError) -> Secret {
        throw self.refusal
    }

    func wrappingKeys() async throws(SealerError) -> WrappingKeys { throw self.refusal }

    func auditKey() async throws(SealerError) -> Secret { throw self.refusal }
}
