// The invitation: open for its time, then accepted by one client, or expired; an expired one can be sent again.
extension Invitation {
    /// The invitation, accepted.
    ///
    /// - Parameters:
    ///   - client: the client's account.
    ///   - now: when.
    /// - Returns: the accepted invitation; the same again for the client that accepted it before.
    /// - Throws: ``IllegalTransition`` when it has run out, or another client accepted it.
    package func accepted(by client: AccountID, at now: Timestamp) throws(IllegalTransition) -> Invitation {
        if self.client == client { return self }
        guard self.client == nil else {
            throw IllegalTransition(
                .invitationNotOpen, "Another account accepted the invitation.",
                remedy: "Ask the developer for an invitation of your own.")
        }
        guard now < self.expiresAt else {
            throw IllegalTransition(
                .invitationNotOpen, "The invitation ran out at \(self.expiresAt).",
                remedy: "Ask the developer to send it again.")
        }
        var next = self
        next.client = client
        return next
    }

    /// The invitation, sent again: it is open until another moment.
    ///
    /// - Throws: ``IllegalTransition`` when it was accepted.
    package func resent(until moment: Timestamp) throws(IllegalTransition) -> Invitation {
        try self.requireOpen()
        var next = self
        next.expiresAt = moment
        return next
    }

    /// Refuses whatever needs an invitation that nobody accepted.
    ///
    /// - Throws: ``IllegalTransition`` when it was accepted.
    package func requireOpen() throws(IllegalTransition) {
        guard let client = self.client else { return }
        throw IllegalTransition(
            .invitationNotOpen, "The account \(client) accepted the invitation.",
            remedy: "Share releases with that client, or invite another.")
    }
}
