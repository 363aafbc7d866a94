extension Workspace {
    /// The connections of an installed application that a person may see, with how they stand for them.
    ///
    /// Administrators and developers see every kind, system connections included. Everybody else sees logged-in user
    /// connections, each with their own authorization, of the components that they may use; portal users only where the
    /// application lets them in.
    ///
    /// - Parameters:
    ///   - installation: the installation.
    ///   - environment: stage or production.
    ///   - components: the components that the person may use, as the host's permissions say.
    ///   - principal: who looks.
    /// - Returns: the entries, in the order of their link names.
    /// - Throws: ``ConnectionError``.
    public func connections(
        in installation: Installation.ID, environment: LiveEnvironment = .production,
        using components: ComponentAccess = .all, as principal: Principal
    ) async throws(ConnectionError) -> [PanelEntry] {
        let record = try await self.system.load(Installation.self, installation, in: principal.account, "installation")
        let installed = try await self.system.all(.connections(of: installation), in: principal.account)
        let system = try await self.system.all(.connections(of: record.application), in: principal.account)
            .filter { $0.kind == .system }
        let places = try await self.places(of: installed, in: record, environment)
        var entries: [PanelEntry] = []
        for connection in installed + system where connection.exists(in: environment) {
            let entry = try await self.system.panelEntry(
                of: connection, usedIn: places[connection.id] ?? [], in: environment, for: principal,
                using: components)
            if let entry { entries.append(entry) }
        }
        return entries.sorted { $0.linkName < $1.linkName }
    }

    /// The places that use the connections of an installation in an environment: stage may try out a release with others.
    private func places(
        of connections: [Connection], in installation: Installation, _ environment: LiveEnvironment
    ) async throws(ConnectionError) -> [Connection.ID: [Place]] {
        var result: [Connection.ID: [Place]] = [:]
        if environment == .stage, let staged = installation.staged {
            let release = try await self.system.load(
                Release.self, staged.release, in: installation.developer, "release")
            for connection in connections {
                result[connection.id] = release.connections.first { connection.isMade(of: $0) }?.places
            }
            return result
        }
        for connection in connections {
            result[connection.id] = try await self.system.all(
                .references(to: connection.id), in: connection.account
            ).map(\.id.place)
        }
        return result
    }
}
