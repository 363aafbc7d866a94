import ConnectionsKit
import Crypto

/// The data keys of one account, unwrapped.
struct EnvelopeKeys: AccountKeys {
    private let account: AccountID
    private let writing: DataKey.ID?
    private let keys: [DataKey.ID: SymmetricKey]

    init(account: AccountID, writing: DataKey.ID?, keys: [DataKey.ID: SymmetricKey]) {
        self.account = account
        self.writing = writing
        self.keys = keys
    }

    func seal(_ secret: Secret, in context: SealContext) throws(SealerError) -> SealedSecret {
        try self.requireAccount(of: context)
        guard let id = self.writing, let key = self.keys[id] else {
            throw SealerError(.unknownKey, "of the account's data keys none seals")
        }
        do {
            // The nonce is fresh and random; one key may seal 2^32 secrets so (NIST SP 800-38D section 8.3).
            let box = try secret.withBytes {
                try AES.GCM.seal($0, using: key, authenticating: Envelope.associatedData(key: id, context: context))
            }
            guard let combined = box.combined else { throw SealerError(.unavailable, "the cipher gave no envelope") }
            return Envelope(key: id, combined: Array(combined)).sealed
        } catch {
            throw SealerError(.unavailable, "the cipher failed; nothing was sealed")
        }
    }

    func open(_ sealed: SealedSecret, in context: SealContext) throws(SealerError) -> Secret {
        try self.requireAccount(of: context)
        guard let envelope = Envelope(sealed) else {
            throw SealerError(.malformed, "the stored secret is no envelope of this library")
        }
        guard let key = self.keys[envelope.key] else {
            throw SealerError(
                .unknownKey,
                "the stored secret was sealed with the data key \(envelope.key), which the account does not have: the key "
                    + "was destroyed, or the secret belongs to another account")
        }
        do {
            let box = try AES.GCM.SealedBox(combined: envelope.combined)
            let data = Envelope.associatedData(key: envelope.key, context: context)
            return Secret(Array(try AES.GCM.open(box, using: key, authenticating: data)))
        } catch {
            // The library underneath throws another error on each platform; all of them mean this.
            throw SealerError(.refused, "the stored secret was changed, or belongs to another record")
        }
    }

    private func requireAccount(of context: SealContext) throws(SealerError) {
        guard context.account == self.account else {
            throw SealerError(.refused, "the secret belongs to another account than these keys")
        }
    }
}

extension EnvelopeKeys: CustomStringConvertible, CustomDebugStringConvertible, CustomReflectable {
    var description: String { "EnvelopeKeys(redacted)" }
    var debugDescription: String { self.description }
    var customMirror: Mirror { Mirror(self, children: [:], displayStyle: .struct) }
}
