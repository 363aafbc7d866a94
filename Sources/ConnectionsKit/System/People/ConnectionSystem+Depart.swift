extension ConnectionSystem {
    /// Works out what a person's departure would do on a side of the principal's account.
    ///
    /// - Throws: ``ConnectionError``.
    package func planDeparture(
        _ departure: DeparturePlan.Departure, of user: UserID, on side: Side, as principal: Principal
    ) async throws(ConnectionError) -> DeparturePlan {
        try self.require(departure.action, by: principal, on: side)
        try self.validate(user, by: principal)
        // Read before the grants: whoever makes one more writes it.
        let guardian = try await self.guardian(of: user, in: principal.account)
        let ending = try await self.uses(ofGrantsBy: user, in: principal.account, on: side)
            .filter { departure == .deletion ? !$0.grant.isOver : $0.grant.status == .authorized }
        _ = try self.guardian(guardian, after: departure, isUnfinished: !ending.isEmpty)
        var review: [ReviewEntry] = []
        for use in ending {
            review += try await self.review(use, on: side, because: "\(user), who authorized it, leaves.")
        }
        return DeparturePlan(departure, of: guardian, ending: ending, review: review)
    }

    /// Carries out a departure as it was planned.
    ///
    /// - Throws: ``ConnectionError``, ``ConnectionError/Code/conflict`` when something changed since.
    package func depart(
        _ plan: DeparturePlan, on side: Side, as principal: Principal
    ) async throws(ConnectionError) {
        try await self.operate(plan.departure.action, as: principal) { () throws(ConnectionError) in
            try await self.requireCurrent(plan) { () throws(ConnectionError) in
                try await self.planDeparture(plan.departure, of: plan.user, on: side, as: principal)
            }
            return Planned((), try self.changes(of: plan, by: principal))
        }
    }

    /// Carries out a departure as things stand.
    ///
    /// - Returns: what was done.
    /// - Throws: ``ConnectionError``.
    package func depart(
        _ departure: DeparturePlan.Departure, of user: UserID, on side: Side, as principal: Principal
    ) async throws(ConnectionError) -> DeparturePlan {
        try await self.operate(departure.action, as: principal) { () throws(ConnectionError) in
            let plan = try await self.planDeparture(departure, of: user, on: side, as: principal)
            return Planned(plan, try self.changes(of: plan, by: principal))
        }
    }

    /// The one change set of a departure: the person's record, all their grants, and the duties.
    private func changes(of plan: DeparturePlan, by principal: Principal) throws(ConnectionError) -> ChangeSet {
        var changes = ChangeSet()
        let next = try self.guardian(plan.guardian, after: plan.departure, isUnfinished: !plan.ending.isEmpty)
        changes.put(next)
        let action = plan.departure.action
        changes.record(self.entry(action, by: principal, subject: "user:\(plan.user)", changed: ["status"]))
        for use in plan.ending {
            if case .deactivated(let until) = next.status {
                changes.update(
                    try self.advance { () throws(IllegalTransition) in try use.grant.suspending(until: until) })
            } else {
                changes.update(try self.advance { () throws(IllegalTransition) in try use.grant.revoking() })
                changes.insert(self.revocationDuty(for: use.grant))
            }
            changes.record(
                self.entry(
                    action, by: principal, connection: use.grant.connection, grant: use.grant.id,
                    subject: "user:\(plan.user)", changed: ["status"]))
        }
        if case .deactivated(let until) = next.status {
            changes.insert(
                Duty(
                    id: Duty.ID(self.random.uuid()), account: next.account, work: .depart(plan.user), dueAt: until))
        }
        return changes
    }

    private func guardian(
        _ guardian: UserGuard, after departure: DeparturePlan.Departure, isUnfinished: Bool
    ) throws(ConnectionError) -> UserGuard {
        try self.advance { () throws(IllegalTransition) in
            switch departure {
            case .deactivation:
                try guardian.deactivated(
                    until: self.time.now() + self.configuration.suspensionWindow, isUnfinished: isUnfinished)
            case .deletion: try guardian.deleted(isUnfinished: isUnfinished)
            }
        }
    }

    // MARK: - What all operations on people share

    /// What is known of a person; who was never heard of is there.
    func guardian(of user: UserID, in account: AccountID) async throws(ConnectionError) -> UserGuard {
        try await self.find(UserGuard.self, user, in: account)
            ?? UserGuard(user: user, account: account, status: .active)
    }

    /// Asks the policy about an operation on people of one side.
    func require(_ action: Action, by principal: Principal, on side: Side) throws(ConnectionError) {
        var request = PolicyRequest(action, by: principal)
        request.side = side
        try self.require(request)
    }

    /// Refuses an identifier that is none, and whoever would lock themselves out.
    func validate(_ user: UserID, by principal: Principal) throws(ConnectionError) {
        do throws(InvalidInput) {
            try user.validate(field: "user")
            if user == principal.user {
                throw InvalidInput(
                    field: "user", problem: "nobody can do this to themselves",
                    remedy: "Let another administrator of the account do it")
            }
        } catch {
            throw ConnectionError(error)
        }
    }
}
