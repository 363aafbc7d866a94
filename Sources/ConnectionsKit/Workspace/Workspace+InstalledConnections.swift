// The installed copies of what a release bundles, with the places of the application that use them.
extension Workspace {
    /// The connection that an installation makes of a definition, not authorized.
    func connection(
        from bundled: BundledConnection, in installation: Installation, by principal: Principal
    ) -> Connection {
        var connection = Connection(
            id: Connection.ID(self.system.random.uuid()), account: installation.account,
            origin: .installed(installation.id, source: bundled.source), kind: bundled.kind,
            connector: bundled.connector, name: bundled.name, linkName: bundled.linkName, mode: bundled.mode,
            scopes: bundled.scopes, sharesAuthorization: bundled.sharesAuthorization,
            application: installation.application, createdAt: self.system.time.now(), createdBy: principal.user)
        connection.referenceCount = bundled.places.count
        return connection
    }

    /// Inserts what an installation makes of a definition, with the places that use it.
    func insert(
        _ connection: Connection, from bundled: BundledConnection, in installation: Installation,
        by principal: Principal, in changes: inout ChangeSet
    ) {
        changes.insert(connection)
        for place in bundled.places {
            changes.insert(self.reference(from: place, to: connection, in: installation, by: principal))
        }
    }

    /// Makes the places that use a connection those of a newer release.
    func replaceReferences(
        to connection: Connection, with places: [Place], in installation: Installation, by principal: Principal,
        in changes: inout ChangeSet
    ) async throws(ConnectionError) {
        let old = try await self.system.all(.references(to: connection.id), in: connection.account)
        for reference in old where !places.contains(reference.id.place) { changes.delete(reference) }
        for place in places where !old.contains(where: { $0.id.place == place }) {
            changes.insert(self.reference(from: place, to: connection, in: installation, by: principal))
        }
    }

    private func reference(
        from place: Place, to connection: Connection, in installation: Installation, by principal: Principal
    ) -> Reference {
        Reference(
            id: Reference.ID(connection: connection.id, place: place), account: installation.account,
            application: installation.application, createdAt: self.system.time.now(), createdBy: principal.user)
    }
}
