import ConnectionsKit

#if ENVELOPES
import ConnectionsKitSealing

/// Sealers whose keys follow from their names, so that every process has the same.
enum Sealing {
    static func writing(_ key: String, reading others: [String] = []) -> any SecretSealer {
        let keys = Dictionary(uniqueKeysWithValues: ([key] + others).map { ($0, Self.bytes(of: $0)) })
        do {
            let ring = try KeyRing(primary: key, keys: keys, audit: Self.bytes(of: "audit"))
            return EnvelopeSealer(keys: StaticKeyProvider(ring))
        } catch {
            fatalError("no key ring: \(error)")
        }
    }

    private static func bytes(of name: String) -> Secret {
        var numbers = Numbers(seed: name.utf8.reduce(7) { $0 &* 31 &+ UInt64($1) })
        return Secret((0..<32).map { _ in UInt8.random(in: 0...255, using: &numbers) })
    }
}
#else
import ConnectionsKitTesting

/// Sealers that behave as real ones do and do not encrypt.
enum Sealing {
    static func writing(_ key: String, reading others: [String] = []) -> any SecretSealer {
        TestSealer(key: key, olderKeys: Set(others))
    }
}
#endif
