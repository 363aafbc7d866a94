/// Names the tokens that a flight refreshes as the store does: by account and grant, so that tenants cannot meet in one.
struct RefreshTarget: Sendable, Hashable {
    var grant: Grant.ID
    var account: AccountID

    // A grant's identifier tells it from nearly all, and an account's text takes three times as long to hash.
    func hash(into hasher: inout Hasher) {
        hasher.combine(self.grant)
    }
}
