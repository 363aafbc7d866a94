import ConnectionsKit
import ConnectionsKitTesting
import Testing

extension World {
    /// A release of the application, written past the console.
    func release(
        _ number: Int, _ connections: [BundledConnection], name: String = "Estate", allowsPortalUsers: Bool = false
    ) async throws -> Release {
        var release = Release(
            id: .fixture(), account: "maker", application: "estate", applicationName: name, number: number,
            connections: connections, allowsPortalUsers: allowsPortalUsers, createdAt: self.time.now,
            createdBy: "olga")
        try await self.write { $0.insert(release) }
        release.version = 1
        return release
    }

    /// A share of a release, written past the console.
    func share(
        _ release: Release, with client: AccountID = "acme", licence: Licence = .unlimited
    ) async throws -> Share {
        var share = Share(
            id: .fixture(), account: release.account, client: client, application: release.application,
            release: release.id, licence: licence, createdAt: self.time.now)
        try await self.write { $0.insert(share) }
        share.version = 1
        return share
    }

    /// Takes a share back, past the console.
    func withdraw(_ share: Share) async throws {
        guard var current = try await self.store.read(Share.self, share.id, in: share.account) else { return }
        current.isWithdrawn = true
        let withdrawn = current
        try await self.write { $0.update(withdrawn) }
    }

    /// A release as the marketplace has it, written past the console.
    func submission(of release: Release, _ status: Submission.Status = .listed) async throws -> Submission {
        var submission = Submission(
            id: .fixture(), account: self.system.configuration.marketplaceAccount, release: release,
            submittedAt: self.time.now, submittedBy: "olga")
        submission.status = status
        submission.decidedAt = self.time.now
        let submitted = submission
        try await self.write { $0.insert(submitted) }
        submission.version = 1
        return submission
    }

    /// Lets a submission stand otherwise.
    func move(_ submission: Submission, to status: Submission.Status) async throws {
        guard var current = try await self.store.read(Submission.self, submission.id, in: submission.account) else {
            return
        }
        current.status = status
        let moved = current
        try await self.write { $0.update(moved) }
    }

    /// An installation of release 1 with the given connections.
    func installed(
        _ connections: [BundledConnection], licence: Licence = .unlimited, allowsPortalUsers: Bool = false
    ) async throws -> Installation {
        let release = try await self.release(1, connections, allowsPortalUsers: allowsPortalUsers)
        let share = try await self.share(release, licence: licence)
        return try await self.workspace.install(
            try await self.workspace.planInstall(of: share.link, as: self.superAdmin), as: self.superAdmin)
    }

    /// Shares a further release and upgrades an environment to it.
    @discardableResult
    func upgrade(
        _ installation: Installation, to number: Int, _ connections: [BundledConnection],
        in environment: LiveEnvironment = .production
    ) async throws -> Installation {
        _ = try await self.share(try await self.release(number, connections))
        let plan = try await self.workspace.planUpgrade(
            of: installation.id, in: environment, as: self.superAdmin)
        return try await self.workspace.upgrade(plan, as: self.superAdmin)
    }

    /// Authorizes an installed connection in an environment.
    @discardableResult
    func authorize(
        _ linkName: String, in installation: Installation, _ environment: LiveEnvironment, as principal: Principal
    ) async throws -> ConnectionStatus {
        let pending = try await self.workspace.authorize(
            linkName, in: installation.id, environment: environment, as: principal)
        return try await self.workspace.complete(try Self.callback(pending), as: principal)
    }

    /// The installed connection with a link name.
    func installedConnection(_ linkName: String, in installation: Installation) async throws -> Connection {
        let found = try await self.store.first(
            .linkName(linkName, in: .installation(installation.id)), in: installation.account)
        guard let found else { throw NothingThrown() }
        return found
    }

    /// The status of an installed connection, as its panel shows it.
    func status(
        of linkName: String, in installation: Installation, _ environment: LiveEnvironment = .production,
        as principal: Principal? = nil
    ) async throws -> ConnectionStatus? {
        try await self.workspace.connections(
            in: installation.id, environment: environment, as: principal ?? self.admin
        ).first { $0.linkName == linkName }?.status
    }

    /// Whether a task gets a credential of an installed connection: the code of what it gets instead, or `nil`.
    func use(
        _ linkName: String, in installation: Installation, _ environment: LiveEnvironment = .production
    ) async throws -> ConnectionError.Code? {
        let task = try await self.runtime.connection(
            linkName, in: .installed(installation.id, of: installation.account, environment))
        return await code { try await task.credential(at: self.sale, for: self.maria) }
    }
}

extension BundledConnection {
    /// A definition as a release carries it; one link name always has one source.
    static func bundled(
        _ linkName: String, to connector: ConnectorID = World.books, kind: Connection.Kind = .admin,
        scopes: [String] = ["read"], places: [Place] = [.formWorkflow("sale", event: "sold")], isShared: Bool = false,
        name: String? = nil, source: Connection.ID? = nil
    ) -> BundledConnection {
        let number = linkName.utf8.reduce(UInt32(7)) { ($0 &* 31) &+ UInt32($1) }
        let connection = Connection(
            id: source ?? .fixture(number), account: "maker", origin: .defined, kind: kind, connector: connector,
            name: name ?? linkName.capitalized, linkName: linkName, mode: .platformManaged, scopes: scopes,
            sharesAuthorization: isShared, application: "estate", createdAt: .fixture, createdBy: "olga")
        return BundledConnection(connection, places: places)
    }
}

extension String {
    fileprivate var capitalized: String { self.prefix(1).uppercased() + self.dropFirst() }
}
