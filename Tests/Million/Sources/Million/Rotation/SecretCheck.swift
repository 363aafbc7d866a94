import ConnectionsKit

/// Opens every secret of a file with the new keys alone, and finds none that the old ones sealed.
struct SecretCheck {
    let file: FilledFile

    func run() async throws {
        let sealer = Sealing.writing(Rotation.new)
        let target = try await self.file.open(sealer: sealer)
        let check = try await target.system.checkKeys()
        try require(check.inUse == [Rotation.new], "keys in use: \(check.inUse)")
        var secrets = 0
        var refreshed = 0
        for member in self.file.population.members {
            let dataKeys = try await target.store.all(.dataKeys, in: member.account)
            guard let dataKey = dataKeys.first, dataKeys.count == 1, dataKey.isWriting, dataKey.id != member.dataKeyID()
            else { throw Problem("\(member.account) has \(dataKeys.count) data keys, or its first one still") }
            let isOldKeyRefused: Bool
            do throws(SealerError) {
                _ = try await Sealing.writing(Rotation.old).keys(for: member.account, from: dataKeys)
                isOldKeyRefused = false
            } catch {
                isOldKeyRefused = error.code == .wrongKey
            }
            try require(isOldKeyRefused, "the host's old key still opens \(member.account)")
            let keys = try await sealer.keys(for: member.account, from: dataKeys)
            func requireOpens(_ sealed: SealedSecret?, _ context: SealContext, _ text: Secret) throws {
                guard let sealed else { throw Problem("a secret of \(context.record) is gone") }
                try require(sealer.dataKey(of: sealed) == dataKey.id, "\(context.record) is sealed with another key")
                try require(
                    try keys.open(sealed, in: context).matches(text), "\(context.record) holds another secret")
                secrets += 1
            }
            let set = try await target.store.read(CredentialSet.self, member.credentialSetID(), in: member.account)
            try requireOpens(
                set?.secret, .credentialSet(member.credentialSetID(), account: member.account),
                TokenText.clientSecret(of: member))
            for index in 0..<member.grants {
                let grant = member.grant(index)
                let found = try await target.store.read(TokenState.self, grant.id, in: member.account)
                guard let tokens = found else { throw Problem("the tokens of \(grant.id) are gone") }
                if tokens.tokenVersion > 1 { refreshed += 1 }
                for (field, sealed) in [
                    (SealContext.Field.access, Optional(tokens.access)), (.refresh, tokens.refresh),
                ] {
                    try requireOpens(
                        sealed,
                        .grant(grant.id, field, account: member.account, kind: grant.kind, user: grant.user),
                        TokenText.token(field, of: grant.id, number: tokens.tokenVersion).secret)
                }
            }
        }
        Figures.tell("secrets", Double(secrets))
        Figures.tell("refreshed", Double(refreshed))
        Figures.tell("peak", try ProcessMemory.peak())
        for side in [Side.client, .console] {
            let account = self.file.population.largest(side).account
            try await target.system.verifyAuditTrail(of: account)
        }
    }
}
