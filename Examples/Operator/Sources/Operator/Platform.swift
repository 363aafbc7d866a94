import ConnectionsKit
import ConnectionsKitConnectors

/// What a host has of its own: whoever takes this example for a platform changes it here.
enum Platform {
    /// The connectors; a host adds its own.
    static let catalogue = Catalogue.builtIn

    /// Puts a system together that looks: it has no provider, so that it can call no service.
    static func system(
        over store: any ConnectionStore, sealer: any SecretSealer = NoKeys(), time: TimeSource
    ) -> ConnectionSystem {
        ConnectionSystem(store: store, catalogue: self.catalogue, sealer: sealer, providers: [], time: time)
    }
}

/// The sealer of commands that were given no keys: it opens and seals nothing.
struct NoKeys: SecretSealer {
    func keys(for account: AccountID) async throws(SealerError) -> any AccountKeys {
        throw SealerError(.unavailable, "no keys were given; pass --keys or --keys-env")
    }
}
