/// A record that holds sealed secrets, with what their contexts need.
enum SealedRecord: Sendable {
    case credentialSet(CredentialSet)
    case credentialRevision(CredentialSet.Revision)
    case tokens(Grant, TokenState)
    case attempt(Attempt, Connection)

    /// The secrets, as they are sealed.
    var secrets: [SealedSecret] {
        switch self {
        case .credentialSet(let set): [set.secret].compactMap(\.self)
        case .credentialRevision(let revision): [revision.secret].compactMap(\.self)
        case .tokens(_, let tokens): [tokens.access, tokens.refresh].compactMap(\.self)
        case .attempt(let attempt, _): [attempt.verifier, attempt.device?.code].compactMap(\.self)
        }
    }

    /// Adds the write that stores the record with its secrets sealed anew.
    ///
    /// Tokens keep their version and their lease; every other record is written over the version that was read.
    ///
    /// - Parameters:
    ///   - changes: what is committed.
    ///   - reseal: seals one secret anew.
    /// - Throws: ``SealerError`` when one does not open.
    func resealed(
        in changes: inout ChangeSet, _ reseal: (SealedSecret, SealContext) throws(SealerError) -> SealedSecret
    ) throws(SealerError) {
        func again(_ sealed: SealedSecret?, _ context: SealContext) throws(SealerError) -> SealedSecret? {
            if let sealed { try reseal(sealed, context) } else { nil }
        }
        switch self {
        case .credentialSet(var set):
            set.secret = try again(set.secret, .credentialSet(set.id, account: set.account))
            changes.update(set)
        case .credentialRevision(var revision):
            revision.secret = try again(
                revision.secret, .credentialSet(revision.id.set, account: revision.account))
            changes.update(revision)
        case .tokens(let grant, let tokens):
            let access = try reseal(tokens.access, grant.sealContext(.access))
            let refresh = try again(tokens.refresh, grant.sealContext(.refresh))
            changes.refresh(
                grant.id, in: grant.account,
                .reseal(tokenVersion: tokens.tokenVersion, access: access, refresh: refresh))
        case .attempt(var attempt, let connection):
            attempt.verifier = try again(attempt.verifier, attempt.sealContext(.verifier, of: connection))
            if var device = attempt.device {
                device.code = try reseal(device.code, attempt.sealContext(.deviceCode, of: connection))
                attempt.device = device
            }
            changes.update(attempt)
        }
    }
}
