extension DeveloperConsole {
    /// Enables a connection for the one application that may use it.
    ///
    /// - Throws: ``ConnectionError``, ``ConnectionError/Code/alreadyEnabled`` when another application has it.
    @discardableResult
    public func enable(
        _ id: Connection.ID, for application: ApplicationID, as principal: Principal
    ) async throws(ConnectionError) -> Connection {
        try await self.change(id, .enable, of: application, as: principal, changed: ["application"]) {
            connection, _ throws(IllegalTransition) in try connection.enabled(for: application)
        }
    }

    /// Takes a connection's access from its application.
    ///
    /// - Throws: ``ConnectionError``, ``ConnectionError/Code/accessLocked`` while places refer to it, and once it has been
    ///   published.
    @discardableResult
    public func disable(
        _ id: Connection.ID, for application: ApplicationID, as principal: Principal
    ) async throws(ConnectionError) -> Connection {
        try await self.change(id, .disable, of: application, as: principal, changed: ["application"]) {
            connection, _ throws(IllegalTransition) in try connection.disabled(for: application)
        }
    }

    /// Records that a place of its application uses a connection.
    ///
    /// A place that is recorded already stays as it is.
    ///
    /// - Throws: ``ConnectionError``, ``ConnectionError/Code/notEnabled`` when it is not enabled for an application.
    public func addReference(
        from place: Place, to id: Connection.ID, as principal: Principal
    ) async throws(ConnectionError) {
        try self.validate { () throws(InvalidInput) in try place.validate() }
        try await self.system.operate(.addReference, as: principal) { () throws(ConnectionError) in
            let context = try await self.definition(id, of: principal)
            try self.system.require(context.request(.addReference, by: principal, on: .console, place: place))
            try self.requireEditable(context)
            let key = Reference.ID(connection: id, place: place)
            var changes = ChangeSet()
            guard let application = context.connection.application else {
                throw ConnectionError(
                    .notEnabled, "\"\(context.connection.name)\" is not enabled for any application.",
                    remedy: "Enable it for the application that uses it.")
            }
            guard try await self.system.find(Reference.self, key, in: principal.account) == nil else {
                return Planned((), changes)
            }
            changes.update(
                try self.system.advance { () throws(IllegalTransition) in
                    try context.connection.referenced(by: application)
                })
            if let record = context.application { changes.update(record) }
            changes.insert(
                Reference(
                    id: key, account: principal.account, application: application, createdAt: self.system.time.now(),
                    createdBy: principal.user))
            changes.record(
                self.system.entry(
                    .addReference, by: principal, connection: id, subject: "place:\(place)", changed: ["references"]))
            return Planned((), changes)
        }
    }

    /// Records that a place no longer uses a connection.
    ///
    /// - Throws: ``ConnectionError``.
    public func removeReference(
        from place: Place, to id: Connection.ID, as principal: Principal
    ) async throws(ConnectionError) {
        try await self.system.operate(.removeReference, as: principal) { () throws(ConnectionError) in
            let context = try await self.definition(id, of: principal)
            try self.system.require(context.request(.removeReference, by: principal, on: .console))
            try self.requireEditable(context)
            let reference = try await self.system.load(
                Reference.self, Reference.ID(connection: id, place: place), in: principal.account, "reference")
            var changes = ChangeSet()
            changes.delete(reference)
            changes.update(context.connection.unreferenced())
            if let record = context.application { changes.expect(record) }
            changes.record(
                self.system.entry(
                    .removeReference, by: principal, connection: id, subject: "place:\(place)", changed: ["references"])
            )
            return Planned((), changes)
        }
    }

    /// The places that use a connection.
    ///
    /// - Throws: ``ConnectionError``.
    public func references(
        to id: Connection.ID, as principal: Principal
    ) async throws(ConnectionError) -> [Reference] {
        let context = try await self.definition(id, of: principal)
        try self.system.require(context.request(.viewConnection, by: principal, on: .console))
        return try await self.system.all(.references(to: id), in: principal.account)
    }

    private func change(
        _ id: Connection.ID, _ action: Action, of application: ApplicationID, as principal: Principal,
        changed: [String], _ transition: (Connection, Application) throws(IllegalTransition) -> Connection
    ) async throws(ConnectionError) -> Connection {
        try await self.system.operate(action, as: principal) { () throws(ConnectionError) in
            let context = try await self.definition(id, of: principal)
            var request = context.request(action, by: principal, on: .console)
            request.application = application
            try self.system.require(request)
            let record = try await self.system.load(
                Application.self, application, in: principal.account, "application")
            try self.requireEditable(context)
            try self.system.advance { () throws(IllegalTransition) in try record.requireEditable() }
            let next = try await self.naming(context.connection) { () throws(IllegalTransition) in
                try transition(context.connection, record)
            }
            var changes = ChangeSet()
            if next == context.connection { return Planned(next, changes) }
            changes.update(next)
            // A release that is being planned must notice.
            changes.update(record)
            changes.record(
                self.system.entry(
                    action, by: principal, connection: id, subject: "application:\(application)", changed: changed))
            return Planned(next.committed, changes)
        }
    }
}
