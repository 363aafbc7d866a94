public import ConnectionsKit

// How an operator changes a key file: each change is written beside it and takes its place in one step, so that whoever reads
// it finds the one or the other. Processes that read the file notice by themselves.
extension FileKeyProvider {
    /// Adds a fresh key to a key file; it only unwraps until ``makePrimary(_:in:)``.
    ///
    /// - Parameters:
    ///   - id: the identifier of the key, which the file must not have.
    ///   - path: the key file.
    ///   - random: where the key comes from; in production the system's generator.
    /// - Returns: the keys that the file has now.
    /// - Throws: ``SealerError``: `unavailable` when the file cannot be read or written, `malformed` when it is no key file,
    ///   has the key, or the identifier is not lawful.
    @discardableResult
    public static func addKey(
        _ id: String, to path: String, random: RandomSource = .system
    ) throws(SealerError) -> WrappingKeys {
        try self.change(path) { ring throws(SealerError) in try ring.adding(id, Secret(random.bytes(32))) }
    }

    /// Makes a key of a key file the one that wraps; the others go on unwrapping.
    ///
    /// Where processes have copies of the file, give each of them the key first.
    ///
    /// - Parameters:
    ///   - id: the identifier of the key.
    ///   - path: the key file.
    /// - Returns: the keys that the file has now.
    /// - Throws: ``SealerError``: `unavailable` when the file cannot be read or written, `malformed` when it is no key file or
    ///   does not have the key.
    @discardableResult
    public static func makePrimary(_ id: String, in path: String) throws(SealerError) -> WrappingKeys {
        try self.change(path) { ring throws(SealerError) in try ring.withPrimary(id) }
    }

    /// Takes a key out of a key file, for good: what it alone unwraps is lost.
    ///
    /// A backup that was made before the last rotation needs it.
    ///
    /// - Parameters:
    ///   - id: the identifier of the key, which must not be the one that wraps.
    ///   - path: the key file.
    /// - Returns: the keys that the file has now.
    /// - Throws: ``SealerError``: `unavailable` when the file cannot be read or written, `malformed` when it is no key file,
    ///   does not have the key, or the key wraps.
    @discardableResult
    public static func removeKey(_ id: String, from path: String) throws(SealerError) -> WrappingKeys {
        try self.change(path) { ring throws(SealerError) in try ring.removing(id) }
    }

    private static func change(
        _ path: String, _ change: (KeyRing) throws(SealerError) -> KeyRing
    ) throws(SealerError) -> WrappingKeys {
        let file = KeyFile(path: path)
        let ring = try change(try KeyDocument.ring(in: try file.contents().bytes, named: "the file \(path)"))
        try file.replace(try KeyDocument.text(of: ring))
        return WrappingKeys(writing: ring.primary, readable: Set(ring.identifiers))
    }
}

extension KeyRing {
    fileprivate func adding(_ id: String, _ key: Secret) throws(SealerError) -> KeyRing {
        guard !self.identifiers.contains(id) else {
            throw SealerError(.malformed, "there is a key \"\(id)\" already")
        }
        var (keys, audit) = self.withKeys { keys, audit in (keys, audit) }
        keys[id] = key
        return try KeyRing(primary: self.primary, keys: keys, audit: audit)
    }

    fileprivate func withPrimary(_ id: String) throws(SealerError) -> KeyRing {
        try self.requireKey(id)
        let (keys, audit) = self.withKeys { keys, audit in (keys, audit) }
        return try KeyRing(primary: id, keys: keys, audit: audit)
    }

    fileprivate func removing(_ id: String) throws(SealerError) -> KeyRing {
        try self.requireKey(id)
        guard id != self.primary else {
            throw SealerError(.malformed, "the key \"\(id)\" wraps; make another one the primary first")
        }
        var (keys, audit) = self.withKeys { keys, audit in (keys, audit) }
        keys[id] = nil
        return try KeyRing(primary: self.primary, keys: keys, audit: audit)
    }

    private func requireKey(_ id: String) throws(SealerError) {
        guard self.identifiers.contains(id) else {
            let known = self.identifiers.map { "\"\($0)\"" }.joined(separator: ", ")
            throw SealerError(
                .malformed,
                "there is no key \(Self.isIdentifier(id) ? "\"\(id)\"" : "of that name"); there are \(known)")
        }
    }
}
