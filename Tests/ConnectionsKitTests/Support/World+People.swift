import ConnectionsKit
import ConnectionsKitTesting

extension World {
    /// An application with an admin connection, authorized by the admin, and one that each user authorizes, authorized by
    /// the admin and by Maria.
    func peopled() async throws -> Installation {
        _ = try await self.definition()
        _ = try await self.definition(to: Self.sheets, kind: .loggedInUser, from: self.panel)
        let installation = try await self.install()
        try await self.authorize("books", in: installation, as: self.admin)
        try await self.authorize("sheets", in: installation, as: self.admin)
        try await self.authorize("sheets", in: installation, as: self.maria)
        return installation
    }

    /// The grant that serves a connection of the client.
    func grant(
        serving linkName: String, in installation: Installation, for user: Principal? = nil
    ) async throws -> Grant? {
        let connection = try await self.store.first(
            .linkName(linkName, in: .installation(installation.id)), in: installation.account)
        guard let connection else { throw NothingThrown() }
        let slot = connection.slot(in: .production, user: user?.user)
        return try await self.system.grant(in: slot, of: installation.account)?.grant
    }

    /// What a task of the client gets: a token, or the code of its error.
    func use(
        _ linkName: String, in installation: Installation, for user: Principal
    ) async throws -> Result<String, ConnectionError> {
        let place = linkName == "sheets" ? self.panel : self.sale
        do {
            let task = try await self.runtime.connection(
                linkName, in: .installed(installation.id, of: installation.account))
            return .success(try token(try await task.credential(at: place, for: user)))
        } catch let error as ConnectionError {
            return .failure(error)
        }
    }

    /// Points the slot of another connection at a grant too, as a reuse does.
    func share(_ grant: Grant, with linkName: String, in installation: Installation) async throws {
        let connection = try await self.store.first(
            .linkName(linkName, in: .installation(installation.id)), in: installation.account)
        guard let connection else { throw NothingThrown() }
        let slot = Slot(
            id: connection.slot(in: .production, user: nil), account: installation.account, grant: grant.id)
        try await self.write {
            $0.insert(slot)
            $0.update(grant)
        }
    }

    /// Lets time pass and the library do what is due then, until nothing is left.
    func pass(_ duration: Duration) async throws {
        self.time.advance(by: duration)
        for _ in 0..<3 { try await self.system.maintenance.runOnce() }
    }
}
