/// An authorization of the account that could serve another connection, or another environment, too.
public struct ReusableAuthorization: Sendable, Hashable, Identifiable {
    /// The grant.
    public var id: Grant.ID
    /// The account at the service.
    public var accountName: String
    /// Who authorized.
    public var authorizedBy: UserID
    /// When.
    public var authorizedAt: Timestamp
    /// The scopes that were granted.
    public var grantedScopes: [String]
    /// Where it is used now: if it is revoked, all of these stop.
    public var uses: [Effects.Authorization]

    init(_ grant: Grant, uses: [Effects.Authorization]) {
        self.id = grant.id
        self.accountName = grant.accountName
        self.authorizedBy = grant.authorizedBy
        self.authorizedAt = grant.createdAt
        self.grantedScopes = grant.grantedScopes
        self.uses = uses
    }
}
