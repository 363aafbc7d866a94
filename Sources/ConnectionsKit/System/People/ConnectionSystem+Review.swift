extension ConnectionSystem {
    /// What a person's departure broke and nobody has authorized since.
    ///
    /// - Throws: ``ConnectionError``.
    package func reviewDeparture(
        of user: UserID, on side: Side, as principal: Principal
    ) async throws(ConnectionError) -> [ReviewEntry] {
        try self.require(.reviewAuthorizations, by: principal, on: side)
        do throws(InvalidInput) { try user.validate(field: "user") } catch { throw ConnectionError(error) }
        return try await self.broken(
            try await self.uses(ofGrantsBy: user, in: principal.account, on: side), by: user, on: side)
    }

    /// The entries of what is suspended, or was revoked by the departure and not by hand, and is still looked up.
    func broken(
        _ uses: [GrantUse], by user: UserID, on side: Side
    ) async throws(ConnectionError) -> [ReviewEntry] {
        var result: [ReviewEntry] = []
        for use in uses {
            let reason: String
            switch use.grant.status {
            case .suspended(let until):
                reason = "\(user), who authorized it, was deactivated; it is revoked at \(until) unless they return."
            case .revoked:
                if try await self.wasRevokedByHand(use) { continue }
                reason = "\(user), who authorized it, has left, and it was revoked."
            case .authorized, .needsReauthorization, .superseded: continue
            }
            result += try await self.review(use, on: side, because: reason)
        }
        return result.ordered
    }

    /// Whether a person revoked a grant, as the trail tells for as long as it is kept.
    private func wasRevokedByHand(_ use: GrantUse) async throws(ConnectionError) -> Bool {
        for connection in Set(use.slots.map(\.connection.id)) {
            let entries = try await self.auditEntries(
                of: use.grant.account, matching: AuditFilter(connection: connection, action: .revoke))
            if entries.contains(where: {
                $0.grant == use.grant.id && $0.outcome == .allowed && $0.actor.user != nil
            }) {
                return true
            }
        }
        return false
    }

    /// The authorizations in use whose maker, as they stand now, could not make them any more; they go on.
    ///
    /// - Throws: ``ConnectionError``.
    package func reviewAuthorizations(
        of people: [Principal], on side: Side, as principal: Principal
    ) async throws(ConnectionError) -> [ReviewEntry] {
        try self.require(.reviewAuthorizations, by: principal, on: side)
        var result: [ReviewEntry] = []
        for (index, person) in people.enumerated() {
            try self.validate(person, at: index, of: people, on: side, by: principal)
            for use in try await self.uses(ofGrantsBy: person.user, in: principal.account, on: side)
            where use.grant.status == .authorized {
                for served in use.slots where (served.connection.side ?? side) == side {
                    guard let refusal = try await self.refusal(of: served, by: person, on: side) else { continue }
                    result += try await self.review(
                        GrantUse(grant: use.grant, slots: [served]), on: side, because: refusal.description)
                }
            }
        }
        return result.ordered
    }

    private func validate(
        _ person: Principal, at index: Int, of people: [Principal], on side: Side, by principal: Principal
    ) throws(ConnectionError) {
        do throws(InvalidInput) {
            try person.validate()
            guard person.account == principal.account, person.side == side else {
                throw InvalidInput(
                    field: "people[\(index)]", problem: "a person of another account, or of its other side",
                    remedy: "Pass people of the \(side) side of \"\(principal.account)\"")
            }
            if people[..<index].contains(where: { $0.user == person.user }) {
                throw InvalidInput(
                    field: "people[\(index)]", problem: "\(person.user) stands in the list twice",
                    remedy: "Pass each person once")
            }
        } catch {
            throw ConnectionError(error)
        }
    }

    /// Why a person could not authorize what a slot serves; nothing when they could.
    ///
    /// What serves all environments may have been authorized in any, so that a right for one is enough.
    private func refusal(
        of served: GrantUse.Served, by person: Principal, on side: Side
    ) async throws(ConnectionError) -> Decision? {
        let context = try await self.context(of: served.connection)
        let environments =
            served.slot.id.environment.map { [$0] }
            ?? LiveEnvironment.allCases.filter { $0.exists(on: side) }
        var refusal: Decision?
        for environment in environments {
            let decision = self.policy.decide(
                context.request(
                    .authorize, by: person, on: side, environment: environment, holder: served.slot.id.user))
            if decision.isAllowed { return nil }
            refusal = decision
        }
        return refusal
    }
}
