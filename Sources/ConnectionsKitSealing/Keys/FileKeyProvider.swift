public import ConnectionsKit
import Synchronization

/// Takes the keys from a file that only its owner can read.
///
/// The file is a JSON object. Each key is 32 random bytes in base 64:
///
/// ```json
/// {"primary": "key-2", "keys": {"key-1": "…", "key-2": "…"}, "audit": "…"}
/// ```
///
/// A file that was replaced is read again when keys are next asked for, so that a new primary takes effect without a
/// restart. Replace it by a rename, and give every process the new key before one of them makes it the primary.
public final class FileKeyProvider: RingKeyProvider, Sendable {
    private let path: String
    private let current: Mutex<Loaded>

    private struct Loaded {
        var ring: KeyRing
        var stamp: KeyFile.Stamp
    }

    /// Reads and checks the file.
    ///
    /// - Parameter path: where it is.
    /// - Throws: ``SealerError``: `unavailable` when the file is missing, cannot be read, or is open to its group or to
    ///   others; `malformed` when it is no key file.
    public init(at path: String) throws(SealerError) {
        self.path = path
        self.current = Mutex(try Self.load(path))
    }

    /// Makes a new file with fresh keys, readable to its owner alone.
    ///
    /// - Parameters:
    ///   - path: where; nothing may be there, so that no key is ever overwritten.
    ///   - primary: the identifier of the key.
    ///   - random: where the keys come from; in production the system's generator.
    /// - Returns: a provider of these keys.
    /// - Throws: ``SealerError``: `unavailable` when a file is there already or none can be written, `malformed` when the
    ///   identifier is not lawful.
    @discardableResult
    public static func create(
        at path: String, primary: String = "key-1", random: RandomSource = .system
    ) throws(SealerError) -> FileKeyProvider {
        try KeyFile(path: path).create(try KeyDocument.text(of: try .generate(primary: primary, random: random)))
        return try FileKeyProvider(at: path)
    }

    public func keyRing() async throws(SealerError) -> KeyRing {
        let stamp = try KeyFile(path: self.path).stamp()
        if let ring = self.current.withLock({ $0.stamp == stamp ? $0.ring : nil }) { return ring }
        let loaded = try Self.load(self.path)
        self.current.withLock { $0 = loaded }
        return loaded.ring
    }

    private static func load(_ path: String) throws(SealerError) -> Loaded {
        let (bytes, stamp) = try KeyFile(path: path).contents()
        return Loaded(ring: try KeyDocument.ring(in: bytes, named: "the file \(path)"), stamp: stamp)
    }
}

extension FileKeyProvider: CustomStringConvertible, CustomDebugStringConvertible, CustomReflectable {
    public var description: String { "FileKeyProvider(at: \(self.path))" }
    public var debugDescription: String { self.description }
    public var customMirror: Mirror { Mirror(self, children: [:], displayStyle: .class) }
}
