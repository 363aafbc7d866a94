import Synchronization

/// A grant with tokens that may be handed out, and the credential made of them: built once, shared by all who wait for it.
package final class FreshTokens: Sendable {
    package let grant: Grant
    package let grantID: Grant.ID
    package let tokens: TokenState
    package let credential: Credential
    /// Whether the flight that brought them refreshed them: asking again would bring nothing better.
    let isNew: Bool
    /// The account's revision just before the grant was read last; `nil` when they came without a flight.
    ///
    /// Whoever was checked at this revision and then waited need not be checked again.
    package let revision: Int?

    let access: Secret
    /// Who remembered them last.
    private let keeper = Atomic<UInt>(0)

    /// Makes a credential of tokens that were opened.
    ///
    /// - Throws: ``CredentialError/Code/storeCorrupt`` when what was opened is not of the connector's method.
    init(
        grant: Grant, tokens: TokenState, access: Secret, connector: Connector, allowsLoopbackHTTP: Bool,
        isNew: Bool = false, revision: Int? = nil
    ) throws(CredentialError) {
        self.credential = try Credential(
            access: access, of: tokens, grant: grant, connector: connector, allowsLoopbackHTTP: allowsLoopbackHTTP)
        self.grant = grant
        self.grantID = grant.id
        self.tokens = tokens
        self.access = access
        self.isNew = isNew
        self.revision = revision
    }

    /// Notes that `keeper` remembers them.
    ///
    /// A keeper that is gone may be taken for one in its place: the tokens are then read again, no more.
    ///
    /// - Returns: whether it was not noted already.
    package func note(keeper: AnyObject) -> Bool {
        let place = UInt(bitPattern: ObjectIdentifier(keeper))
        return self.keeper.load(ordering: .relaxed) != place
            && self.keeper.exchange(place, ordering: .relaxed) != place
    }

    /// The same tokens, for the grant as it was read again.
    package func renewed(
        for grant: Grant, connector: Connector, allowsLoopbackHTTP: Bool
    ) throws(CredentialError) -> FreshTokens {
        try FreshTokens(
            grant: grant, tokens: self.tokens, access: self.access, connector: connector,
            allowsLoopbackHTTP: allowsLoopbackHTTP)
    }
}
