/// What somebody wants who knows tokens that do not meet a need: others in their place.
package struct Renewal: Sendable {
    let ticket: FlightBoard<RefreshTarget, Landing>.Ticket
    let need: RefreshNeed

    /// Asks for tokens that meet `need` in place of `known`.
    package init(of known: FreshTokens, need: RefreshNeed) {
        let target = RefreshTarget(grant: known.grantID, account: known.grant.account)
        self.ticket = FlightBoard.Ticket(target, version: known.tokens.tokenVersion)
        self.need = need
    }
}
