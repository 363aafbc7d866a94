extension DeveloperConsole {
    /// Publishes to stage together with what the host publishes of the application itself, such as its components.
    ///
    /// While `work` runs, the application is locked: its definitions cannot be changed, and nobody else can publish it. The
    /// release is made when `work` has returned, and the lock given back in the same commit. The lock is given back too when
    /// `work` throws and when the calling task is cancelled. A process that dies leaves it behind; after
    /// ``ConnectionSystem/Configuration/publicationWindow`` the next publication takes it over, and so must `work` be done by
    /// then: a publication whose lock is gone makes no release.
    ///
    /// ```swift
    /// let release = try await console.publish(plan, as: owner) { number in
    ///     try await pages.publish(version: number)
    /// }
    /// ```
    ///
    /// - Parameters:
    ///   - plan: what ``planRelease(of:components:isStrict:as:)`` worked out.
    ///   - principal: a super admin, or a developer with the right to publish.
    ///   - work: publishes the host's part; told the number that the release will have.
    /// - Returns: the release.
    /// - Throws: what `work` throws, and ``ConnectionError``: ``ConnectionError/Code/publishInProgress`` while somebody else
    ///   publishes, and when the publication was ended or taken over meanwhile; ``ConnectionError/Code/conflict`` when
    ///   anything in the plan has changed.
    public func publish(
        _ plan: ReleasePlan, as principal: Principal, while work: (_ number: Int) async throws -> Void
    ) async throws -> Release {
        let lock = try await self.lock(plan, as: principal)
        do {
            try await work(plan.number)
        } catch {
            await self.giveBack(lock, of: plan.application.id, as: principal)
            throw error
        }
        // In tasks of their own, as the host's part is done and a cancellation must not leave the lock behind.
        let outcome = await Task { () -> Result<Release, ConnectionError> in
            do throws(ConnectionError) {
                return .success(try await self.finish(plan, under: lock, as: principal))
            } catch {
                return .failure(error)
            }
        }.value
        if case .failure = outcome { await self.giveBack(lock, of: plan.application.id, as: principal) }
        return try outcome.get()
    }

    /// Ends a publication that is stuck, whoever began it: its release is not made.
    ///
    /// - Parameters:
    ///   - application: what is being published.
    ///   - principal: the super admin.
    /// - Throws: ``ConnectionError``, ``ConnectionError/Code/wrongState`` when nobody publishes.
    public func endPublication(of application: ApplicationID, as principal: Principal) async throws(ConnectionError) {
        try await self.system.operate(.endPublication, as: principal) { () throws(ConnectionError) in
            var request = PolicyRequest(.endPublication, by: principal)
            request.application = application
            try self.system.require(request)
            let record = try await self.system.load(
                Application.self, application, in: principal.account, "application")
            var changes = ChangeSet()
            changes.update(
                try self.system.advance { () throws(IllegalTransition) in try record.publicationEnded() })
            changes.record(
                self.system.entry(
                    .endPublication, by: principal, subject: "application:\(application)", changed: ["publishing"]))
            return Planned((), changes)
        }
    }

    private func lock(
        _ plan: ReleasePlan, as principal: Principal
    ) async throws(ConnectionError) -> Application.PublishLock {
        let lock = Application.PublishLock(
            user: principal.user, since: self.system.time.now(), version: plan.application.version)
        do throws(ConnectionError) {
            try await self.system.operate(.publish, as: principal) { () throws(ConnectionError) in
                let draft = try await self.draft(like: plan, as: principal)
                try await self.system.requireCurrent(plan) { () throws(ConnectionError) in try draft.plan() }
                return Planned((), try self.taking(lock, plan, relyingOn: draft.reliedOn, by: principal))
            }
        } catch {
            // It may stand, and nobody else knows.
            if error.code == .unavailable { await self.giveBack(lock, of: plan.application.id, as: principal) }
            throw error
        }
        return lock
    }

    private func taking(
        _ lock: Application.PublishLock, _ plan: ReleasePlan, relyingOn grants: [Grant], by principal: Principal
    ) throws(ConnectionError) -> ChangeSet {
        let locked = try self.system.advance { () throws(IllegalTransition) in
            try plan.application.locked(
                by: lock.user, at: lock.since, takingOverAfter: self.system.configuration.publicationWindow)
        }
        var changes = ChangeSet()
        changes.update(locked)
        // Bumped, so that a change that was read before the lock begins again and finds it.
        for connection in plan.connections + plan.leftOut { changes.update(connection) }
        for grant in grants { changes.expect(grant) }
        changes.record(
            self.system.entry(.publish, by: principal, subject: "application:\(locked.id)", changed: ["publishing"]))
        return changes
    }

    /// Makes the release, and gives the lock back in the same commit.
    private func finish(
        _ plan: ReleasePlan, under lock: Application.PublishLock, as principal: Principal
    ) async throws(ConnectionError) -> Release {
        try await self.system.operate(.publish, as: principal) { () throws(ConnectionError) in
            let current = try await self.draft(
                of: plan.application.id, components: plan.components, isStrict: false, under: lock, as: principal
            ).plan()
            // Whoever authorizes meanwhile changes records of the plan, but nothing that is released.
            guard current.definitions == plan.definitions, current.number == plan.number,
                current.application.name == plan.application.name,
                current.application.allowsPortalUsers == plan.application.allowsPortalUsers
            else {
                throw ConnectionError(
                    .conflict, "\"\(plan.application.name)\" changed although it was locked.",
                    remedy: "Plan and publish again.")
            }
            return try self.release(current, changed: ["last_release", "publishing"], by: principal)
        }
    }

    /// Gives the lock back without a release, whether or not the caller is cancelled.
    ///
    /// What cannot be written leaves the lock to whoever takes it over.
    private func giveBack(
        _ lock: Application.PublishLock, of application: ApplicationID, as principal: Principal
    ) async {
        await Task {
            _ = try? await self.system.commit { () throws(ConnectionError) in
                let record = try await self.system.load(
                    Application.self, application, in: principal.account, "application")
                var changes = ChangeSet()
                changes.update(
                    try self.system.advance { () throws(IllegalTransition) in try record.unlocked(from: lock) })
                changes.record(
                    self.system.entry(
                        .publish, by: principal, subject: "application:\(application)",
                        outcome: .failed(code: "not_published"), changed: ["publishing"]))
                return Planned((), changes)
            }
        }.value
    }
}
