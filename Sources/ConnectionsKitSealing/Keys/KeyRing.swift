public import ConnectionsKit

/// The keys of a host: one that wraps data keys, others that only unwrap, and one for the audit trail.
///
/// To change the key that wraps, add a new one, make it the primary and keep the old one until a rotation has wrapped every
/// data key anew. The audit key stays: with it a trail can be verified after every data key has been destroyed.
public struct KeyRing: Sendable {
    /// The identifier of the key that wraps.
    public let primary: String
    private let keys: [String: Secret]
    private let audit: Secret

    /// Makes a ring.
    ///
    /// - Parameters:
    ///   - primary: the identifier of the key that wraps; one of those in `keys`.
    ///   - keys: the keys by identifier, each of 32 random bytes. Identifiers are 1 to 32 ASCII letters, digits, hyphens,
    ///     underscores and dots; they stand beside every data key and are not secret.
    ///   - audit: the key of the audit trail: 32 random bytes, apart from the others.
    /// - Throws: ``SealerError`` with the code `malformed` when one of these does not hold.
    public init(primary: String, keys: [String: Secret], audit: Secret) throws(SealerError) {
        func refuse(_ problem: String) -> SealerError { SealerError(.malformed, problem) }
        for (id, key) in keys.sorted(by: { $0.key < $1.key }) {
            // An identifier that is not lawful may be a key in the wrong place: it is not shown.
            guard Self.isIdentifier(id) else {
                throw refuse("a key's identifier is not 1 to 32 ASCII letters, digits, hyphens, underscores and dots")
            }
            guard key.count == 32 else { throw refuse("the key \"\(id)\" has \(key.count) bytes; it needs 32") }
        }
        guard audit.count == 32 else { throw refuse("the audit key has \(audit.count) bytes; it needs 32") }
        guard keys[primary] != nil else {
            let name = Self.isIdentifier(primary) ? "\"\(primary)\"" : "which has no lawful identifier"
            throw refuse("the primary key, \(name), is not among the keys")
        }
        let material = Array(keys.values) + [audit]
        guard Set(material.map { key in key.withBytes { $0 } }).count == material.count else {
            throw refuse("two of the keys are the same; each needs random bytes of its own")
        }
        self.primary = primary
        self.keys = keys
        self.audit = audit
    }

    /// Makes a ring with one new key and a new audit key.
    ///
    /// - Parameters:
    ///   - primary: the identifier of the key.
    ///   - random: where the keys come from; in production the system's generator.
    /// - Returns: a ring that no one else has.
    /// - Throws: ``SealerError`` with the code `malformed` when the identifier is not lawful.
    public static func generate(
        primary: String = "key-1", random: RandomSource = .system
    ) throws(SealerError) -> KeyRing {
        try KeyRing(primary: primary, keys: [primary: Secret(random.bytes(32))], audit: Secret(random.bytes(32)))
    }

    /// The identifiers of all keys that can unwrap, in their order as text.
    public var identifiers: [String] { self.keys.keys.sorted() }

    /// Gives every key and the audit key to `body`, for the one place that wraps with them and the one that writes them.
    func withKeys<Output>(_ body: ([String: Secret], Secret) -> Output) -> Output { body(self.keys, self.audit) }

    static func isIdentifier(_ text: some StringProtocol) -> Bool {
        (1...32).contains(text.utf8.count)
            && text.utf8.allSatisfy { byte in
                switch byte {
                case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
                    UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"), UInt8(ascii: "_"), UInt8(ascii: "."):
                    true
                default: false
                }
            }
    }
}

extension KeyRing: CustomStringConvertible, CustomDebugStringConvertible, CustomReflectable {
    /// The identifiers alone.
    public var description: String {
        "KeyRing(primary: \(self.primary), keys: \(self.identifiers.joined(separator: ", ")))"
    }
    public var debugDescription: String { self.description }
    public var customMirror: Mirror { Mirror(self, children: [:], displayStyle: .struct) }
}
