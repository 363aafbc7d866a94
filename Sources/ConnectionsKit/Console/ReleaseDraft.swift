/// Works out a release from the records as they stand.
struct ReleaseDraft: Sendable {
    /// What is to be released.
    var application: Application
    /// The components whose changes go along; `nil` for all.
    var components: [String]?
    /// Whether a connection that is not authorized is an error.
    var isStrict = false
    /// The release before.
    var previous: Release?
    /// The connections that the application has enabled, in the order of their link names.
    var enabled: [Enabled] = []

    /// A connection with what decides on whether and how it goes along.
    struct Enabled: Sendable {
        var connection: Connection
        /// The places that use it.
        var places: [Place]
        /// A grant of development or stage by which it was tested.
        var tested: Grant?
        /// Whether the platform's catalogue has its connector.
        var isConnectorKnown: Bool
    }

    /// The grants that a strict release relies on.
    var reliedOn: [Grant] { self.isStrict ? self.bundled.compactMap(\.tested) : [] }

    /// The release's plan.
    ///
    /// - Throws: ``ConnectionError/Code/notAuthorized`` with all connections that are not authorized, if it is strict.
    func plan() throws(ConnectionError) -> ReleasePlan {
        let bundled = self.bundled
        let untested = bundled.filter { $0.tested == nil }.map(\.connection)
        if self.isStrict, !untested.isEmpty {
            throw ConnectionError(
                .notAuthorized,
                "Not authorized in development or stage: \(untested.map { "\"\($0.name)\"" }.joined(separator: ", ")).",
                remedy: "Authorize and test them, or publish without being strict.")
        }
        let definitions = bundled.map { BundledConnection($0.connection, places: self.places(of: $0)) }
        let comparison = ReleaseComparison(from: self.previous?.connections ?? [], to: definitions)
        let added = Set(comparison.added.map(\.source))
        var effects = Effects()
        for (item, definition) in zip(bundled, definitions) {
            let subject = Effects.Subject(item.connection)
            if added.contains(item.connection.id) {
                effects.created.append(subject)
            } else {
                effects.reused.append(subject)
            }
            if definition.places.isEmpty { effects.orphaned.append(subject) }
        }
        effects.toAuthorize = untested.map { Effects.Requirement(Effects.Subject($0)) }
        effects.warnings = self.warnings
        return ReleasePlan(
            application: self.application, number: self.application.lastRelease + 1,
            connections: bundled.map(\.connection), definitions: definitions,
            leftOut: self.enabled.filter { !self.includes($0) }.map(\.connection), components: self.components,
            isStrict: self.isStrict, comparison: comparison, effects: effects)
    }

    private var bundled: [Enabled] { self.enabled.filter(self.includes) }

    /// What a release had stays in those after it; all else must be used in a component that goes along.
    private func includes(_ item: Enabled) -> Bool {
        item.connection.firstRelease != nil || item.places.contains(where: self.isSelected)
    }

    private func isSelected(_ place: Place) -> Bool {
        guard let components = self.components else { return true }
        // By bytes, as places compare.
        return components.contains { $0.utf8.elementsEqual(place.component.utf8) }
    }

    /// The places of a definition: of the components that go along as they are, of the others as the release before has
    /// them.
    private func places(of item: Enabled) -> [Place] {
        let earlier = self.previous?.connections.first { $0.source == item.connection.id }?.places ?? []
        let places = item.places.filter(self.isSelected) + earlier.filter { !self.isSelected($0) }
        return places.sorted { $0.description < $1.description }
    }

    private var warnings: [String] {
        var warnings: [String] = []
        for item in self.enabled where !self.includes(item) {
            let why =
                item.places.isEmpty
                ? "is enabled but used in no place" : "is used only in components that are not selected"
            warnings.append("\"\(item.connection.name)\" \(why), and is left out.")
        }
        for item in self.bundled where item.tested == nil {
            warnings.append("\"\(item.connection.name)\" is not authorized in development or stage, so not tested.")
        }
        for item in self.bundled where !item.isConnectorKnown {
            warnings.append(
                "The platform's catalogue no longer has the connector \"\(item.connection.connector)\" of "
                    + "\"\(item.connection.name)\", so no client can authorize it.")
        }
        return warnings
    }
}

extension DeveloperConsole {
    /// Reads what a release of `application` is worked out from.
    ///
    /// - Parameters:
    ///   - application: what is to be released.
    ///   - components: whose changes go along.
    ///   - isStrict: whether a connection that is not authorized is an error.
    ///   - lock: the lock of the publication under way, for whoever holds it.
    ///   - principal: who publishes.
    /// - Returns: the draft.
    /// - Throws: ``ConnectionError``, ``ConnectionError/Code/publishInProgress`` while somebody else publishes.
    func draft(
        of application: ApplicationID, components: [String]?, isStrict: Bool,
        under lock: Application.PublishLock? = nil,
        as principal: Principal
    ) async throws(ConnectionError) -> ReleaseDraft {
        var request = PolicyRequest(.publish, by: principal)
        request.application = application
        try self.system.require(request)
        let record = try await self.system.load(Application.self, application, in: principal.account, "application")
        let free = try self.system.advance { () throws(IllegalTransition) in
            guard let lock else {
                return try record.freed(
                    at: self.system.time.now(), after: self.system.configuration.publicationWindow)
            }
            return try record.unlocked(from: lock)
        }
        var draft = ReleaseDraft(application: free, components: components, isStrict: isStrict)
        draft.previous = try await self.system.all(.releases(of: application), in: principal.account)
            .max { $0.number < $1.number }
        let connections = try await self.system.all(.connections(of: application), in: principal.account)
            .filter { $0.origin == .defined }
        for connection in connections.sorted(by: { $0.linkName < $1.linkName }) {
            let references = try await self.system.all(.references(to: connection.id), in: principal.account)
            draft.enabled.append(
                ReleaseDraft.Enabled(
                    connection: connection, places: references.map(\.id.place),
                    tested: try await self.tested(connection),
                    isConnectorKnown: self.system.catalogue[connection.connector] != nil))
        }
        return draft
    }

    /// A grant by which somebody authorized the connection in development or stage.
    private func tested(_ connection: Connection) async throws(ConnectionError) -> Grant? {
        for slot in try await self.system.all(.slots(of: connection.id), in: connection.account) {
            let grant = try await self.system.find(Grant.self, slot.grant, in: connection.account)
            if let grant, grant.status == .authorized { return grant }
        }
        return nil
    }
}
