/// The keys of an account with the record of the one that seals, so that a commit can hold on to it.
package struct HeldKeys: Sendable {
    package let keys: any AccountKeys
    /// The data key that seals, as it is stored.
    package let writing: DataKey

    package func seal(_ secret: Secret, in context: SealContext) throws(SealerError) -> SealedSecret {
        try self.keys.seal(secret, in: context)
    }

    package func open(_ sealed: SealedSecret, in context: SealContext) throws(SealerError) -> Secret {
        try self.keys.open(sealed, in: context)
    }
}

extension ChangeSet {
    /// Expects the key with which the set's secrets were sealed to seal still.
    ///
    /// Every commit of newly sealed secrets says so: once a key only opens, nothing more is stored under it, and it can be
    /// destroyed when all that it sealed has been sealed anew.
    package mutating func expect(_ keys: HeldKeys) {
        self.expect(keys.writing)
    }
}
