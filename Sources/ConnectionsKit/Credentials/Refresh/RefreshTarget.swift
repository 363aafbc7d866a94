/// Names the tokens that a flight refreshes as the store does: by account and grant, so that tenants cannot meet in one.
struct RefreshTarget: Sendable, Hashable {
    var grant: Grant.ID
    var account: AccountID
}
