extension DeveloperConsole {
    /// Works out what a publication of the application to stage would contain.
    ///
    /// - Throws: ``ConnectionError``.
    public func planRelease(
        of application: ApplicationID, as principal: Principal
    ) async throws(ConnectionError) -> ReleasePlan {
        var request = PolicyRequest(.publish, by: principal)
        request.application = application
        try self.system.require(request)
        let record = try await self.system.load(Application.self, application, in: principal.account, "application")
        try self.system.advance { () throws(IllegalTransition) in try record.requireEditable() }
        let enabled = try await self.system.all(.connections(of: application), in: principal.account)
            .filter { $0.origin == .defined }
        let bundled = enabled.filter { $0.referenceCount > 0 || $0.firstRelease != nil }
        var warnings = enabled.filter { !bundled.contains($0) }.map {
            "\"\($0.name)\" is enabled but used in no place, and is left out."
        }
        for connection in bundled {
            let slots = try await self.system.all(.slots(of: connection.id), in: principal.account)
            if slots.isEmpty {
                warnings.append("\"\(connection.name)\" has never been authorized here, so not been tested.")
            }
        }
        return ReleasePlan(
            application: record, number: record.lastRelease + 1,
            connections: bundled.sorted { $0.linkName < $1.linkName }, warnings: warnings)
    }

    /// Publishes to stage: makes the release, and locks its connections to the application for good.
    ///
    /// - Parameters:
    ///   - plan: what ``planRelease(of:as:)`` worked out.
    ///   - principal: a super admin, or a developer with the right to publish.
    /// - Returns: the release.
    /// - Throws: ``ConnectionError``, ``ConnectionError/Code/conflict`` when anything in the plan has changed.
    public func publish(_ plan: ReleasePlan, as principal: Principal) async throws(ConnectionError) -> Release {
        try await self.system.operate(.publish, as: principal) { () throws(ConnectionError) in
            let current = try await self.planRelease(of: plan.application.id, as: principal)
            guard current.application == plan.application, current.connections == plan.connections else {
                throw ConnectionError(
                    .conflict, "The application or one of its connections changed since the plan was made.",
                    remedy: "Plan again, and look at what is new.")
            }
            let application = try self.system.advance { () throws(IllegalTransition) in try plan.application.releasing()
            }
            var bundled: [BundledConnection] = []
            for connection in plan.connections {
                let references = try await self.system.all(.references(to: connection.id), in: principal.account)
                bundled.append(BundledConnection(connection, places: references.map(\.id.place)))
            }
            let release = Release(
                id: Release.ID(self.system.random.uuid()), account: principal.account, application: application.id,
                applicationName: application.name, number: application.lastRelease,
                connections: bundled,
                allowsPortalUsers: application.allowsPortalUsers, createdAt: self.system.time.now(),
                createdBy: principal.user)
            var changes = ChangeSet()
            changes.update(application)
            for connection in plan.connections { changes.update(connection.published(in: release.number)) }
            changes.insert(release)
            changes.record(
                self.system.entry(
                    .publish, by: principal, subject: "release:\(release.id)", changed: ["last_release"]))
            return Planned(release.committed, changes)
        }
    }
}
